"""Day sheets of the time limits: every day from the demand to the due day, in whole weeks from Monday."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from django.utils.translation import gettext as _

from sanbao.check.results.matter import Matter
from sanbao.law.assessment import Deadline
from sanbao.law.deadlines import deemed_refusal, due_date
from sanbao.law.phrases import cited
from sanbao.law.workdays import calendar
from sanbao.web.components import DeadlineSheet, SheetDay

_DAY = timedelta(days=1)
_WEEK = 7
_SATURDAY = 5
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
        weeks=() if deadline.due_on is None else _weeks(start, deadline.due_on, matter.today),
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


def _weeks(start: date, due_on: date, today: date) -> tuple[tuple[SheetDay, ...], ...]:
    first = start - start.weekday() * _DAY
    days = list(_days(first, start, due_on, today))
    return tuple(tuple(days[place : place + _WEEK]) for place in range(0, len(days), _WEEK))


def _days(first: date, start: date, due_on: date, today: date) -> Iterator[SheetDay]:
    working, number, day = calendar(), 0, first
    while day <= due_on or day.weekday() != 0:
        if day < start or day > due_on:
            yield SheetDay(day, "outside", is_today=day == today)
        elif day == start:
            yield SheetDay(day, "start", is_today=day == today, note=_("提出"))
        elif not working.is_working_day(day):
            yield SheetDay(day, "rest", is_today=day == today, note=_("休") if day.weekday() < _SATURDAY else "")
        else:
            number += 1
            makeup = day.weekday() >= _SATURDAY
            kind: Literal["due", "makeup", "working"] = "due" if day == due_on else "makeup" if makeup else "working"
            yield SheetDay(day, kind, number, day == today, _("调休上班") if makeup else "")
        day += _DAY
