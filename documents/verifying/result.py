"""What a stranger is told of a paper: the essential fields to compare with the print, and its state. No more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core import signing
from django.utils import timezone
from django.utils.translation import gettext as _

from documents.issuing import register
from documents.issuing.models import Paper, State
from documents.issuing.seal import Essentials
from documents.verifying.looking_up import FileFound
from documents.verifying.side_file import side_file
from sanbao.web import says
from sanbao.web.components import Notice

_SALT = "documents.verifying.proof"
PROOF_MINUTES = 60
Rows = list[tuple[str, str]]


@dataclass(frozen=True)
class Result:
    """`places`: where the signed ledger holds the paper, nothing until the next checkpoint; `token` asks for the side
    file then. `attached`: the data of an uploaded file."""

    notice: Notice
    rows: Rows
    places: Rows
    printed: bool
    token: str
    attached: str = ""


def of_paper(paper: Paper) -> Result:
    proof = side_file(paper)
    token = signing.dumps(str(paper.public_id), salt=_SALT) if proof else ""
    places = _places(proof) if proof else []
    return Result(_state(paper), rows_of(paper.essentials), places, paper.is_printed, token)


def of_file(found: FileFound) -> Result:
    plain = of_paper(found.paper)
    notice = plain.notice if found.unchanged else _changed()
    return Result(notice, plain.rows, plain.places, plain.printed, plain.token, found.attached)


def of_seal_alone(essentials: Essentials) -> Result:
    """Signed by us, but not in this register: of another installation of ours, or of a register that was lost."""
    notice = Notice(
        title=_("二维码是真的，但这里没有登记"),
        says=_("签名没有问题，本系统里却没有登记这份文书，不能告诉您它现在是不是有效。请向出具单位核实。"),
        kind="warning",
    )
    return Result(notice, rows_of(essentials), places=[], printed=False, token="")


def paper_of_token(token: str) -> Paper | None:
    try:
        public_id = signing.loads(token, salt=_SALT, max_age=PROOF_MINUTES * 60)
    except signing.BadSignature:
        return None
    return Paper.objects.without_bytes().filter(public_id=public_id).first()


def rows_of(told: Essentials) -> Rows:
    kind = register.kinds().get(told.kind)
    rows = [
        (_("种类"), str(kind.title) if kind else told.kind),
        (_("编号"), told.number),
        (_("出具单位"), told.issuer),
        (_("出具日期"), says.day(date.fromisoformat(told.issued_on))),
        (_("车辆识别代号后六位"), told.vin_last6),
        (_("结论"), told.outcome),
        (_("金额"), told.amount),
    ]
    return [(label, value) for label, value in rows if value]


def _places(proof: dict[str, Any]) -> Rows:
    head = proof["printed"]["head"]
    signed = _("第%(number)d号，%(moment)s，共%(size)d条")
    return [
        (_("出具的记录"), _("第%(place)d条") % {"place": proof["issued"]["position"] + 1}),
        (_("打印的记录"), _("第%(place)d条") % {"place": proof["printed"]["position"] + 1}),
        (_("账本签名"), signed % {**head, "moment": says.moment(datetime.fromisoformat(head["at"]))}),
        (_("签名的摘要"), head["root"]),
    ]


def _state(paper: Paper) -> Notice:
    match paper.state:
        case State.WITHDRAWN:
            assert paper.withdrawn_at is not None  # noqa: S101  says to the type checker what the state means
            told = {
                "day": says.day(timezone.localdate(paper.withdrawn_at)),
                "reason": paper.get_withdrawal_reason_display(),
            }
            words = _("出具单位在%(day)s作废了这份文书，原因是：%(reason)s。请不要再使用它。") % told
            return Notice(title=_("已作废"), says=words, kind="error")
        case State.REPLACED:
            told = {
                "number": paper.replaced_by.number,
                "day": says.day(timezone.localdate(paper.replaced_by.issued_at)),
            }
            words = _("%(day)s已经出具了新的一份，编号%(number)s。请以新的为准。") % told
            return Notice(title=_("已被新的一份代替"), says=words, kind="warning")
        case State.VALID:
            words = _(
                "这份文书是登记在册的，现在有效。请把下面各项和您手里的文书逐项核对，一项不同，就不是原来的文书。"
            )
            return Notice(title=_("有效"), says=words, kind="success")
        case _:
            words = _("编号已经登记，文书还没有打印好，过一会儿再来核验。")
            return Notice(title=_("还没有打印"), says=words, kind="warning")


def _changed() -> Notice:
    return Notice(
        title=_("文件被改动过"),
        says=_(
            "文件里附带的数据是真的，但整个文件和出具时的不一样，看到的文字可能改过。请以下面的各项为准，或者重新下载。"
        ),
        kind="error",
    )
