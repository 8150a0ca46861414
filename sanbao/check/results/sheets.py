"""Day sheets of the time limits: every day from the demand to the due day, in whole weeks from Monday."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from sanbao.check.results.matter import Matter
from sanbao.check.results.sheet_weeks import Span, weeks
from sanbao.law.assessment import Deadline
from sanbao.law.deadlines import deemed_refusal, due_date
from sanbao.law.phrases import cited
from sanbao.web.components import DeadlineSheet

_REFUSAL = "deemed_refusal_days"


@dataclass(frozen=True)
class DutySheet:
    """A sheet with its duty and due day, for machines and for the calendar file."""

    duty: str
    due_on: date | None
    title: str
    sheet: DeadlineSheet
    is_ahead: bool


def duty_sheets(matter: Matter) -> tuple[DutySheet, ...]:
    """The earliest first; those that no calendar reaches last."""
    deadlines = sorted(matter.assessment.deadlines, key=lambda deadline: deadline.due_on or date.max)
    return tuple(_duty_sheet(matter, deadline) for deadline in deadlines)


def _duty_sheet(matter: Matter, deadline: Deadline) -> DutySheet:
    title = duty_name(deadline.duty)
    demand = matter.facts.demand
    start = demand.made_on if demand else matter.today
    sheet = DeadlineSheet(
        title=title,
        starts=_("{day}提出要求，当日不算").format(day=matter.words.day(start)),
        due_on=deadline.due_on,
        says=matter.run_on(due_says(matter, deadline), _passed_says(matter, deadline)),
        weeks=()
        if deadline.due_on is None
        else weeks(Span(start, deadline.due_on, matter.today, start_note=_("提出"))),
        cite=_("依据：{citations}").format(citations=cited(deadline.rule, matter.lang)),
        level=3,
    )
    is_ahead = deadline.due_on is not None and deadline.due_on >= matter.today
    return DutySheet(deadline.duty, deadline.due_on, title, sheet, is_ahead)


def _passed_says(matter: Matter, deadline: Deadline) -> str:
    """That the day is past, and from when on silence is taken for refusal."""
    if deadline.due_on is None or deadline.due_on >= matter.today:
        return ""
    # An order's own rule is about the reply; whatever else is late is a matter of the law around it.
    of_reply = deadline.duty == "reply"
    refusal = deemed_refusal(matter.governing.id, deadline.due_on) if of_reply else due_date(_REFUSAL, deadline.due_on)
    if refusal.due_on is None or refusal.due_on >= matter.today:
        return _("这一日已经过了。")
    if refusal.due_on == deadline.due_on:
        return _("这一日已经过了；还没有答复的，视为故意拖延或者无理拒绝。")
    late = matter.words.law_number((refusal.due_on - deadline.due_on).days)
    return _("这一日已经过了，又超过了{late}日；没有正当理由还不办的，视为故意拖延或者无理拒绝。").format(late=late)


def duty_name(duty: str) -> str:
    return {
        "reply": _("销售者答复"),
        "complete": _("销售者办完换车或者退车"),
        "certificate": _("销售者出具换车或者退车证明"),
    }[duty]


def due_says(matter: Matter, deadline: Deadline) -> str:
    """The engine's sentence, its article told apart."""
    page = matter.page
    if deadline.due_on is None:
        return _("最后一日要等放假安排公布以后才能算出。")
    line: str = page.DEADLINE_LINES[deadline.duty].format(day=matter.words.day(deadline.due_on), citation="")
    return line.replace("（）", "").replace(" ()", "")
