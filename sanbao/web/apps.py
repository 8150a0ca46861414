from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "sanbao.web"

    def ready(self) -> None:
        from sanbao.web import health  # noqa: PLC0415  # asks the database, so not before the apps are loaded

        health.register("database", health.database, essential=True)
        health.register("migrations", health.Migrations(), essential=True)
        health.register("disk", health.disk, essential=False)
