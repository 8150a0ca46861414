from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RepairsConfig(AppConfig):
    name = "claims.repairs"
    label = "repairs"
    verbose_name = _("送修")

    def ready(self) -> None:
        import_module("claims.repairs.signing").add()
        import_module("claims.repairs.papers").add()
