"""Which regulation governs, which car is in its scope, and the comparison across the line (readings 1 and 2)."""

import pytest

from tests.law import building as b
from tests.law.building import ORDERS, assessed, case, demand, exemption, finding, notices, trouble, visit

OUT_OF_SCOPE_MONEY = (False, None, None, None, None)


def chosen(raw):
    regulation = assessed(raw).regulation
    return regulation.id, regulation.because


def scope(raw):
    return assessed(raw).scope.outcome, assessed(raw).scope.because


@pytest.mark.parametrize(
    ("vehicle", "expected"),
    [
        ({"invoiced_on": "2013-09-30"}, (None, "sold_before_2013_10_01")),
        ({"invoiced_on": "2013-10-01"}, ("aqsiq-150", "invoiced_before_2022_01_01")),
        ({"invoiced_on": "2013-10-02"}, ("aqsiq-150", "invoiced_before_2022_01_01")),
        ({"invoiced_on": "2021-12-30"}, ("aqsiq-150", "invoiced_before_2022_01_01")),
        ({"invoiced_on": "2021-12-31"}, ("aqsiq-150", "invoiced_before_2022_01_01")),
        ({"invoiced_on": "2022-01-01"}, ("samr-43", "invoiced_on_or_after_2022_01_01")),
        ({"invoiced_on": "2022-01-02"}, ("samr-43", "invoiced_on_or_after_2022_01_01")),
        (
            {"invoiced_on": "2021-12-31", "handover_on": "2022-01-05"},
            ("aqsiq-150", "invoiced_before_2022_01_01"),
        ),
        (
            {"invoiced_on": "2013-09-30", "handover_on": "2013-10-05"},
            (None, "sold_before_2013_10_01"),
        ),
        (
            {"invoiced_on": "2013-08-01", "replacement_handover_on": "2013-09-30"},
            (None, "sold_before_2013_10_01"),
        ),
        (
            {"invoiced_on": "2013-09-30", "replacement_handover_on": "2013-10-01"},
            ("aqsiq-150", "replacement_before_2022_01_01"),
        ),
        (
            {"invoiced_on": "2020-05-01", "replacement_handover_on": "2021-12-31"},
            ("aqsiq-150", "replacement_before_2022_01_01"),
        ),
        (
            {"invoiced_on": "2020-05-01", "replacement_handover_on": "2022-01-01"},
            ("samr-43", "replacement_on_or_after_2022_01_01"),
        ),
    ],
)
def test_the_invoice_or_the_handover_as_a_replacement_chooses_the_regulation(vehicle, expected):
    assert chosen(case(**vehicle)) == expected


@pytest.mark.parametrize(
    ("order", "vehicle", "expected"),
    [
        ("samr-43", {}, ("met", "household_passenger_car")),
        ("samr-43", {"kind": "pickup"}, ("met", "household_pickup")),
        ("samr-43", {"kind": "other"}, ("not_met", "not_a_covered_vehicle")),
        ("samr-43", {"use": "commercial"}, ("not_met", "not_household")),
        ("samr-43", {"use": "commercial", "kind": "pickup"}, ("not_met", "not_household")),
        ("samr-43", {"use": "unknown"}, ("undetermined", "use_unknown")),
        ("samr-43", {"use": None}, ("undetermined", "use_unknown")),
        ("samr-43", {"resold_after_return": True}, ("not_met", "resold_after_return_is_contractual")),
        (
            "samr-43",
            {"resold_after_return": True, "use": "commercial"},
            ("not_met", "resold_after_return_is_contractual"),
        ),
        ("samr-43", {"resold_after_return": True, "kind": "other"}, ("not_met", "not_a_covered_vehicle")),
        ("aqsiq-150", {}, ("met", "household_passenger_car")),
        ("aqsiq-150", {"kind": "pickup"}, ("not_met", "not_a_covered_vehicle")),
        ("aqsiq-150", {"kind": "other"}, ("not_met", "not_a_covered_vehicle")),
        ("aqsiq-150", {"use": "commercial"}, ("met", "commercial_use_is_a_ground")),
        ("aqsiq-150", {"use": "unknown"}, ("undetermined", "use_unknown")),
        ("aqsiq-150", {"resold_after_return": True}, ("not_met", "resold_after_return_is_contractual")),
        (
            "aqsiq-150",
            {"resold_after_return": True, "use": "commercial"},
            ("not_met", "resold_after_return_is_contractual"),
        ),
        ("samr-43", {"invoiced_on": "2013-09-30"}, ("not_met", "sold_before_2013_10_01")),
        ("samr-43", {"invoiced_on": "2013-09-30", "kind": "other"}, ("not_met", "sold_before_2013_10_01")),
    ],
)
def test_scope_is_decided_by_the_first_reason_that_applies(order, vehicle, expected):
    assert scope(case(order=order, **vehicle)) == expected


