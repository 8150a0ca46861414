from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from sanbao.work.stopping import stop_on_signals
from sanbao.work.worker import work


class Command(BaseCommand):
    help = "投递消息、按时执行到期的事，直到收到SIGTERM / deliver messages and due timers until SIGTERM"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--until-idle", action="store_true", help="做完眼下的就退出 / exit when nothing is due")

    def handle(self, *_args: str, **options: Any) -> None:
        with stop_on_signals() as stop:
            work(stop, timezone.now, until_idle=options["until_idle"])
