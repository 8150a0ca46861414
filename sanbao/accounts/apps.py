from importlib import import_module

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "sanbao.accounts"

    def ready(self) -> None:
        # Models are there only now; what these modules connect, they connect when they are imported.
        for module in ("signin.clearing", "signin.lifetime", "signin.mail", "signin.recording"):
            import_module(f"sanbao.accounts.{module}")
        import_module("sanbao.accounts.entries").add()
