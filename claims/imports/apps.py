from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ImportsConfig(AppConfig):
    name = "claims.imports"
    label = "imports"
    verbose_name = _("导入")

    def ready(self) -> None:
        import_module("claims.imports.entries").add()
