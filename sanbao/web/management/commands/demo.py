from datetime import datetime
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

ONLY_IN_DEVELOPMENT = "演示数据的密码人人都知道，只能在开发环境里建立（SANBAO_DEBUG=1）。"
# Always this moment, so that the demonstration tells the same story on every machine and every day.
MOMENT = datetime(2026, 11, 22, 9, 0)  # noqa: DTZ001  made aware by the time zone of the project


def modules() -> list[ModuleType]:
    """The `demo` modules of the installed apps, in the order of the settings: an app builds on those before it."""
    names = [f"{config.name}.demo" for config in apps.get_app_configs()]
    return [import_module(name) for name in names if find_spec(name)]


def build() -> None:
    demos, at = modules(), timezone.make_aware(MOMENT)
    for demo in demos:
        demo.build(at)
    for demo in demos:
        if hasattr(demo, "furnish"):  # what takes seconds
            demo.furnish(at)


def build_small() -> None:
    """A few of each kind, where a module has many."""
    for demo in modules():
        getattr(demo, "build_small", demo.build)(timezone.make_aware(MOMENT))


class Command(BaseCommand):
    help = "建立演示用的单位、人员和数据；重复运行不会重复建立 / build the demonstration world; safe to run again"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--small", action="store_true", help="每样只要几个 / a few of each kind, which is quicker")

    def handle(self, *_args: Any, small: bool, **_options: Any) -> None:
        if not settings.DEBUG:
            raise CommandError(ONLY_IN_DEVELOPMENT)
        if small:
            build_small()
        else:
            build()
        for demo in modules():
            if hasattr(demo, "sign_ins"):
                self.stdout.write(demo.sign_ins())
