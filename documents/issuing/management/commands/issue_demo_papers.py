"""Everything that can be issued over the demonstration's sales, once: run again, it issues nothing more.

Always at the demonstration's moment, so that numbers and days are the same on every machine and every day.
"""

import uuid
from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from documents.issuing.freezing import Order
from documents.issuing.models import Paper
from documents.issuing.permissions import can_issue
from documents.issuing.register import Candidate, candidates_of, kind_of
from documents.issuing.services import paper_issue, paper_store
from documents.issuing.signing import printed_and_signed
from sanbao.accounts import demo
from sanbao.accounts.models import Organisation, User
from sanbao.accounts.selectors import members_of
from sanbao.web.management.commands.demo import MOMENT

ONLY_IN_DEVELOPMENT = "演示数据只能在开发环境里建立（SANBAO_DEBUG=1）。"
_KEYS = uuid.UUID("1b1f6f6e-53c8-4f0a-9f0c-3c4e2d6a9b52")


class Command(BaseCommand):
    help = "用演示数据出具并打印第一批文书；重复运行不会重复出具 / issue and print the demonstration's papers"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--leave-printing", action="store_true", help="只取号，让后台任务打印")

    def handle(self, *_args: Any, **options: Any) -> None:
        if not settings.DEBUG:
            raise CommandError(ONLY_IN_DEVELOPMENT)
        at = timezone.make_aware(MOMENT)
        demo.build(at)
        for organisation in Organisation.objects.order_by("id"):
            for candidate in candidates_of(organisation):
                issued = _issued(candidate, organisation, at)
                paper = issued if options["leave_printing"] else _printed(issued)
                self.stdout.write(f"{paper.number}  {paper.check_code}  {paper.state.label}  {organisation}")


def _issued(candidate: Candidate, organisation: Organisation, at: datetime) -> Paper:
    order = Order(
        kind=candidate.kind,
        context=candidate.context,
        issuer=organisation,
        subject=candidate.subject,
        key=uuid.uuid5(_KEYS, candidate.key),
        holder=candidate.holder,
    )
    return paper_issue(order, by=_issuer(candidate, organisation), at=at)


def _printed(paper: Paper) -> Paper:
    """At once, so that the command works without a worker; one that comes later finds it done."""
    if not paper.is_printed and paper.withdrawn_at is None:
        paper_store(paper, printed_and_signed(paper), at=timezone.now())
    return Paper.objects.get(pk=paper.pk)


def _issuer(candidate: Candidate, organisation: Organisation) -> User:
    kind = kind_of(candidate.kind)
    return next(member.user for member in members_of(organisation) if can_issue(member.user, organisation, kind))
