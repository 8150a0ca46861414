"""Periods to the day and the kilometre: start, months, distance, voucher and statutory minimum (readings 3 and 4)."""

from datetime import date

import pytest

from sanbao.law.periods import months_after
from tests.law import building as b
from tests.law.building import ORDERS, assessed, case, demand, finding, outcome, trouble, visit

LONGER = {"three_guarantees": {"months": 36, "km": 80000}, "repair_warranty": {"months": 60, "km": 150000}}
SHORTER = {"three_guarantees": {"months": 12, "km": 20000}, "repair_warranty": {"months": 24, "km": 50000}}
GOES_WITH_CALENDAR = pytest.mark.parametrize(
    ("start", "months", "last_day"),
    [
        ("2024-03-01", 24, "2026-03-01"),
        ("2024-02-29", 24, "2026-02-28"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2023-08-31", 6, "2024-02-29"),
        ("2022-08-31", 6, "2023-02-28"),
        ("2024-10-31", 1, "2024-11-30"),
        ("2024-12-31", 2, "2025-02-28"),
        ("2024-11-30", 1, "2024-12-30"),
        ("2024-12-15", 0, "2024-12-15"),
    ],
)


@GOES_WITH_CALENDAR
def test_months_end_on_the_same_day_or_the_last_of_the_month(start, months, last_day):
    assert months_after(date.fromisoformat(start), months) == date.fromisoformat(last_day)


@pytest.mark.parametrize(
    ("order", "vehicle", "starts_on"),
    [
        ("samr-43", {}, "2024-03-01"),
        ("samr-43", {"handover_on": "2024-03-01"}, "2024-03-01"),
        ("samr-43", {"handover_on": "2024-03-20"}, "2024-03-20"),
        ("samr-43", {"handover_on": "2024-02-10"}, "2024-02-10"),
        ("samr-43", {"handover_on": "2024-03-20", "replacement_handover_on": "2024-08-05"}, "2024-08-05"),
        ("aqsiq-150", {}, "2019-03-01"),
        ("aqsiq-150", {"handover_on": "2019-03-20"}, "2019-03-01"),
        ("aqsiq-150", {"handover_on": "2019-03-20", "replacement_handover_on": "2019-08-05"}, "2019-08-05"),
    ],
)
def test_periods_start_at_invoice_and_under_order_43_at_a_differing_handover(order, vehicle, starts_on):
    assert assessed(case(order=order, **vehicle)).periods.starts_on.isoformat() == starts_on


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize(
    ("voucher", "two_years", "three_years"),
    [
        ({}, (24, 50000), (36, 60000)),
        (SHORTER, (24, 50000), (36, 60000)),
        (LONGER, (36, 80000), (60, 150000)),
        ({"three_guarantees": {"months": 30, "km": 10}}, (30, 50000), (36, 60000)),
        ({"three_guarantees": {"months": 1, "km": 50001}}, (24, 50001), (36, 60000)),
        ({"repair_warranty": {"months": 37, "km": 60000}}, (24, 50000), (37, 60000)),
        ({"repair_warranty": {"months": 36, "km": 60001}}, (24, 50000), (36, 60001)),
    ],
)
def test_the_longer_of_voucher_and_statutory_minimum_months_and_km_each(order, voucher, two_years, three_years):
    periods = assessed(case(order=order, voucher=voucher)).periods
    start = b.START[order]
    for window, (months, km) in ((periods.three_guarantees, two_years), (periods.repair_warranty, three_years)):
        assert (window.last_day, window.km) == (months_after(start, months), km)


@pytest.mark.parametrize("order", ORDERS)
def test_the_early_windows_never_lengthen(order):
    periods = assessed(case(order=order, voucher=LONGER)).periods
    assert (periods.sixty_days.last_day.isoformat(), periods.sixty_days.km) == (b.day(order, 60), 3000)
    if order == "samr-43":
        assert (periods.seven_days.last_day.isoformat(), periods.seven_days.km) == (b.day(order, 7), None)
    else:
        assert periods.seven_days is None


@pytest.mark.parametrize(
    ("order", "received", "km", "counts"),
    [
        ("samr-43", "2024-02-29T23:59+08:00", 0, False),
        ("samr-43", "2024-03-01T00:00+08:00", 0, True),
        ("samr-43", "2026-02-28T12:00+08:00", 49999, True),
        ("samr-43", "2026-03-01T23:59+08:00", 50000, True),
        ("samr-43", "2026-03-01T23:59", 50000, True),
        ("samr-43", "2026-03-01T15:59Z", 50000, True),
        ("samr-43", "2026-03-01T16:00Z", 50000, False),
        ("samr-43", "2026-03-02T00:00+08:00", 100, False),
        ("samr-43", "2026-03-02T00:30+09:00", 100, True),
        ("samr-43", "2026-03-01T12:00+08:00", 50001, False),
        ("aqsiq-150", "2019-02-28T23:59+08:00", 0, False),
        ("aqsiq-150", "2019-03-01T00:00+08:00", 0, True),
        ("aqsiq-150", "2021-02-28T12:00+08:00", 49999, True),
        ("aqsiq-150", "2021-03-01T23:59+08:00", 50000, True),
        ("aqsiq-150", "2021-03-02T00:00+08:00", 100, False),
        ("aqsiq-150", "2021-03-01T12:00+08:00", 50001, False),
    ],
)
def test_a_visit_counts_from_the_first_to_the_last_day_and_kilometre_of_the_three_guarantees(
    order, received, km, counts
):
    counted = assessed(case(visit(received, km=km), order=order)).counters.same_problem
    assert {problem: row.count for problem, row in counted.items()} == ({"P1": 1} if counts else {})


@pytest.mark.parametrize(
    ("order", "made_on", "km", "expected"),
    [
        ("samr-43", "2024-02-29", 0, "not_met"),
        ("samr-43", "2024-03-01", 0, "met"),
        ("samr-43", "2027-02-28", 59999, "met"),
        ("samr-43", "2027-03-01", 60000, "met"),
        ("samr-43", "2027-03-02", 60000, "not_met"),
        ("samr-43", "2027-03-01", 60001, "not_met"),
        ("aqsiq-150", "2019-02-28", 0, "not_met"),
        ("aqsiq-150", "2019-03-01", 0, "met"),
        ("aqsiq-150", "2022-02-28", 59999, "met"),
        ("aqsiq-150", "2022-03-01", 60000, "met"),
        ("aqsiq-150", "2022-03-02", 60000, "not_met"),
        ("aqsiq-150", "2022-03-01", 60001, "not_met"),
    ],
)
def test_repair_is_free_to_the_last_day_and_kilometre_of_the_repair_warranty(order, made_on, km, expected):
    raw = case(order=order, demand=demand(made_on, trouble(), km=km, wants="repair"))
    assert outcome(raw, b.FREE_REPAIR[order]) == expected


LINING = {"wear_parts": {"wear_brake_lining": {"months": 6, "km": 10000}}}


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize(
    ("month_and_day", "km", "expected"),
    [
        ("02-28", 0, "not_met"),
        ("03-01", 0, "met"),
        ("08-31", 9999, "met"),
        ("09-01", 10000, "met"),
        ("09-02", 10000, "not_met"),
        ("09-01", 10001, "not_met"),
    ],
)
def test_a_wear_part_has_its_own_period_in_place_of_the_repair_warranty(order, month_and_day, km, expected):
    made_on = f"{b.START[order].year}-{month_and_day}"
    worn = trouble(component="wear_brake_lining")
    raw = case(order=order, voucher=LINING, demand=demand(made_on, worn, km=km, wants="repair"))
    assert outcome(raw, b.FREE_REPAIR[order]) == expected


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("after_days", [0, 4000])
def test_a_wear_part_whose_period_is_not_stated_is_asked_about(order, after_days):
    worn = trouble(component="wear_brake_lining")
    raw = case(order=order, as_of="2036-01-01", demand=demand(b.day(order, after_days), worn, wants="repair"))
    (question,) = finding(raw, b.FREE_REPAIR[order]).questions
    assert question.fact == "voucher/wear_parts/wear_brake_lining"
    assert (question.asks, question.if_yes, question.if_no) == ("wear_part_period", "met", "not_met")


@pytest.mark.parametrize("order", ORDERS)
def test_a_wear_part_that_showed_before_the_start_is_not_asked_about(order):
    worn = trouble(component="wear_brake_lining")
    found = finding(case(order=order, demand=demand(b.day(order, -1), worn)), b.FREE_REPAIR[order])
    assert (found.outcome, found.questions, found.facts) == ("not_met", (), ())


@pytest.mark.parametrize("order", ORDERS)
def test_a_stated_wear_period_longer_than_the_warranty_holds(order):
    voucher = {"wear_parts": {"wear_tyre": {"months": 48, "km": 90000}}}
    worn = trouble(component="wear_tyre")
    raw = case(order=order, voucher=voucher, demand=demand(b.day(order, 1200), worn, km=70000, wants="repair"))
    assert outcome(raw, b.FREE_REPAIR[order]) == "met"


@pytest.mark.parametrize("order", ORDERS)
def test_without_items_in_the_demand_the_latest_visit_is_judged_for_free_repair(order):
    early, late = visit(b.day(order, 100)), visit(b.day(order, 2000))
    assert outcome(case(late, early, order=order), b.FREE_REPAIR[order]) == "not_met"
    outside = visit(b.day(order, 200), repairer="outside", work="inspection_only")
    assert outcome(case(outside, early, order=order), b.FREE_REPAIR[order]) == "met"


@pytest.mark.parametrize("order", ORDERS)
def test_items_of_the_demand_are_judged_alone_for_free_repair(order):
    """What counts is this showing, not an earlier one of the same problem (reading 12)."""
    raw = case(visit(b.day(order, 100)), order=order, demand=demand(b.day(order, 2000), trouble(), wants="repair"))
    assert outcome(raw, b.FREE_REPAIR[order]) == "not_met"


def test_a_promise_longer_than_the_calendar_has_no_end():
    voucher = {
        "three_guarantees": {"months": 1_000_000, "km": 1_000_000},
        "repair_warranty": {"months": 99999, "km": 1},
    }
    raw = case(*[visit(b.day("samr-43", n)) for n in range(5)], voucher=voucher)
    assert outcome(raw, b.SAME_PROBLEM["samr-43"]) == "met"
