"""Exemptions release what they name and no more; who must prove in the first six months (reading 14)."""

import pytest

from tests.law import building as b
from tests.law.building import (
    FREE_REPAIR,
    ORDERS,
    assessed,
    case,
    demand,
    exemption,
    finding,
    item,
    notices,
    outcome,
    trouble,
    visit,
)

WITH_CAUSATION = ("improper_use", "forbidden_modification", "improper_handling", "force_majeure")
KEYS = {**dict.fromkeys(WITH_CAUSATION, "caused_damage"), "disclosed_flaw": "established"}
ASKS = {"caused_damage": "did_it_cause_the_damage", "established": "is_the_ground_established"}
OUTCOME = {"yes": "not_met", "no": "met", "disputed": "undetermined", "unknown": "undetermined", None: "undetermined"}


def raised(order, *exemptions, **facts):
    asks = demand(b.day(order, 400), trouble("P1"), wants="repair", **facts)
    return case(order=order, demand=asks, exemptions=exemptions)


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("ground", KEYS)
@pytest.mark.parametrize("answer", OUTCOME)
def test_a_ground_releases_when_established_and_is_asked_about_when_open(order, ground, answer):
    key = KEYS[ground]
    raw = raised(order, exemption(ground, **({key: answer} if answer else {})))
    found = finding(raw, FREE_REPAIR[order])
    assert found.outcome == OUTCOME[answer]
    asked = [(q.fact, q.asks, q.if_yes, q.if_no) for q in found.questions]
    open_fact = (f"exemptions/0/{key}", ASKS[key], "not_met", "met")
    assert asked == ([open_fact] if found.outcome == "undetermined" else [])


@pytest.mark.parametrize("order", ORDERS)
def test_a_ground_releases_only_the_problems_it_names(order):
    raw = case(
        *[visit(b.day(order, 100 + n), item("P1"), item("P2")) for n in range(6)],
        order=order,
        exemptions=(exemption("improper_use", "P1", caused_damage="yes"),),
    )
    counters = assessed(raw).counters
    assert {key: row.count for key, row in counters.same_problem.items()} == {"P2": 6}
    assert outcome(raw, b.SAME_PROBLEM[order]) == "met"
    raw["exemptions"][0]["problems"] = ["P2", "P1"]
    assert outcome(raw, b.SAME_PROBLEM[order]) == "not_met"
    assert assessed(raw).counters.repair_days.count == 0


@pytest.mark.parametrize("order", ORDERS)
def test_two_open_grounds_for_one_problem_must_both_fail(order):
    both = [exemption("improper_use"), exemption("disclosed_flaw")]
    found = finding(raised(order, *both), FREE_REPAIR[order])
    assert {(q.fact, q.if_yes, q.if_no) for q in found.questions} == {
        ("exemptions/0/caused_damage", "not_met", "undetermined"),
        ("exemptions/1/established", "not_met", "undetermined"),
    }


@pytest.mark.parametrize("order", ORDERS)
def test_an_open_ground_is_read_as_no_by_the_counters(order):
    raw = case(visit(b.day(order, 90)), order=order, exemptions=(exemption("improper_use"),))
    assert assessed(raw).counters.same_problem["P1"].count == 1


@pytest.mark.parametrize(
    ("papers", "expected"),
    [([], "not_met"), (["invoice"], "met"), (["voucher"], "met"), (["voucher", "invoice"], "met")],
)
def test_under_order_150_missing_papers_release_unless_either_is_held(papers, expected):
    ground = exemption("no_invoice_and_voucher", established="yes")
    assert outcome(raised("aqsiq-150", ground, papers=papers), "aqsiq-150/18-1") == expected
    disputed = exemption("no_invoice_and_voucher", established="disputed")
    open_outcome = "met" if papers else "undetermined"
    assert outcome(raised("aqsiq-150", disputed, papers=papers), "aqsiq-150/18-1") == open_outcome


@pytest.mark.parametrize(
    ("after", "km", "component", "released"),
    [
        ("2019-09-01", 10000, "wear_brake_lining", False),
        ("2019-09-02", 10000, "wear_brake_lining", True),
        ("2019-09-01", 10001, "wear_brake_lining", True),
        ("2020-01-01", 20000, "wear_tyre", False),
        ("2020-01-01", 20000, "brake_booster", False),
        ("2020-01-01", 20000, None, False),
    ],
)
@pytest.mark.parametrize("established", ["yes", "no", "unknown"])
def test_under_order_150_a_wear_part_is_released_after_its_stated_period(after, km, component, released, established):
    raw = case(
        *[visit(f"{after}T0{hour}:00", km=km, component=component) for hour in range(6)],
        order="aqsiq-150",
        voucher={"wear_parts": {"wear_brake_lining": {"months": 6, "km": 10000}}},
        exemptions=(exemption("wear_part_expired", established=established),),
    )
    expected = {"yes": "not_met", "no": "met", "unknown": "undetermined"}[established] if released else "met"
    assert outcome(raw, "aqsiq-150/21-1-count") == expected


