from importlib import import_module

from django.apps import AppConfig


class SmsConfig(AppConfig):
    name = "sanbao.sms"

    def ready(self) -> None:
        import_module("sanbao.sms.checks")
