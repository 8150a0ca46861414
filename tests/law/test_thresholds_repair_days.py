"""Repair days: hours, exclusions, rounding, the cut at the period's end, and the limits (reading 5)."""

import pytest

from tests.law import building as b
from tests.law.building import ORDERS, assessed, case, excluded, finding, item, outcome, visit


def days_of(raw):
    return {row.id: row.days for row in assessed(raw).counters.repair_days.visits}


def row_of(raw):
    (row,) = assessed(raw).counters.repair_days.visits
    return str(row.hours), str(row.excluded_hours), row.days


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize(
    ("hours", "days"),
    [(0, 1), (0.5, 1), (23.99, 1), (24, 1), (24 + 1 / 60, 2), (47.99, 2), (48, 2), (48 + 1 / 60, 3), (720, 30)],
)
def test_each_visit_is_rounded_up_to_whole_days_of_24_hours_and_is_at_least_one(order, hours, days):
    assert days_of(case(visit(b.day(order, 90), hours=hours or 1e-9), order=order)) == {"R1": days}


def test_a_visit_finished_the_moment_it_was_received_counts_one_day():
    moment = "2024-05-06T09:00+08:00"
    assert row_of(case(visit(moment, finished=moment))) == ("0.00", "0.00", 1)


def test_one_second_over_a_day_counts_two_though_the_hours_shown_are_24():
    raw = case(visit("2024-05-06T09:00:00", finished="2024-05-07T09:00:01+08:00"))
    assert row_of(raw) == ("24.00", "0.00", 2)


@pytest.mark.parametrize(
    ("finished", "hours"),
    [("09:00:17", "0.00"), ("09:00:18", "0.01"), ("09:00:53", "0.01"), ("09:00:54", "0.02"), ("17:30:00", "8.50")],
)
def test_hours_are_shown_to_two_places_a_half_rounded_up(finished, hours):
    raw = case(visit("2024-05-06T09:00:00+08:00", finished=f"2024-05-06T{finished}+08:00"))
    assert row_of(raw)[0] == hours


def test_hours_run_through_time_zones():
    raw = case(visit("2024-05-06T09:00+08:00", finished="2024-05-06T09:00Z"))
    assert row_of(raw)[0] == "8.00"


@pytest.mark.parametrize(
    ("order", "days", "expected", "short_by"),
    [
        ("samr-43", 29, "not_met", {"repair_days": 2}),
        ("samr-43", 30, "not_met", {"repair_days": 1}),
        ("samr-43", 31, "met", {}),
        ("aqsiq-150", 34, "not_met", {"repair_days": 2}),
        ("aqsiq-150", 35, "not_met", {"repair_days": 1}),
        ("aqsiq-150", 36, "met", {}),
    ],
)
@pytest.mark.parametrize("shape", ["one visit", "many visits"])
def test_more_than_30_days_are_needed_and_under_order_150_more_than_35(order, days, expected, short_by, shape):
    if shape == "one visit":
        visits = [visit(b.day(order, 90), days=days)]
    else:
        visits = [visit(b.day(order, 90), days=days - 3), *[visit(b.day(order, 200 + n)) for n in range(3)]]
    raw = case(*visits, order=order)
    found = finding(raw, b.REPAIR_DAYS[order])
    assert assessed(raw).counters.repair_days.count == days
    assert (found.outcome, found.short_by) == (expected, short_by)


def test_half_an_hour_over_thirty_days_is_enough():
    assert outcome(case(visit(b.day("samr-43", 90), hours=30 * 24)), "samr-43/24-1-4-time") == "not_met"
    assert outcome(case(visit(b.day("samr-43", 90), hours=30 * 24 + 0.5)), "samr-43/24-1-4-time") == "met"


EXCLUDED_UNDER = {
    "samr-43": {"special_part_transport", "traction_battery_transport", "rescue_travel", "agreed_suspension"},
    "aqsiq-150": {"special_part_transport", "rescue_travel", "agreed_suspension"},
}


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("reason", sorted(EXCLUDED_UNDER["samr-43"]))
def test_what_each_order_leaves_out_of_repair_time(order, reason):
    out = excluded(reason, f"{b.day(order, 91)}T09:00", f"{b.day(order, 92)}T09:00")
    raw = case(visit(b.day(order, 90), days=3, excluded=(out,)), order=order)
    expected = ("72.00", "24.00", 2) if reason in EXCLUDED_UNDER[order] else ("72.00", "0.00", 3)
    assert row_of(raw) == expected


