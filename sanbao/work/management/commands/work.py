import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from sanbao.work import status
from sanbao.work.stopping import stop_on_signals
from sanbao.work.worker import work


class Command(BaseCommand):
    help = "投递消息、按时执行到期的事，直到收到SIGTERM / deliver messages and due timers until SIGTERM"

    def add_arguments(self, parser: ArgumentParser) -> None:
        choice = parser.add_mutually_exclusive_group()
        choice.add_argument("--until-idle", action="store_true", help="做完眼下的就退出 / exit when nothing is due")
        choice.add_argument(
            "--status", action="store_true", help="现状；有问题时退出码为1 / the state; exit 1 if unwell"
        )
        choice.add_argument("--retry", metavar="KEY", nargs="+", help="再试搁置的 / try parked ones anew")
        choice.add_argument("--retry-topic", metavar="TOPIC", help="再试这一类搁置的 / try all parked of a topic anew")
        choice.add_argument("--drop", metavar="KEY", nargs="+", help="放弃搁置的 / give parked ones up for good")

    def handle(self, *_args: str, **options: Any) -> None:
        at = timezone.now()
        if options["status"]:
            self._tell(status.status(at))
        elif options["retry"]:
            self._expect(len(options["retry"]), status.retry_parked(options["retry"], at))
        elif options["retry_topic"]:
            self._say(f"重新排队 / queued again: {status.retry_all_parked(at, topic=options['retry_topic'])}")
        elif options["drop"]:
            self._expect(len(options["drop"]), status.drop_parked(options["drop"]))
        else:
            self._work(until_idle=options["until_idle"])

    def _work(self, *, until_idle: bool) -> None:
        with stop_on_signals() as stop:
            work(stop, timezone.now, until_idle=until_idle)

    def _tell(self, found: status.Status) -> None:
        self._say(f"工作进程 / workers      {found.workers}")
        self._say(f"等待中 / due            {found.due}{self._since(found)}")
        self._say(f"进行中 / under way      {found.under_way}")
        self._say(f"以后 / later            {found.later}")
        for group in found.parked:
            self._say(
                f"搁置 / parked           {group.count}  {group.topic}  {group.error}  "
                f"{timezone.localtime(group.first_at):%Y-%m-%d %H:%M}  {group.example}"
            )
        if not found.is_well:
            sys.exit(1)

    def _since(self, found: status.Status) -> str:
        oldest = found.oldest_due_at
        return f"  {timezone.localtime(oldest):%Y-%m-%d %H:%M:%S}" if oldest else ""

    def _expect(self, named: int, changed: int) -> None:
        self._say(f"{changed} / {named}")
        if changed != named:
            self.stderr.write(
                "其余的没有搁置，或者内容已经删除 / the others are not parked, or their payload is erased"
            )
            sys.exit(1)

    def _say(self, line: str) -> None:
        self.stdout.write(line)
