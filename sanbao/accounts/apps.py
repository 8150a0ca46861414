from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "sanbao.accounts"

    def ready(self) -> None:
        from sanbao.accounts import entries  # noqa: PLC0415  models are there only now

        entries.add()
