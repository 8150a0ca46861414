from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IssuingConfig(AppConfig):
    name = "documents.issuing"
    label = "papers"
    verbose_name = _("文书")

    def ready(self) -> None:
        import_module("documents.issuing.checks")
        import_module("documents.issuing.papers").add()
        import_module("documents.issuing.entries").add()
