from django.apps import AppConfig

from sanbao.web import health


class LedgerConfig(AppConfig):
    name = "sanbao.ledger"

    def ready(self) -> None:
        from sanbao.ledger.selectors import ledger_health  # noqa: PLC0415  models exist only now

        # Pages work without a signature; but what is not signed and delivered is not covered.
        health.register("ledger", ledger_health, essential=False)
