"""How long a repair took: exact time, what may not count, and days rounded up (readings 5 and 13)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from sanbao.law.facts import ExcludedInterval, Visit
from sanbao.law.fields import CHINA

_NOTHING = timedelta()
_NO_HOURS = Decimal("0.00")
_HUNDREDTH_OF_AN_HOUR = timedelta(seconds=36)


@dataclass(slots=True)
class RepairTime:
    """One visit's time: `spent` before exclusion, `excluded` of it, and the days that count."""

    spent: timedelta
    excluded: timedelta
    days: int


def in_china(moment: datetime) -> datetime:
    """The moment on China's clock; parsed facts already are."""
    return moment if moment.tzinfo is CHINA else moment.astimezone(CHINA)


def excluded_within(
    intervals: Iterable[ExcludedInterval], reasons: frozenset[str], begins_at: datetime, ends_at: datetime
) -> timedelta:
    """The time inside a span that intervals of these reasons cover; overlapping ones count once."""
    spans = sorted(
        (max(in_china(interval.begins_at), begins_at), min(in_china(interval.ends_at), ends_at))
        for interval in intervals
        if interval.reason in reasons
    )
    covered, covered_to = _NOTHING, begins_at
    for begins, ends in spans:
        uncovered_from = max(begins, covered_to)
        if ends > uncovered_from:
            covered += ends - uncovered_from
            covered_to = ends
    return covered


def repair_time(
    visit: Visit, ends_at: datetime, reasons: frozenset[str], day: timedelta, least_days: int
) -> RepairTime:
    """The time of a visit up to `ends_at`, which the caller has cut where the rule cuts it; `day` is a repair day."""
    begins_at = in_china(visit.received_at)
    spent = max(ends_at - begins_at, _NOTHING)
    excluded = excluded_within(visit.excluded, reasons, begins_at, ends_at) if visit.excluded else _NOTHING
    days = -((excluded - spent) // day)
    return RepairTime(spent, excluded, max(days, least_days))


def in_hours(time: timedelta) -> Decimal:
    """Hours to two places, a half rounded up."""
    if not time:
        return _NO_HOURS
    hundredths = (2 * time + _HUNDREDTH_OF_AN_HOUR) // (2 * _HUNDREDTH_OF_AN_HOUR)
    return Decimal(hundredths).scaleb(-2)
