from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FilingsConfig(AppConfig):
    name = "claims.filings"
    label = "filings"
    verbose_name = _("生产者备案")

    def ready(self) -> None:
        import_module("claims.filings.files").add_to_backup()
        import_module("claims.filings.entries").add()
