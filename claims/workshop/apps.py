from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkshopConfig(AppConfig):
    """Pages alone: they need rows (`repairs`) and what the law makes of them (`record`), so they stand above both."""

    name = "claims.workshop"
    label = "workshop"
    verbose_name = _("修理工作台")

    def ready(self) -> None:
        import_module("claims.workshop.entries").add()
