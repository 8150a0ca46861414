from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VehiclesConfig(AppConfig):
    name = "claims.vehicles"
    label = "vehicles"
    verbose_name = _("车辆和销售")

    def ready(self) -> None:
        for module in ("papers", "car_register", "signables", "entries"):
            import_module(f"claims.vehicles.{module}").add()
