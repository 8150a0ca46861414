"""The workshop clock: how long a car has been in the shop, which day it is, and what falls due. Pure.

Counted as the law counts (`sanbao.law.repair_time`), by the numbers of the regulation that governs the car.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from enum import Enum

from sanbao.law.facts import ExcludedInterval, Visit
from sanbao.law.regulations import Law
from sanbao.law.repair_time import in_hours, repair_time

# The last day on which the limit is not passed yet is too late to find a car: one day before it.
WARNED_DAYS_BEFORE = 1


class LoanerWarning(Enum):
    NONE = "none"
    SOON = "soon"  # a loaner or transport money will be owed
    OWED = "owed"  # it is


@dataclass(frozen=True, slots=True)
class Clock:
    """`spent` and `day_number` are from beginning to end, nothing left out; `counted_days` leave out what the law does.

    `loaner_day`: the day that Article 21 counts, which leaves out an agreed suspension alone; after `loaner_due_at` a
    loaner or transport money is owed.
    """

    spent: timedelta
    running: bool
    day_number: int
    counted_days: int
    excluded: timedelta
    loaner_day: int
    loaner_due_at: datetime
    warning: LoanerWarning

    @property
    def hours(self) -> Decimal:
        return in_hours(self.spent)


def clock(
    began_at: datetime, finished_at: datetime | None, waits: Iterable[ExcludedInterval], *, now: datetime, law: Law
) -> Clock:
    """`waits` that have not ended end `now`. A car that came later than `now` has spent nothing."""
    ends_at = now if finished_at is None else finished_at
    visit = Visit("clock", "network", began_at, 0, (), finished_at, tuple(waits))
    day, least = timedelta(hours=law.hours_per_repair_day), law.least_repair_days_per_visit
    whole = repair_time(visit, ends_at, frozenset(), day, least)
    counted = repair_time(visit, ends_at, law.excluded_from_repair_days, day, least)
    loaner = repair_time(visit, ends_at, law.loaner_excluded, day, least)
    return Clock(
        spent=whole.spent,
        running=finished_at is None,
        day_number=whole.days,
        counted_days=counted.days,
        excluded=counted.excluded,
        loaner_day=loaner.days,
        loaner_due_at=began_at + loaner.excluded + day * law.loaner_after_days,
        warning=_warning(loaner.days, law.loaner_after_days),
    )


def _warning(day: int, limit: int) -> LoanerWarning:
    if day > limit:
        return LoanerWarning.OWED
    return LoanerWarning.SOON if day >= limit - WARNED_DAYS_BEFORE else LoanerWarning.NONE
