"""Working days by the State Council's yearly notices, make-up workdays included.

A year whose notice is not loaded answers "not known", never a guess. Sources: `data/calendar/`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta
from functools import cache
from pathlib import Path

from sanbao.law import strict_yaml
from sanbao.law.errors import DataError
from sanbao.law.sources import calendar_files
from sanbao.law.strict_yaml import PROVENANCE, Entry, mappings_under

_KEYS = ("year", "citations", "holidays", "makeup_workdays", *PROVENANCE)
_HOLIDAY_KEYS = ("name_zh", "name_en", "from", "to")
_CITATION_KEYS = ("issuer_zh", "title_zh", "number", "published_on")
_SATURDAY = 5
_ONE_DAY = timedelta(days=1)
_LONGEST = 16 * 1024  # a year takes two; brackets nested without end would exhaust the reader's stack


@dataclass(frozen=True, slots=True)
class CalendarYear:
    year: int
    holidays: frozenset[date]
    makeup_workdays: frozenset[date]

    def working_days(self) -> list[date]:
        first = date(self.year, 1, 1)
        days = (first + timedelta(days=n) for n in range((date(self.year + 1, 1, 1) - first).days))
        return [day for day in days if self._is_working(day)]

    def _is_working(self, day: date) -> bool:
        return day in self.makeup_workdays or (day.weekday() < _SATURDAY and day not in self.holidays)


@dataclass(frozen=True, slots=True)
class Calendar:
    """All loaded years, without a gap between the first and the last."""

    first_year: int
    last_year: int
    working_days: tuple[date, ...]

    def knows(self, day: date) -> bool:
        return self.first_year <= day.year <= self.last_year

    def is_working_day(self, day: date) -> bool | None:
        """None when the year is not loaded."""
        if not self.knows(day):
            return None
        place = bisect_left(self.working_days, day)
        return place < len(self.working_days) and self.working_days[place] == day

    def working_day_after(self, start: date, count: int) -> date | None:
        """The count-th working day after `start` (itself not counted); None when a year it needs is not loaded."""
        place = bisect_right(self.working_days, start) + count - 1
        if not self.knows(start + _ONE_DAY) or place >= len(self.working_days):
            return None
        return self.working_days[place]


def load_year(path: Path) -> CalendarYear:
    """One year's file, checked; raises DataError naming file and line."""
    if path.stat().st_size > _LONGEST:
        raise DataError(path, 1, f"the file is longer than {_LONGEST} bytes")
    entry = strict_yaml.load_mapping(path)
    entry.require(_KEYS)
    entry.require_provenance()
    _require_citations(entry)
    holidays = [day for holiday in mappings_under(entry, "holidays") for day in _holiday_days(holiday, entry)]
    if not isinstance(entry["makeup_workdays"], list):
        raise entry.defect("makeup_workdays must be a list of days")
    makeup_workdays = [_day_of_year(day, entry) for day in entry["makeup_workdays"]]
    if len(set(holidays)) != len(holidays) or len(set(makeup_workdays)) != len(makeup_workdays):
        raise entry.defect("a day is listed twice")
    for day in makeup_workdays:
        if day in holidays or day.weekday() < _SATURDAY:
            raise entry.defect(f"a make-up workday must be a weekend day outside the holidays: {day}")
    return CalendarYear(entry["year"], frozenset(holidays), frozenset(makeup_workdays))


def _require_citations(entry: Entry) -> None:
    if type(entry["year"]) is not int:
        raise entry.defect(f"year must be a whole number, not {entry['year']!r}")
    if not MINYEAR <= entry["year"] < MAXYEAR:
        raise entry.defect(f"there is no year {entry['year']}")
    if not entry["citations"]:
        raise entry.defect("missing citation")
    for citation in mappings_under(entry, "citations"):
        citation.require(_CITATION_KEYS)


def _holiday_days(holiday: Entry, entry: Entry) -> list[date]:
    holiday.require(_HOLIDAY_KEYS)
    first, last = _day_of_year(holiday["from"], entry), _day_of_year(holiday["to"], entry)
    if last < first:
        raise holiday.defect("the holiday ends before it begins")
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def _day_of_year(day: object, entry: Entry) -> date:
    if type(day) is not date or day.year != entry["year"]:
        raise entry.defect(f"not a day of {entry['year']}: {day}")
    return day


def load_calendar(paths: Sequence[Path]) -> Calendar:
    """All years; two files of one year, or a year missing between two others, are errors."""
    years: dict[int, CalendarYear] = {}
    for path in paths:
        year = load_year(path)
        if year.year in years:
            raise DataError(path, 1, f"overlap: the year {year.year} is loaded already")
        if years and year.year != max(years) + 1:
            raise DataError(path, 1, f"gap: the year {max(years) + 1} is missing before {year.year}")
        years[year.year] = year
    working_days = tuple(day for year in years.values() for day in year.working_days())
    return Calendar(min(years), max(years), working_days)


@cache
def calendar() -> Calendar:
    """The calendar in use: the shipped years and the operator's."""
    return load_calendar(calendar_files())
