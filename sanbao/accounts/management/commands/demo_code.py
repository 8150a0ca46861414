import time
from typing import Any

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from sanbao.accounts.demo import REGISTRAR, secret_of
from sanbao.accounts.demo_people import EXPERTS, STAFF

PERIOD_SECONDS = 30
ONLY_IN_DEVELOPMENT = "演示账号只在开发环境里有（SANBAO_DEBUG=1）。"
NOT_OF_THE_DEMO = "没有这个演示账号，运行 manage.py demo 可以看到全部演示账号。"


def code_at(username: str, moment: float) -> str:
    return str(format_hotp_value(hotp_value(secret_of(username), int(moment) // PERIOD_SECONDS)))


class Command(BaseCommand):
    help = "显示一个演示账号当前的第二重验证码 / print the current code of a demonstration account"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")

    def handle(self, *_args: Any, username: str, **_options: Any) -> None:
        if not settings.DEBUG:
            raise CommandError(ONLY_IN_DEVELOPMENT)
        if username not in {REGISTRAR, *(person.username for person in (*STAFF, *EXPERTS))}:
            raise CommandError(NOT_OF_THE_DEMO)
        self.stdout.write(code_at(username, time.time()))
