"""The papers of a visit: drop-off slip, repair record in two copies, agreement about a loaner or transport money."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.repairs import words
from claims.repairs.paper_contexts import (
    MOST_SIGNS,
    DropOffContext,
    LoanerContext,
    PaperItem,
    RecordContext,
    drop_off,
    loaner,
    record,
)
from claims.repairs.permissions import RECEIVING_ROLES
from claims.repairs.statutory import REPLACEMENTS, parameter_on
from claims.repairs.told import ToldVisit
from documents.fonts.provided import provided_fonts
from documents.issuing.freezing import Order
from documents.issuing.models import Paper
from documents.issuing.permissions import acting_in, holder_and_issuer
from documents.issuing.register import Kind, Telling, add_kind
from documents.papers.checking import Problem, refuse_if_any, unprintable
from documents.papers.language import CHINESE
from documents.papers.printing import imprint, pictures, rendered
from documents.papers.voucher import StatutoryItem
from sanbao.accounts.models import User
from sanbao.law.regulations import Citation, regulation_in_force
from sanbao.law.repair_time import in_china
from sanbao.law.words_zh import day as written_day
from sanbao.law.words_zh import law_number

DROP_OFF, RECORD, LOANER = "drop_off_slip", "repair_record", "loaner_agreement"
_VIN_SHOWN = 6
BEFORE_ANY_LAW = gettext_lazy("送修的时候还没有三包规定，不能出具这份文书。送修时间抄错了的，请先更正。")
Context = DropOffContext | RecordContext | LoanerContext


def add() -> None:
    for kind in KINDS:
        add_kind(kind)


def order_of(visit: ToldVisit, kind: str, *, key: UUID) -> Order:
    """What is to be issued now; the valid paper of this kind is replaced. Raises LookupError for an unknown kind, and
    ValidationError for a visit of before the first order, of which these papers would cite what was not yet law."""
    outlet = visit.row.outlet
    if outlet is None:
        raise LookupError(kind)
    if regulation_in_force(in_china(visit.began_at).date()) is None:
        raise ValidationError(BEFORE_ANY_LAW)
    with translation.override(CHINESE):
        context = _CONTEXTS[kind](visit)
    valid = Paper.objects.filter(
        kind=kind, issuer=outlet, subject=visit.row.ledger_subject, withdrawn_at=None, replaced_by=None
    )
    return Order(
        kind=kind,
        context=context,
        issuer=outlet,
        subject=visit.row.ledger_subject,
        key=key,
        holder=visit.row.ownership.consumer if visit.row.ownership else None,
        replaces=valid.first(),
    )


def outlets_issuing(user: User) -> Q:
    return Q(is_repairer=True) & acting_in(user, *RECEIVING_ROLES)


def check(context: Context) -> None:
    """Raises ContextError."""
    refuse_if_any(_problems(context))


def _problems(context: Context) -> Iterator[Problem]:
    if isinstance(context, RecordContext):
        citation = _citation(context)
        for place, item in enumerate(context.items):
            yield from _item_problems(f"items.{place}", item, citation)
    if isinstance(context, LoanerContext) and not context.agreed.strip():
        yield Problem("agreed", _("请先在修理记录里填写备用车或者交通补偿的情况。"))
    yield from unprintable(context, provided_fonts().coverage, MOST_SIGNS)


def _item_problems(path: str, item: PaperItem, citation: Citation) -> Iterator[Problem]:
    names = {"work": _("修理项目"), "material": _("材料费"), "labour_time": _("工时"), "labour": _("工时费")}
    lacking = {field: name for field, name in names.items() if not getattr(item, field)}
    if item.work in _replacements() and not (item.part and item.new_part):
        lacking["new_part"] = _("更换的零部件名称和编号")
    for field, name in lacking.items():
        says = _("{problem}：缺少{name}。").format(problem=item.problem, name=name)
        yield Problem(f"{path}.{field}", says, citation)


def _replacements() -> set[str]:
    """As papers write them, which are in Chinese."""
    with translation.override(CHINESE):
        return {words.work(code) for code in REPLACEMENTS}


def _citation(context: RecordContext) -> Citation:
    return parameter_on(in_china(context.received_at).date()).citation


def _record_items(context: RecordContext) -> Iterable[StatutoryItem]:
    citation = _citation(context)
    names = {
        "received_at": gettext_lazy("送修时间"),
        "mileage": gettext_lazy("行驶里程"),
        "complaint": gettext_lazy("车主对问题的陈述"),
        "inspection_result": gettext_lazy("检查结果"),
        "items": gettext_lazy("修理项目"),
        "tow": gettext_lazy("拖运费"),
        "mobility": gettext_lazy("备用车或者交通补偿的情况"),
        "picked_up_at": gettext_lazy("交还车辆的时间"),
    }
    return [StatutoryItem(name, citation, (field,)) for field, name in names.items()]


def _no_items(_context: object) -> Iterable[StatutoryItem]:
    """No law says what must stand on it."""
    return ()


def _printed(kind: str, context: Context, made_at: datetime) -> bytes:
    with translation.override(CHINESE):
        return rendered(
            f"repairs/papers/{kind}.html",
            {"paper": context, "title": f"{TITLES[kind]} {context.number}"},
            imprint(kind, context, made_at),
            language=CHINESE,
            pictures=pictures(context.proof),
        )


def _settled(context: Context) -> Context:
    return context if context.loaner_after else replace(context, loaner_after=_loaner_after(context))


def _loaner_after(context: Context) -> str:
    """The days after which a loaner is owed, as the papers write numbers of the law."""
    governing = regulation_in_force(context.received_on)
    if governing is None:
        raise LookupError(context.received_on)
    return law_number(governing.law_on(context.received_on).loaner_after_days)


def _tells(context: Context) -> Telling:
    return Telling(context.vin[-_VIN_SHOWN:], f"第{context.visit_number}次送修 {written_day(context.received_on)}")


def _replacing(context: Any, number: str, _on: date) -> Any:
    return replace(context, replaces=number)


TITLES = {
    DROP_OFF: gettext_lazy("送修单"),
    RECORD: gettext_lazy("修理记录"),
    LOANER: gettext_lazy("备用车或者交通补偿约定"),
}
_CONTEXTS: dict[str, Callable[[ToldVisit], Context]] = {DROP_OFF: drop_off, RECORD: record, LOANER: loaner}


def _kind(code: str, prefix: str, context: type[Any], items: Callable[[Any], Iterable[StatutoryItem]]) -> Kind:
    return Kind(
        code=code,
        title=TITLES[code],
        prefix=prefix,
        subject_kind="visit",
        context=context,
        check=check,
        settled=_settled,
        printed=partial(_printed, code),
        tells=_tells,
        items=items,
        seen_by=holder_and_issuer,
        issued_by=outlets_issuing,
        replacing=_replacing,
    )


KINDS = (
    _kind(DROP_OFF, "SX", DropOffContext, _no_items),
    _kind(RECORD, "XL", RecordContext, _record_items),
    _kind(LOANER, "BY", LoanerContext, _no_items),
)