@pytest.mark.parametrize(
    "vehicle",
    [{"invoiced_on": "2013-09-30"}, {"kind": "other"}, {"use": "commercial"}, {"resold_after_return": True}],
)
def test_out_of_scope_nothing_is_given(vehicle):
    visits = [visit(b.day("samr-43", n), days=9, group="engine", km=100) for n in (300, 200)]
    voucher = {"use_compensation_coefficient": "0.1"}
    asks = demand(b.day("samr-43", 400), trouble(event="fuel_leak"))
    raw = case(*visits, demand=asks, voucher=voucher, price_yuan="100000.00", **vehicle)
    found = assessed(raw)
    assert (found.periods, found.counters, found.findings, found.deadlines, found.notices) == (None, None, (), (), ())
    remedies = found.remedies
    for remedy in (remedies.repair, remedies.vehicle_return, remedies.loaner_or_transport):
        assert (remedy.outcome, remedy.rules) == ("not_met", ())
    assert (remedies.assemblies, list(remedies.loaner_days.items())) == ((), [("R2", 0), ("R1", 0)])
    used = found.money.use_compensation
    money = (used.applies, used.coefficient, used.mileage_km, used.yuan, found.money.refund_yuan)
    assert money == OUT_OF_SCOPE_MONEY
    assert found.alternative is None


@pytest.mark.parametrize("order", ORDERS)
def test_unknown_use_leaves_every_right_open_and_is_asked_of_each(order):
    raw = case(visit(b.day(order, 90), days=40), order=order, use="unknown")
    found = finding(raw, b.REPAIR_DAYS[order])
    (question,) = found.questions
    assert (found.outcome, question.fact, question.asks) == ("undetermined", "vehicle/use", "is_household_use")
    assert (question.if_yes, question.if_no) == ("met", "not_met")
    assert finding(raw, b.SAME_PROBLEM[order]).outcome == "not_met"


@pytest.mark.parametrize("order", ORDERS)
def test_unknown_use_beside_another_open_fact_settles_only_the_refusal(order):
    raw = case(visit(b.day(order, 90), days=40, quality_problem="disputed"), order=order, use="unknown")
    answers = {q.fact: (q.if_yes, q.if_no) for q in finding(raw, b.REPAIR_DAYS[order]).questions}
    assert answers == {
        "vehicle/use": ("undetermined", "not_met"),
        "visits/R1/items/0/quality_problem": ("undetermined", "not_met"),
    }


COMMERCIAL = [
    ({"use": "commercial"}, (), "met"),
    ({}, (exemption("commercial_use", established="yes"),), "met"),
    ({}, (exemption("commercial_use", "P9", established="yes"),), "met"),
    ({"use": "unknown"}, (exemption("commercial_use", established="yes"),), "undetermined"),
]


