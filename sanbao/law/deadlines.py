"""Time limits: from a duty and its start to the day it is due."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sanbao.law.regulations import FOLDERS, Citation, Parameter, regulation, surrounding_law
from sanbao.law.workdays import Calendar, calendar

_ONE_DAY = timedelta(days=1)
_REFUSAL = "deemed_refusal_days"


@dataclass(frozen=True, slots=True)
class Pause:
    """Days, first and last included, that do not count (a delay the consumer caused)."""

    first_day: date
    last_day: date


@dataclass(frozen=True, slots=True)
class DueDate:
    """When a duty is due. `due_on` is None when it needs a year whose working days are not loaded."""

    duty: str
    due_on: date | None
    citation: Citation


def due_date(duty: str, start: date, pauses: Sequence[Pause] = ()) -> DueDate:
    """The last day of a time limit; the day of `start` is not counted (Civil Code, article 201).

    `duty` is `REGULATION/KEY` (`samr-43/complete`, `aqsiq-150/voucher_reissue`) or the key of a time limit of the
    surrounding law (`deemed_refusal_days`); the number is the one in force on `start`, and of a repealed regulation
    its last one. Raises LookupError for an unknown duty, ValueError for pauses of a duty that no delay suspends.
    """
    limit = _time_limit(duty)
    count = limit.number_for(start)
    if pauses and not limit.pausable:
        raise ValueError(f"no delay suspends the time limit {duty}")
    if limit.unit == "working_day":
        due_on = _nth_working_day(calendar(), start, count, pauses)
    else:
        due_on = _nth_day(start, count, pauses)
    return DueDate(duty, due_on, limit.citation)


def deemed_refusal(regulation_id: str, reply_due_on: date | None) -> DueDate:
    """Until when silence is not yet taken for a refusal: it is after `due_on`. None where the reply's day is not known."""
    duty = _refusal_of(regulation_id)
    if reply_due_on is None:
        return DueDate(duty, None, _time_limit(duty).citation)
    return due_date(duty, reply_due_on)


def refusal_days(regulation_id: str, on: date) -> int:
    """The days between the end of the reply's limit and a deemed refusal, as on a day."""
    return _time_limit(_refusal_of(regulation_id)).number_for(on)


def _refusal_of(regulation_id: str) -> str:
    """The order's own rule goes before that of the law around it."""
    has_own = _REFUSAL in regulation(regulation_id).parameters
    return f"{regulation_id}/{_REFUSAL}" if has_own else _REFUSAL


def _time_limit(duty: str) -> Parameter:
    regulation_id, _, key = duty.rpartition("/")
    if not regulation_id:
        parameters = surrounding_law()
    elif regulation_id in FOLDERS:
        parameters = regulation(regulation_id).parameters
    else:
        raise LookupError(f"unknown regulation: {regulation_id}")
    if key not in parameters or parameters[key].unit not in ("day", "working_day"):
        raise LookupError(f"unknown time limit: {duty}")
    return parameters[key]


def _is_paused(day: date, pauses: Sequence[Pause]) -> bool:
    return any(pause.first_day <= day <= pause.last_day for pause in pauses)


def _nth_working_day(days: Calendar, start: date, count: int, pauses: Sequence[Pause]) -> date | None:
    if not pauses:
        return days.working_day_after(start, count)
    day: date | None = start
    while count and day is not None:
        day = days.working_day_after(day, 1)
        if day is not None and not _is_paused(day, pauses):
            count -= 1
    return day


def _nth_day(start: date, count: int, pauses: Sequence[Pause]) -> date:
    day = start
    while count:
        day += _ONE_DAY
        if not _is_paused(day, pauses):
            count -= 1
    return day
