"""The repair visits as a table: when, what was done, and how many days count, or why none does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sanbao.check.results.matter import Matter
from sanbao.check.results.writing import hours, kilometres, short_day
from sanbao.law.assessment import VisitTime
from sanbao.law.case import COUNTED_WORK, Case, Showing
from sanbao.law.facts import Item, Visit
from sanbao.law.open_facts import NEVER
from sanbao.law.repair_time import in_china

MOST_LINES = 12  # of repairs on the result; where there are more, all of them stand on a page of their own


@dataclass(frozen=True)
class VisitRow:
    number: int
    received: str
    finished: str
    items: tuple[str, ...]
    days: int
    says: str
    why: str


def visit_rows(matter: Matter) -> tuple[VisitRow, ...]:
    counters = matter.assessment.counters
    times = {time.id: time for time in counters.repair_days.visits} if counters else {}
    return tuple(_row(matter, number, visit, times.get(visit.id)) for number, visit in enumerate(matter.visits, 1))


def fit(rows: tuple[VisitRow, ...]) -> bool:
    return sum(len(row.items) for row in rows) <= MOST_LINES


def _row(matter: Matter, number: int, visit: Visit, time: VisitTime | None) -> VisitRow:
    received = in_china(visit.received_at).date()
    return VisitRow(
        number=number,
        received=matter.words.day(received),
        finished=_("{finished}，{km}").format(
            finished=_finished(matter, visit, received), km=kilometres(visit.mileage_km)
        ),
        items=tuple(dict.fromkeys(_item(matter, item) for item in visit.items)),
        days=time.days if time else 0,
        says=_counted(matter, visit, time),
        why=_spent(time) if time else _why_not(matter, visit),
    )


def _counted(matter: Matter, visit: Visit, time: VisitTime | None) -> str:
    if time:
        return _("计{days}").format(days=matter.words.days(time.days))
    pending = pending_days(matter).get(visit.id)
    return _("{days}待定").format(days=matter.words.days(pending)) if pending else _("不计")


def pending_days(matter: Matter) -> dict[str, int]:
    """The days of each visit that would count if what is open were settled for the owner."""
    counters, judgement = matter.assessment.counters, matter.judgement
    if counters is None or judgement is None:
        return {}
    counted = {time.id for time in counters.repair_days.visits}
    return {
        showing.workshop.visit.id: showing.workshop.time.days
        for showing in judgement.case.showings
        if showing.workshop is not None and showing.workshop.time is not None
        if showing.counts and not showing.unreleased & NEVER and showing.workshop.visit.id not in counted
    }


def _finished(matter: Matter, visit: Visit, received: date) -> str:
    if visit.finished_at is None:
        return _("还在修")
    day = in_china(visit.finished_at).date()
    if day == received:
        return _("当日修好")
    written = short_day(day) if day.year == received.year and matter.lang == "zh" else matter.words.day(day)
    return _("到{day}").format(day=written)


def _item(matter: Matter, item: Item) -> str:
    problem, work = matter.problem(item.problem), work_name(item.work)
    return work if problem == work else _("{problem}：{work}").format(problem=problem, work=work)


def work_name(work: str) -> str:
    """What was done, in the words of a repair slip."""
    return {
        "repair": pgettext("within a sentence", "修理"),
        "component_replacement": pgettext("within a sentence", "更换零部件"),
        "assembly_replacement": pgettext("within a sentence", "更换总成"),
        "software_update": _("软件升级"),
        "inspection_only": _("只做检查"),
        "recall": pgettext("within a sentence", "召回"),
        "maintenance": pgettext("within a sentence", "保养"),
        "accident": _("事故维修"),
        "none": pgettext("within a sentence", "没有修理"),
    }[work]


def _spent(time: VisitTime) -> str:
    if time.excluded_hours:
        return _("用时{hours}，其中{excluded}不计入").format(
            hours=hours(time.hours), excluded=hours(time.excluded_hours)
        )
    return _("用时{hours}").format(hours=hours(time.hours))


def _why_not(matter: Matter, visit: Visit) -> str:
    """The first reason why a visit counts for nothing."""
    if matter.judgement is None:
        return _("三包规定不适用")
    case = matter.judgement.case
    showings = [showing for showing in case.showings if showing.where == f"visits/{visit.id}"]
    if visit.repairer != "network":
        return _("不是在约定的网点修的")
    if not showings[0].within_three_guarantees:
        return _("送修时不在三包有效期内")
    counted = [showing for showing in showings if showing.item.work in COUNTED_WORK]
    if not counted:
        return _("没有修理，或者不是因质量问题修理")
    return _not_established(case, counted)


def _not_established(case: Case, counted: list[Showing]) -> str:
    if all(showing.unreleased & NEVER for showing in counted):
        return _("不是质量问题，或者属于经营者可以不承担三包责任的情形")
    if case.open_facts.facts:
        return pgettext("within a sentence", "是不是质量问题还没有查清")
    return _("没有认定为质量问题")
