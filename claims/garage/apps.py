from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GarageConfig(AppConfig):
    """The page of a car: it shows sales, visits and what the law makes of them, so it stands above all of these."""

    name = "claims.garage"
    label = "garage"
    verbose_name = _("车辆页面")

    def ready(self) -> None:
        import_module("claims.garage.entries").add()
