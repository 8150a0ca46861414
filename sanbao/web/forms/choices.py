from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class Hinted:
    """The label of a choice with a second, smaller line: `("ice", Hinted(_("燃油"), _("汽油、柴油")))`."""

    label: str | Promise
    hint: str | Promise

    def __str__(self) -> str:
        return str(self.label)
