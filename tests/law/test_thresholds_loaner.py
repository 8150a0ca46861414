"""A loaner or transport money for a repair of more than five days (readings 5 and 13)."""

import pytest

from tests.law import building as b
from tests.law.building import LOANER, ORDERS, assessed, case, excluded, exemption, finding, item, outcome, visit


def loaner_days(raw):
    return assessed(raw).remedies.loaner_days


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize(
    ("hours", "days"),
    [(96, 0), (119.99, 0), (120, 0), (120 + 1 / 60, 1), (144, 1), (144 + 1 / 60, 2), (240, 5), (27 * 24, 22)],
)
def test_days_beyond_the_fifth_are_owed_each_begun_day_whole(order, hours, days):
    raw = case(visit(b.day(order, 90), hours=hours), order=order)
    found = finding(raw, LOANER[order])
    assert loaner_days(raw) == {"R1": days}
    assert (found.outcome, found.owed_by) == ("met" if days else "not_met", "repairer")
    assert found.facts == (("visits/R1",) if days else ())
    assert assessed(raw).remedies.loaner_or_transport.outcome == found.outcome


@pytest.mark.parametrize("order", ORDERS)
def test_each_visit_stands_alone(order):
    raw = case(visit(b.day(order, 90), days=5), visit(b.day(order, 100), days=5), order=order)
    assert outcome(raw, LOANER[order]) == "not_met"
    assert loaner_days(raw) == {"R1": 0, "R2": 0}


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize(
    ("reason", "days"),
    [("special_part_transport", 1), ("traction_battery_transport", 1), ("rescue_travel", 1), ("agreed_suspension", 0)],
)
def test_only_agreed_suspension_is_left_out_of_the_days(order, reason, days):
    out = excluded(reason, f"{b.day(order, 91)}T09:00", f"{b.day(order, 91)}T19:00")
    assert loaner_days(case(visit(b.day(order, 90), hours=125, excluded=(out,)), order=order)) == {"R1": days}


@pytest.mark.parametrize(
    ("order", "received", "km", "days"),
    [
        ("samr-43", "2024-02-29T23:59+08:00", 0, 0),
        ("samr-43", "2024-03-01T00:00+08:00", 0, 5),
        ("samr-43", "2027-03-01T23:59+08:00", 60000, 5),
        ("samr-43", "2027-03-02T00:00+08:00", 60000, 0),
        ("samr-43", "2027-03-01T12:00+08:00", 60001, 0),
        ("aqsiq-150", "2019-02-28T23:59+08:00", 0, 0),
        ("aqsiq-150", "2022-03-01T23:59+08:00", 60000, 5),
        ("aqsiq-150", "2022-03-02T00:00+08:00", 60000, 0),
        ("aqsiq-150", "2022-03-01T12:00+08:00", 60001, 0),
    ],
)
def test_the_visit_must_be_received_in_the_repair_warranty_and_is_not_cut_at_its_end(order, received, km, days):
    assert loaner_days(case(visit(received, days=10, km=km), order=order)) == {"R1": days}


@pytest.mark.parametrize("order", ORDERS)
def test_a_car_still_in_the_shop_counts_to_the_day_asked(order):
    still_there = visit(f"{b.day(order, 90)}T00:00+08:00", finished=None)
    assert loaner_days(case(still_there, order=order, as_of=b.day(order, 94))) == {"R1": 0}
    assert loaner_days(case(still_there, order=order, as_of=b.day(order, 95))) == {"R1": 1}
    assert loaner_days(case(still_there, order=order, as_of=f"{b.day(order, 95)}T00:01")) == {"R1": 1}


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"work": "inspection_only"}, "met"),
        ({"work": "recall"}, "met"),
        ({"work": "maintenance"}, "not_met"),
        ({"work": "maintenance", "quality_problem": "yes"}, "met"),
        ({"work": "accident", "quality_problem": "yes"}, "met"),
        ({"repairer": "outside"}, "not_met"),
        ({"quality_problem": "no"}, "not_met"),
        ({"quality_problem": "disputed"}, "undetermined"),
        ({"quality_problem": "unknown"}, "undetermined"),
    ],
)
def test_any_work_at_a_network_repairer_on_a_quality_problem(order, facts, expected):
    raw = case(visit(b.day(order, 90), days=9, **facts), order=order)
    assert outcome(raw, LOANER[order]) == expected
    assert loaner_days(raw) == {"R1": 4 if expected == "met" else 0}


@pytest.mark.parametrize("order", ORDERS)
def test_a_released_problem_gives_no_loaner_but_another_one_of_the_visit_does(order):
    misuse = exemption("improper_use", caused_damage="yes")
    alone = case(visit(b.day(order, 90), days=9), order=order, exemptions=(misuse,))
    assert (outcome(alone, LOANER[order]), loaner_days(alone)) == ("not_met", {"R1": 0})
    both = visit(b.day(order, 90), item("P1"), item("P2"), days=9)
    raw = case(both, order=order, exemptions=(misuse,))
    assert (outcome(raw, LOANER[order]), loaner_days(raw)) == ("met", {"R1": 4})


@pytest.mark.parametrize(("order", "use"), [("samr-43", "unknown"), ("aqsiq-150", "unknown"), ("aqsiq-150", None)])
def test_no_days_are_stated_while_household_use_is_not_established(order, use):
    raw = case(visit(b.day(order, 90), days=9), order=order, use=use)
    assert (outcome(raw, LOANER[order]), loaner_days(raw)) == ("undetermined", {"R1": 0})


@pytest.mark.parametrize("order", ORDERS)
def test_days_are_stated_for_every_visit_in_the_order_received(order):
    raw = case(
        visit(b.day(order, 300), days=7, id="B"),
        visit(b.day(order, 90), days=6, id="A"),
        visit(b.day(order, 3000), days=60, id="C"),
        order=order,
        as_of="2035-01-01",
    )
    assert list(loaner_days(raw).items()) == [("A", 1), ("B", 2), ("C", 0)]
