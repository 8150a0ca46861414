from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VerifyingConfig(AppConfig):
    name = "documents.verifying"
    label = "verifying"
    verbose_name = _("核验")

    def ready(self) -> None:
        import_module("documents.verifying.entries").add()
