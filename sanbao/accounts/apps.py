from importlib import import_module

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "sanbao.accounts"

    def ready(self) -> None:
        for module in ("lifetime", "mail", "recording"):
            import_module(f"sanbao.accounts.signin.{module}")
