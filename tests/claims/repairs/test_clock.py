"""The workshop clock counts hours and days as the law does, and warns before and when a loaner is owed."""

from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from claims.repairs.clock import LoanerWarning, clock
from sanbao.law.facts import ExcludedInterval
from sanbao.law.regulations import regulation

CHINA = timezone(timedelta(hours=8))
CAME = datetime(2026, 3, 20, 9, 0, tzinfo=CHINA)
LAW = regulation("samr-43").law_on(date(2026, 3, 1))
OLD_LAW = regulation("aqsiq-150").law_on(date(2020, 3, 1))


def after(hours, waits=(), law=LAW, finished=None):
    return clock(CAME, finished, waits, now=CAME + timedelta(hours=hours), law=law)


def wait(reason, begins, ends):
    return ExcludedInterval(reason, CAME + timedelta(hours=begins), CAME + timedelta(hours=ends))


@pytest.mark.parametrize(
    ("hours", "day", "warning"),
    [
        (0, 1, LoanerWarning.NONE),
        (24, 1, LoanerWarning.NONE),
        (72, 3, LoanerWarning.NONE),
        (72.01, 4, LoanerWarning.SOON),
        (120, 5, LoanerWarning.SOON),
        (120.01, 6, LoanerWarning.OWED),
        (800, 34, LoanerWarning.OWED),
    ],
)
def test_a_day_has_twenty_four_hours_and_day_four_and_day_six_are_warned_of(hours, day, warning):
    now = after(hours)
    assert (now.day_number, now.warning) == (day, warning)
    assert now.running


def test_a_finished_visit_stands_still():
    done = after(1000, finished=CAME + timedelta(hours=56, minutes=30))
    assert (done.hours, done.day_number, done.running) == (Decimal("56.50"), 3, False)


def test_transport_of_a_special_part_is_left_out_of_the_total_but_not_of_the_days_for_a_loaner():
    now = after(130, [wait("special_part_transport", 10, 40)])
    assert (now.day_number, now.counted_days, now.loaner_day) == (6, 5, 6)
    assert (now.excluded, now.warning) == (timedelta(hours=30), LoanerWarning.OWED)


def test_an_agreed_suspension_is_left_out_of_both():
    now = after(130, [wait("agreed_suspension", 10, 40)])
    assert (now.counted_days, now.loaner_day, now.warning) == (5, 5, LoanerWarning.SOON)


def test_transport_of_a_traction_battery_is_left_out_under_order_43_alone():
    waits = [wait("traction_battery_transport", 0, 24)]
    assert after(60, waits).counted_days == 2
    assert after(60, waits, OLD_LAW).counted_days == 3


def test_waits_that_overlap_are_left_out_once():
    now = after(100, [wait("special_part_transport", 10, 40), wait("rescue_travel", 30, 50)])
    assert now.excluded == timedelta(hours=40)
