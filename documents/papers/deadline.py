"""The deadline sheet: a time limit day by day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from django.utils.translation import gettext as _

from documents.papers.checking import Problem, unprintable
from documents.papers.proof import Proof
from sanbao.law import due_date
from sanbao.law.deadlines import Pause
from sanbao.law.regulations import Parameter, regulation, surrounding_law
from sanbao.law.workdays import calendar

Language = Literal["zh", "en"]
Kind = Literal["before", "start", "working", "makeup", "rest", "calendar", "paused", "due", "after", "unknown"]
_ONE_DAY, _WEEK = timedelta(days=1), 7
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class DayCell:
    """A cell: date, the number of the day, and a word where the day is not an ordinary one."""

    kind: str
    date: str
    number: str
    word: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineWords:
    """All that the sheet says, as the law's data and the calendar had it when the sheet was issued; frozen with it."""

    label: str
    start: str
    length: str
    rule: str
    citation: str
    pauses: tuple[str, ...]
    due: str
    weekdays: tuple[str, ...]
    weeks: tuple[tuple[DayCell, ...], ...]
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineContext:
    """`duty` as `sanbao.law.due_date` takes it; `begins_with` says what happened on the day of `start`."""

    number: str
    duty: str
    start: date
    begins_with: str
    subject: str = ""
    replaces: str = ""
    pauses: tuple[Pause, ...] = ()
    proof: Proof | None = None
    settled: DeadlineWords | None = None
    language: Language = "zh"


@dataclass(frozen=True, slots=True)
class SheetDay:
    """A day of the sheet; `number` counts the days that run, None for a day that does not."""

    day: date
    kind: Kind
    number: int | None = None


def problems_of(context: DeadlineContext, coverage: frozenset[int]) -> Iterator[Problem]:
    """Everything that keeps this sheet from being printed."""
    for name, missing in (("number", _("缺少编号。")), ("begins_with", _("请写明从哪件事起算。"))):
        if not getattr(context, name).strip():
            yield Problem(name, missing)
    try:
        due_date(context.duty, context.start, context.pauses)
    except LookupError:
        yield Problem("duty", _("没有这种期限：%(duty)s") % {"duty": context.duty})
    except ValueError:
        yield Problem("pauses", _("这种期限不能扣除日子。"))
    if any(pause.last_day < pause.first_day for pause in context.pauses):
        yield Problem("pauses", _("扣除的最后一日早于第一日。"))
    yield from unprintable(context, coverage)


def limit_of(duty: str) -> Parameter:
    regulation_id, _slash, key = duty.rpartition("/")
    return (regulation(regulation_id).parameters if regulation_id else surrounding_law())[key]


def weeks_of(context: DeadlineContext) -> list[tuple[SheetDay, ...]]:
    """The days from the Monday before the start to the Sunday after the due day; to the last known day without one."""
    due_on = due_date(context.duty, context.start, context.pauses).due_on
    last = due_on or date(calendar().last_year, 12, 31)
    monday = context.start - timedelta(days=context.start.weekday())
    days = list(_numbered(context, monday, last + timedelta(days=_WEEK - 1 - last.weekday()), due_on))
    return [tuple(days[place : place + _WEEK]) for place in range(0, len(days), _WEEK)]


def _numbered(context: DeadlineContext, first: date, last: date, due_on: date | None) -> Iterator[SheetDay]:
    number = 0
    for offset in range((last - first).days + 1):
        day = first + offset * _ONE_DAY
        kind = _kind(context, day, due_on)
        number += kind in _RUNNING
        yield SheetDay(day, kind, number if kind in _RUNNING else None)


_RUNNING = ("working", "makeup", "calendar", "due")


def _kind(context: DeadlineContext, day: date, due_on: date | None) -> Kind:
    if day < context.start:
        return "before"
    if day == context.start:
        return "start"
    if due_on is not None and day >= due_on:
        return "due" if day == due_on else "after"
    if any(pause.first_day <= day <= pause.last_day for pause in context.pauses):
        return "paused"
    return _running_kind(day) if limit_of(context.duty).unit == "working_day" else "calendar"


def _running_kind(day: date) -> Kind:
    is_working = calendar().is_working_day(day)
    if is_working is None:
        return "unknown"
    if not is_working:
        return "rest"
    return "makeup" if day.weekday() >= _SATURDAY else "working"
