"""Days, moments, periods and hours (readings 3 to 5, 12, 13, 17)."""

import calendar
import itertools
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from fractions import Fraction

import chinese_calendar

CHINA = timezone(timedelta(hours=8))
CALENDAR_YEARS = range(2013, 2027)


@dataclass(frozen=True)
class Period:
    """From `start` to `last_day`, both included, and up to `km` included (None: no limit of distance)."""

    start: date
    last_day: date
    km: int | None = None

    def contains(self, day: date, km: int) -> bool:
        return self.start <= day <= self.last_day and (self.km is None or km <= self.km)


def moment(text: str) -> datetime:
    """A moment; without an offset it is +08:00."""
    parsed = datetime.fromisoformat(text)
    return parsed if parsed.tzinfo else parsed.replace(tzinfo=CHINA)


def day_of(instant: datetime) -> date:
    """The day in +08:00."""
    return instant.astimezone(CHINA).date()


def end_of(day: date) -> datetime:
    """24:00 of the day."""
    return datetime.combine(day + timedelta(days=1), time(0), CHINA)


def asked_at(as_of: str) -> tuple[datetime, date]:
    """The moment the question is asked (a date: its 24:00) and its day."""
    if "T" in as_of:
        return moment(as_of), day_of(moment(as_of))
    day = date.fromisoformat(as_of)
    return end_of(day), day


def add_months(day: date, months: int) -> date:
    """Reading 4: the same day of the month, or the month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    month += 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def hours_between(start: datetime, end: datetime) -> Fraction:
    """Exact hours from start to end."""
    span = end - start
    microseconds = (span.days * 86400 + span.seconds) * 1_000_000 + span.microseconds
    return Fraction(microseconds, 3600 * 1_000_000)


def covered_hours(spans: list[tuple[datetime, datetime]], start: datetime, end: datetime) -> Fraction:
    """Hours of [start, end] that at least one span covers; overlaps count once."""
    edges = sorted({start, end, *(edge for span in spans for edge in span if start <= edge <= end)})
    return sum(
        (
            hours_between(a, b)
            for a, b in itertools.pairwise(edges)
            if any(first <= a and b <= last for first, last in spans)
        ),
        Fraction(0),
    )


def two_places(value: Fraction) -> str:
    """Rounded half up to two places, as text."""
    hundredths = (value * 100 + Fraction(1, 2)).__floor__()
    return f"{Decimal(hundredths) / 100:.2f}"


def nth_working_day(start: date, count: int) -> date | None:
    """Reading 17: the count-th working day after `start`; None when a day of a year not shipped is needed."""
    day = start
    while count:
        day += timedelta(days=1)
        if day.year not in CALENDAR_YEARS:
            return None
        if chinese_calendar.is_workday(day):
            count -= 1
    return day
