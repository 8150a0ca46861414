from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules

from sanbao.web import health


class WorkConfig(AppConfig):
    name = "sanbao.work"

    def ready(self) -> None:
        from sanbao.work.status import worker_health  # noqa: PLC0415  # models exist only now

        autodiscover_modules("handlers")
        # Without a worker messages wait, but every page works: the node stays in service.
        health.register("worker", worker_health, essential=False)
