from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "sanbao.accounts"
    verbose_name = _("账号与单位")

    def ready(self) -> None:
        # Models are there only now; what these modules connect, they connect when they are imported.
        for module in ("language", "signin.clearing", "signin.lifetime", "signin.mail", "signin.recording"):
            import_module(f"sanbao.accounts.{module}")
        import_module("sanbao.accounts.entries").add()
