from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SheetsConfig(AppConfig):
    name = "documents.sheets"
    label = "sheets"
    verbose_name = _("自己出具的权利清单")

    def ready(self) -> None:
        import_module("documents.sheets.entries").add()
