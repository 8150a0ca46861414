"""When a change of a filing was due: so many working days after it happened, by the law of that day."""

from __future__ import annotations

from datetime import date, datetime
from enum import Enum

from django.utils import timezone

from sanbao.law import due_date
from sanbao.law.deadlines import DueDate
from sanbao.law.regulations import regulation_in_force

KEY = "filing_update"


class Timeliness(Enum):
    NO_LIMIT = "no_limit"  # the first filing of a model, or a change under a law that set no days
    IN_TIME = "in_time"
    LATE = "late"
    UNKNOWN = "unknown"  # a year whose working days are not loaded


def update_due(happened_on: date) -> DueDate | None:
    """None where the law of the day sets no number of days."""
    rules = regulation_in_force(happened_on)
    if rules is None or KEY not in rules.parameters:
        return None
    return due_date(f"{rules.id}/{KEY}", happened_on)


def timeliness(*, number: int, happened_on: date, filed_at: datetime) -> Timeliness:
    """`number` of the version: only a change, from the second version on, has a limit."""
    due = update_due(happened_on) if number > 1 else None
    if due is None:
        return Timeliness.NO_LIMIT
    if due.due_on is None:
        return Timeliness.UNKNOWN
    return Timeliness.LATE if timezone.localdate(filed_at) > due.due_on else Timeliness.IN_TIME