@pytest.mark.parametrize(
    ("spans", "hours", "days"),
    [
        ([("06T10:00", "06T12:00")], "2.00", 3),
        ([("05T09:00", "07T09:00")], "24.00", 2),
        ([("08T09:00", "12T09:00")], "24.00", 2),
        ([("05T09:00", "06T08:00")], "0.00", 3),
        ([("09T10:00", "10T08:00")], "0.00", 3),
        ([("06T09:00", "07T09:00"), ("06T21:00", "07T21:00")], "36.00", 2),
        ([("06T21:00", "07T21:00"), ("06T09:00", "07T09:00")], "36.00", 2),
        ([("06T09:00", "08T09:00"), ("06T21:00", "07T21:00")], "48.00", 1),
        ([("06T09:00", "07T09:00"), ("06T09:00", "07T09:00")], "24.00", 2),
        ([("06T09:00", "07T09:00"), ("08T09:00", "09T09:00")], "48.00", 1),
        ([("06T09:00", "09T09:00")], "72.00", 1),
        ([("07T09:00", "07T09:00")], "0.00", 3),
    ],
)
def test_excluded_time_is_cut_to_the_visit_and_overlaps_count_once(spans, hours, days):
    reasons = ["rescue_travel", "agreed_suspension"]
    out = tuple(
        excluded(reason, f"2024-05-{begins}+08:00", f"2024-05-{ends}+08:00")
        for reason, (begins, ends) in zip(reasons, spans, strict=False)
    )
    assert row_of(case(visit("2024-05-06", days=3, excluded=out))) == ("72.00", hours, days)


@pytest.mark.parametrize(
    ("as_of", "hours", "days"),
    [
        ("2024-05-06", "15.00", 1),
        ("2024-05-07", "39.00", 2),
        ("2024-05-07T09:00+08:00", "24.00", 1),
        ("2024-05-07T09:01+08:00", "24.02", 2),
        ("2024-05-07T01:00Z", "24.00", 1),
        ("2024-05-06T09:00+08:00", "0.00", 1),
    ],
)
def test_a_car_still_in_the_shop_counts_to_the_moment_asked_or_the_end_of_that_day(as_of, hours, days):
    assert row_of(case(visit("2024-05-06", finished=None), as_of=as_of)) == (hours, "0.00", days)


@pytest.mark.parametrize(
    ("order", "last_day"),
    [("samr-43", "2026-03-01"), ("aqsiq-150", "2021-03-01")],
)
@pytest.mark.parametrize("finished", [None, "2027-01-01T00:00+08:00"])
def test_repair_time_is_cut_at_the_end_of_the_last_day_of_the_period(order, last_day, finished):
    raw = case(visit(f"{last_day}T00:00+08:00", finished=finished), order=order)
    assert row_of(raw) == ("24.00", "0.00", 1)


def test_what_is_excluded_after_the_cut_takes_nothing_away():
    out = excluded("rescue_travel", "2026-03-01T21:00+08:00", "2026-03-05T00:00+08:00")
    raw = case(visit("2026-02-28T09:00+08:00", finished="2026-03-05T00:00+08:00", excluded=(out,)))
    assert row_of(raw) == ("39.00", "3.00", 2)


def test_visits_stand_in_the_order_they_were_received_and_overlapping_ones_count_as_stated():
    raw = case(
        visit("2024-05-08", days=2, id="B"),
        visit("2024-05-06T23:00Z", days=10, id="A"),
        visit("2024-05-06T23:30+08:00", days=1, id="C"),
    )
    assert list(days_of(raw).items()) == [("C", 1), ("A", 10), ("B", 2)]


@pytest.mark.parametrize(
    ("facts", "counts"),
    [
        ({}, True),
        ({"work": "component_replacement"}, True),
        ({"work": "assembly_replacement"}, True),
        ({"work": "software_update"}, True),
        ({"work": "inspection_only"}, False),
        ({"work": "recall"}, False),
        ({"work": "maintenance", "quality_problem": "yes"}, False),
        ({"work": "accident", "quality_problem": "yes"}, False),
        ({"work": "none", "quality_problem": "yes"}, False),
        ({"quality_problem": "no"}, False),
        ({"quality_problem": "disputed"}, False),
        ({"quality_problem": "unknown"}, False),
        ({"repairer": "outside"}, False),
        ({"finished": None}, True),
    ],
)
@pytest.mark.parametrize("order", ORDERS)
def test_which_visits_count(order, facts, counts):
    counters = assessed(case(visit(b.day(order, 90), **facts), order=order)).counters
    assert [row.id for row in counters.repair_days.visits] == (["R1"] if counts else [])
    assert list(counters.same_problem) == (["P1"] if counts else [])


def test_one_item_that_counts_makes_the_whole_visit_count():
    checked, repaired = item("P1", "inspection_only"), item("P2")
    counters = assessed(case(visit("2024-05-06", checked, repaired, days=3))).counters
    assert counters.repair_days.count == 3
    assert list(counters.same_problem) == ["P2"]
