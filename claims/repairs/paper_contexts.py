"""What stands on the papers of a visit: plain values, frozen when the paper is issued."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from claims.repairs import words
from claims.repairs.models import Correction, Mobility
from claims.repairs.signing import HAND_OVER, ROLES, signable
from claims.repairs.told import ToldItem, ToldVisit
from documents.papers.proof import Proof
from documents.signatures.models import Signature, State
from sanbao.law.repair_time import in_china
from sanbao.web import says

MOST_SIGNS = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitContext:
    number: str
    car: str
    vin: str
    plate: str
    outlet: str
    visit_number: int
    received_at: datetime
    mileage: str
    complaint: str
    received_is_assumed: bool = False
    owner: str = ""
    began: str = ""  # diagnosis, where it began before the repair was agreed
    loaner_after: str = ""  # the days after which a loaner is owed, settled at the issue
    replaces: str = ""
    proof: Proof | None = None

    @property
    def received_on(self) -> date:
        return in_china(self.received_at).date()

    @property
    def received(self) -> str:
        return _moment(self.received_at, is_assumed=self.received_is_assumed)


@dataclass(frozen=True, slots=True, kw_only=True)
class DropOffContext(VisitContext):
    """`planned`: problem and work, a line each; `odd`: what did not fit, with what was said about it."""

    planned: tuple[str, ...] = ()
    odd: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperItem:
    problem: str
    part: str
    cause: str
    work: str
    old_part: str
    new_part: str
    material: str
    labour_time: str
    labour: str
    judged: str
    less_because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordContext(VisitContext):
    finished: str = ""
    inspection_result: str = ""
    items: tuple[PaperItem, ...] = ()
    tow: str = ""
    mobility: str = ""
    picked_up_at: datetime | None = None
    waits: tuple[str, ...] = ()
    corrections: tuple[str, ...] = ()
    signed: tuple[str, ...] = ()

    @property
    def picked_up(self) -> str:
        return says.moment(self.picked_up_at) if self.picked_up_at else ""

    @property
    def copies(self) -> tuple[str, ...]:
        """One stays with the repairer, one is the consumer's."""
        return (_("消费者保存"), _("修理者存档"))


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanerContext(VisitContext):
    agreed: str = ""
    is_loaner: bool = False
    details: str = ""
    amount: str = ""


def drop_off(visit: ToldVisit) -> DropOffContext:
    row = visit.row
    return DropOffContext(
        **_common(visit),
        planned=tuple(f"{item.row.problem}：{words.work(item.row.planned_work)}" for item in visit.items),
        odd=tuple(f"{oddity.get_code_display()}：{oddity.words}" for oddity in row.oddities.order_by("id")),
    )


def record(visit: ToldVisit) -> RecordContext:
    row = visit.row
    return RecordContext(
        **_common(visit),
        finished=_moment(visit.finished_at, is_assumed="finished_at" in visit.assumed) if visit.finished_at else "",
        inspection_result=visit.inspection_result,
        items=tuple(_item(item) for item in visit.items),
        tow=words.yuan(row.tow_fen),
        mobility=_mobility(visit),
        picked_up_at=in_china(visit.picked_up_at) if visit.picked_up_at else None,
        waits=tuple(_wait(wait) for wait in visit.waits),
        corrections=tuple(_correction(one) for one in row.corrections.all()),
        signed=_signed(visit),
    )


def loaner(visit: ToldVisit) -> LoanerContext:
    row = visit.row
    agreed = str(row.get_mobility_display()) if row.mobility else ""
    return LoanerContext(
        **_common(visit),
        agreed=agreed,
        is_loaner=row.mobility == Mobility.LOANER,
        details=row.mobility_words,
        amount=words.yuan(row.transport_fen),
    )


def _common(visit: ToldVisit) -> dict[str, Any]:
    row = visit.row
    values = {
        "number": "",
        "car": row.vehicle.name,
        "vin": row.vehicle.vin,
        "plate": row.plate or row.vehicle.plate,
        "outlet": row.place,
        "visit_number": row.number,
        "received_at": in_china(visit.received_at),
        "received_is_assumed": "received_at" in visit.assumed,
        "began": says.moment(visit.began_at) if visit.began_at < visit.received_at else "",
        "owner": row.ownership.name if row.ownership else "",
        "mileage": says.km(visit.mileage_km),
        "complaint": row.complaint,
    }
    known = {field.name for field in fields(VisitContext)}
    return {name: value for name, value in values.items() if name in known}


def _moment(moment: datetime, *, is_assumed: bool) -> str:
    written = says.moment(moment)
    return _("{moment}（只知道日期，几点按营业时间推定）").format(moment=written) if is_assumed else written


def _item(item: ToldItem) -> PaperItem:
    row = item.row
    return PaperItem(
        problem=str(row.problem),
        part=words.part_of(item),
        cause=item.cause,
        less_because=row.less_because,
        work=words.work(item.done_work),
        old_part=" ".join(filter(None, (row.old_part_number, row.old_serial))),
        new_part=" ".join(filter(None, (row.new_part_number, row.new_serial))),
        material=words.yuan(row.material_fen),
        labour_time=words.labour(row.labour_minutes),
        labour=words.yuan(row.labour_fen),
        judged=_judged(item),
    )


def _judged(item: ToldItem) -> str:
    answer = {
        "yes": _("是质量问题"),
        "no": _("不是质量问题"),
        "disputed": _("是不是质量问题有争议"),
        "unknown": _("是不是质量问题还没有查清"),
    }[item.quality_problem]
    return f"{answer}：{item.row.quality_reason}" if item.row.quality_reason else answer


def _mobility(visit: ToldVisit) -> str:
    row = visit.row
    if not row.mobility:
        return ""
    told = (str(row.get_mobility_display()), row.mobility_words, words.yuan(row.transport_fen))
    return "，".join(part for part in told if part)


def _wait(wait: Any) -> str:
    ends = says.moment(wait.ends_at) if wait.ends_at else pgettext("within a sentence", "现在")
    told = _("{reason}：{begins}到{ends}").format(
        reason=wait.get_reason_display(), begins=says.moment(wait.begins_at), ends=ends
    )
    return f"{told}（{wait.proof}）" if wait.proof else told


def _correction(one: Correction) -> str:
    """When, what stood there, what holds, and why."""
    return _("{moment}，{what}（原因：{reason}）").format(
        moment=says.moment(one.made_at), what=words.corrected(one), reason=one.reason
    )


def _signed(visit: ToldVisit) -> tuple[str, ...]:
    """Who has signed here already, or would not; who signs on paper has his place there."""
    thing = signable(visit.row, HAND_OVER)
    asked = Signature.objects.filter(signable=str(thing), state__in=[State.SIGNED, State.REFUSED])
    valid = asked.filter(content_hash=thing.content_hash).order_by("settled_at", "id")
    return tuple(_signature(one) for one in valid if one.settled_at)


def _signature(one: Signature) -> str:
    how = str(one.get_method_display()) if one.method else str(one.get_state_display())
    moment = says.moment(one.settled_at) if one.settled_at else ""
    return _("{role}{name}：{how}，{moment}").format(
        role=ROLES.get(one.role, one.role), name=one.name, how=how, moment=moment
    )
