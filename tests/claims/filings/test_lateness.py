"""A change is filed within twenty working days of happening, make-up workdays counted; the first filing has no limit."""

from datetime import date, datetime

import pytest

from claims.filings.lateness import Timeliness, timeliness, update_due
from tests.claims.filings.world import CHINA

# 2026-09-01 is a Tuesday. 20 working days after it, the make-up Sunday 20 September among them, Mid-Autumn on the 25th
# not: counted by hand on the calendar of 2026, the last is 29 September.
HAPPENED = date(2026, 9, 1)
LAST_DAY = date(2026, 9, 29)


def filed(day: date, hour=12, number=2, happened_on=HAPPENED) -> Timeliness:
    at = datetime(day.year, day.month, day.day, hour, tzinfo=CHINA)
    return timeliness(number=number, happened_on=happened_on, filed_at=at)


def test_the_last_day_counts_and_the_next_is_late():
    due = update_due(HAPPENED)
    assert due.due_on == LAST_DAY
    assert (due.citation.law, due.citation.article, due.citation.paragraph) == ("samr-43", 10, 2)
    assert filed(LAST_DAY, hour=23) is Timeliness.IN_TIME
    assert filed(date(2026, 9, 30), hour=0) is Timeliness.LATE


def test_a_first_filing_is_never_late():
    assert filed(date(2026, 12, 31), number=1) is Timeliness.NO_LIMIT


@pytest.mark.parametrize("day", [date(2021, 12, 31), date(2012, 1, 1)])
def test_the_older_order_set_no_days(day):
    assert update_due(day) is None
    assert filed(date(2022, 6, 1), happened_on=day) is Timeliness.NO_LIMIT


def test_a_year_whose_working_days_are_not_loaded_is_no_guess():
    assert filed(date(2027, 2, 1), happened_on=date(2026, 12, 20)) is Timeliness.UNKNOWN
