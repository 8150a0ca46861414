from importlib import import_module

from django.apps import AppConfig
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class SignaturesConfig(AppConfig):
    name = "documents.signatures"
    label = "signatures"
    verbose_name = _("签字")

    def ready(self) -> None:
        if settings.DEBUG:
            import_module("documents.signatures.demo_case").add()
