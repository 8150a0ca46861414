from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from documents.fonts.making import NoFontPackageError, make_fonts
from documents.fonts.provided import provided_fonts


class Command(BaseCommand):
    help = "为印制文书准备字体 / makes the fonts that papers are printed with"
    requires_system_checks: list[str] = []  # noqa: RUF012  the check asks for the fonts that this command makes

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            made = make_fonts(provided_fonts())
        except NoFontPackageError as missing:
            raise CommandError(str(missing)) from missing
        if made:
            _warm()
        if made and options["verbosity"]:
            self.stdout.write(_("字体已经准备好。"))


def _warm() -> None:
    """The first look at new fonts is kept in their folder, which the site itself may be unable to write to."""
    from documents.render import printer  # noqa: PLC0415  the module reads the fonts that were just made

    printer()
