from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RecordConfig(AppConfig):
    name = "claims.record"
    label = "record"
    verbose_name = _("车辆的记录")

    def ready(self) -> None:
        import_module("claims.record.acts").watch()