@pytest.mark.parametrize(("vehicle", "exemptions", "scope_outcome"), COMMERCIAL)
def test_under_order_150_commercial_use_refuses_every_right_and_leaves_the_counters(vehicle, exemptions, scope_outcome):
    visits = [
        visit(b.day("aqsiq-150", 90), days=40),
        visit(b.day("aqsiq-150", 200), problem="P9", quality_problem="disputed"),
    ]
    found = assessed(case(*visits, order="aqsiq-150", exemptions=exemptions, **vehicle))
    assert found.scope.outcome == scope_outcome
    assert scope_outcome == "undetermined" or found.scope.because == "commercial_use_is_a_ground"
    assert len(found.findings) == 10
    assert {(one.outcome, tuple(one.short_by), one.questions) for one in found.findings} == {("not_met", (), ())}
    assert found.counters.repair_days.count == 40
    assert found.remedies.loaner_days == {"R1": 0, "R2": 0}


@pytest.mark.parametrize("established", ["disputed", "unknown", None])
def test_commercial_use_in_dispute_is_asked_of_every_finding(established):
    answer = {} if established is None else {"established": established}
    raised = (exemption("commercial_use", **answer),)
    raw = case(visit(b.day("aqsiq-150", 90), days=40), order="aqsiq-150", exemptions=raised)
    found = finding(raw, "aqsiq-150/21-1-time")
    (question,) = found.questions
    assert (found.outcome, question.fact, question.asks) == (
        "undetermined",
        "exemptions/0/established",
        "is_the_ground_established",
    )
    assert (question.if_yes, question.if_no) == ("not_met", "met")
    assert scope(raw) == ("met", "household_passenger_car")
    assert assessed(raw).remedies.loaner_days == {"R1": 35}
    assert assessed(raw).counters.same_problem["P1"].count == 1


def test_commercial_use_that_is_refuted_changes_nothing():
    raised = (exemption("commercial_use", established="no"),)
    raw = case(visit(b.day("aqsiq-150", 90), days=40), order="aqsiq-150", exemptions=raised)
    assert finding(raw, "aqsiq-150/21-1-time").outcome == "met"


@pytest.mark.parametrize(
    ("invoiced_on", "as_of", "compared"),
    [
        ("2021-06-01", "2021-12-31", False),
        ("2021-06-01", "2022-01-01", True),
        ("2021-06-01", "2021-12-31T23:59+08:00", False),
        ("2021-06-01", "2021-12-31T16:00Z", True),
        ("2022-01-01", "2022-01-02", False),
        ("2013-09-30", "2022-01-02", False),
    ],
)
def test_an_older_sale_asked_about_since_2022_is_judged_by_order_43_too(invoiced_on, as_of, compared):
    raw = case(invoiced_on=invoiced_on, as_of=as_of)
    alternative = assessed(raw).alternative
    assert (alternative is not None) == ("transition" in notices(raw)) == compared
    assert alternative is None or alternative.regulation == "samr-43"


def test_the_comparison_has_its_own_scope_start_periods_and_parts():
    motor = visit("2019-03-29", km=100, group="drive_motor", event="traction_battery_fire", main_component="yes")
    raw = case(motor, order="aqsiq-150", handover_on="2019-03-25", as_of="2022-01-01")
    found = assessed(raw)
    assert found.remedies.assembly_replacement.outcome == found.remedies.vehicle_return.outcome == "not_met"
    assert found.alternative.remedies.assemblies == ("drive_motor",)
    assert found.alternative.remedies.vehicle_return.rules == ("samr-43/23",)
    commercial = case(motor, order="aqsiq-150", use="commercial", as_of="2022-01-01")
    assert assessed(commercial).alternative.scope.because == "not_household"
    assert assessed(commercial).alternative.remedies.repair.outcome == "not_met"
    pickup = case(motor, order="aqsiq-150", kind="pickup", as_of="2022-01-01")
    assert notices(pickup) == {"transition"}
    assert assessed(pickup).alternative.scope.because == "household_pickup"
