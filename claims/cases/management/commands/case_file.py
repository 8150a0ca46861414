"""The whole case as one PDF, as one person may see it."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from claims.cases.models import Claim
from claims.cases.permissions import claims_visible_to
from sanbao.accounts.models import User

NO_USER, NO_CLAIM = "没有这个账号：{}", "{}看不到编号{}的请求，或者没有这份请求。"
WRITTEN = "{}份，写在{}"


class Command(BaseCommand):
    help = "把一份请求的全部文书和证据印成一个PDF：封面、目录、书签、连续的页码。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("number", help="请求编号")
        parser.add_argument("--reader", required=True, help="给谁看：账号；他看不到的不在里面")
        parser.add_argument("--into", required=True, type=Path, help="写到哪个文件")

    def handle(self, *, number: str, reader: str, into: Path, **_options: Any) -> None:
        from claims.cases.papers.case_file import write_case_file  # noqa: PLC0415  the printer takes over a second to load

        person = User.objects.filter(username=reader).first()
        if person is None:
            raise CommandError(NO_USER.format(reader))
        claim = claims_visible_to(person).select_related("vehicle", "ownership", "body").filter(number=number).first()
        if not isinstance(claim, Claim):
            raise CommandError(NO_CLAIM.format(reader, number))
        entries = write_case_file(claim, into, reader=person, at=timezone.now())
        self.stdout.write(WRITTEN.format(len(entries), into))