def test_a_code_that_does_not_begin_with_wear_is_no_wear_part_though_a_period_is_stated_for_it():
    raw = case(
        *[visit(f"2020-01-01T0{hour}:00", km=20000, component="gearbox_bearing") for hour in range(6)],
        order="aqsiq-150",
        voucher={"wear_parts": {"gearbox_bearing": {"months": 6, "km": 10000}}},
        exemptions=(exemption("wear_part_expired", established="yes"),),
    )
    assert outcome(raw, "aqsiq-150/18-1") == outcome(raw, "aqsiq-150/21-1-count") == "met"


@pytest.mark.parametrize("ground", ["commercial_use", "no_invoice_and_voucher", "wear_part_expired"])
@pytest.mark.parametrize("established", ["yes", "no", "disputed", None])
def test_grounds_of_order_150_are_ignored_under_order_43_with_a_notice(ground, established):
    answer = {} if established is None else {"established": established}
    raw = raised("samr-43", exemption(ground, **answer))
    assert outcome(raw, "samr-43/19-1") == "met"
    assert "not_a_ground_in_order_43" in notices(raw)
    assert assessed(raw).scope.because == "household_passenger_car"
    assert "not_a_ground_in_order_43" not in notices(raised("aqsiq-150", exemption(ground, **answer)))


@pytest.mark.parametrize("ground", KEYS)
def test_grounds_of_both_orders_give_no_such_notice(ground):
    assert "not_a_ground_in_order_43" not in notices(raised("samr-43", exemption(ground)))


@pytest.mark.parametrize(
    ("vehicle", "first_shown", "given"),
    [
        ({}, "2024-02-20", True),
        ({}, "2024-08-31", True),
        ({}, "2024-09-01", True),
        ({}, "2024-09-02", False),
        ({"handover_on": "2024-03-31"}, "2024-09-30", True),
        ({"handover_on": "2024-03-31"}, "2024-10-01", False),
        ({"handover_on": "2024-02-01"}, "2024-08-02", False),
        ({"handover_on": "2024-03-31", "replacement_handover_on": "2024-08-31"}, "2025-02-28", True),
        ({"handover_on": "2024-03-31", "replacement_handover_on": "2024-08-31"}, "2025-03-01", False),
    ],
)
@pytest.mark.parametrize("open_fact", ["cause", "quality"])
def test_the_business_must_prove_what_first_showed_within_six_months_of_handover(
    vehicle, first_shown, given, open_fact
):
    shown_first = visit(first_shown, work="inspection_only", repairer="outside")
    now = trouble("P1", quality_problem="disputed" if open_fact == "quality" else "yes")
    grounds = (exemption("improper_use"),) if open_fact == "cause" else ()
    raw = case(shown_first, demand=demand("2025-06-01", now), exemptions=grounds, **vehicle)
    assert ("burden_on_business" in notices(raw)) == given


def test_under_order_150_six_months_run_from_the_handover_though_the_periods_do_not():
    raw = case(
        visit("2019-09-15"),
        order="aqsiq-150",
        handover_on="2019-03-15",
        exemptions=(exemption("improper_use"),),
    )
    assert "burden_on_business" in notices(raw)
    raw["vehicle"]["handover_on"] = "2019-03-14"
    assert "burden_on_business" not in notices(raw)


@pytest.mark.parametrize(
    ("grounds", "given"),
    [
        ((), False),
        ((exemption("disclosed_flaw"),), False),
        ((exemption("improper_use", caused_damage="no"),), False),
        ((exemption("improper_use", caused_damage="yes"),), False),
        ((exemption("improper_use", "P2"),), True),
        ((exemption("improper_use", "P2", "P1"),), True),
    ],
)
def test_the_burden_matters_only_where_cause_or_defect_is_asked(grounds, given):
    """A ground names P1, shown early, or P2, shown later; the demand is about both."""
    early = [visit(b.day("samr-43", 30), problem="P1"), visit(b.day("samr-43", 40), problem="P2")]
    asks = demand(b.day("samr-43", 400), trouble("P1"), trouble("P2"))
    raw = case(*early, demand=asks, exemptions=grounds)
    if given:
        raw["demand"]["items"] = [trouble("P2")]
    assert ("burden_on_business" in notices(raw)) == given


def test_any_problem_that_the_asked_exemption_names_may_have_shown_early():
    raw = case(
        visit(b.day("samr-43", 30), problem="P1"),
        demand=demand(b.day("samr-43", 400), trouble("P2")),
        exemptions=(exemption("improper_use", "P1", "P2"),),
    )
    assert "burden_on_business" in notices(raw)
