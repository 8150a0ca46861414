from importlib import import_module

from django.apps import AppConfig
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class EvidenceConfig(AppConfig):
    name = "documents.evidence"
    label = "evidence"
    verbose_name = _("证据")

    def ready(self) -> None:
        import_module("documents.evidence.checks")
        import_module("documents.evidence.store").add_to_backup()
        if settings.DEBUG:
            import_module("documents.evidence.demo_case").add()
