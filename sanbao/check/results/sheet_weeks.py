"""The days of a time limit, from its start to the day it is due, in whole weeks from Monday."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from sanbao.law.deadlines import Pause
from sanbao.law.workdays import calendar
from sanbao.web.components import SheetDay

_DAY = timedelta(days=1)
_WEEK = 7
_SATURDAY = 5


@dataclass(frozen=True)
class Span:
    """`start_note`: what happened on the day of the start, which is not counted. `every_day`: rest days count, too."""

    start: date
    due_on: date
    today: date
    start_note: str = ""
    pauses: Sequence[Pause] = ()
    every_day: bool = False

    def is_paused(self, day: date) -> bool:
        return any(pause.first_day <= day <= pause.last_day for pause in self.pauses)


def weeks(span: Span) -> tuple[tuple[SheetDay, ...], ...]:
    days = list(_days(span))
    return tuple(tuple(days[place : place + _WEEK]) for place in range(0, len(days), _WEEK))


def _days(span: Span) -> Iterator[SheetDay]:
    number, day = 0, span.start - span.start.weekday() * _DAY
    while day <= span.due_on or day.weekday() != 0:
        made = _day(span, day, number + 1)
        number = made.number or number
        yield made
        day += _DAY


def _day(span: Span, day: date, number: int) -> SheetDay:
    """`number`: its own, where it counts."""
    is_today = day == span.today
    if day < span.start or day > span.due_on:
        return SheetDay(day, "outside", is_today=is_today)
    if day == span.start:
        return SheetDay(day, "start", is_today=is_today, note=span.start_note)
    if not span.every_day and not calendar().is_working_day(day):
        return SheetDay(day, "rest", is_today=is_today, note=_("休") if day.weekday() < _SATURDAY else "")
    if span.is_paused(day):
        return SheetDay(day, "paused", is_today=is_today)
    makeup = not span.every_day and day.weekday() >= _SATURDAY
    if day == span.due_on:
        return SheetDay(day, "due", number, is_today, _("调休上班") if makeup else "")
    return SheetDay(day, "makeup" if makeup else "working", number, is_today, _("调休上班") if makeup else "")
