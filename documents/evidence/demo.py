"""Evidence of the made-up case: added by the service as in life, so the ledger has it and a worker makes the copies."""

import tempfile
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from documents.evidence import demo_case, demo_files
from documents.evidence.services import evidence_add
from documents.evidence.subjects import subject_of
from sanbao.accounts.models import User

SUBJECT = f"{demo_case.NAME}/{demo_case.CASE}"
# The photo by chat looks like the first one; the seller's bill is the owner's, byte for byte.
FILES: tuple[tuple[str, str, Callable[[], bytes]], ...] = (
    (demo_case.OWNER, "仪表盘：变速器故障灯", demo_files.dashboard),
    (demo_case.OWNER, "车底漏油", demo_files.oil_under_the_car),
    (demo_case.OWNER, "修理结算单", demo_files.bill),
    (demo_case.OWNER, "起步时的异响", demo_files.knocking),
    (demo_case.ADVISER, "车主用聊天软件发来的照片", demo_files.dashboard_sent_by_chat),
    (demo_case.ADVISER, "本店留存的结算单", demo_files.bill),
)


def build(_at: datetime) -> None:
    """Nothing: `furnish` brings it, for files take seconds that a world of people need not wait for."""


def furnish(at: datetime) -> None:
    """Run again, it finds every file there: the same bytes of the same person are one."""
    subject = subject_of(SUBJECT)
    if subject is None:
        return
    for minutes, (who, title, content) in enumerate(FILES):
        with tempfile.NamedTemporaryFile() as file:
            file.write(content())
            file.flush()
            by, moment = User.objects.get(Q(username=who) | Q(phone=who)), at + timedelta(minutes=minutes)
            evidence_add(subject=subject, path=Path(file.name), title=title, by=by, at=moment)


def sign_ins() -> str:
    address = reverse("evidence:list", args=[demo_case.NAME, demo_case.CASE])
    return _(
        "证据的例子：%(address)s，车主%(owner)s、服务顾问%(adviser)s看副本，经办人%(clerk)s、专家%(expert)s还可以打开原件"
    ) % {
        "address": address,
        "owner": demo_case.OWNER,
        "adviser": demo_case.ADVISER,
        "clerk": demo_case.CLERK,
        "expert": demo_case.EXPERT,
    }
