"""Counts: repairs of one problem, serious safety failures, and how short of the limit (readings 6, 7 and 20)."""

import pytest

from tests.law import building as b
from tests.law.building import (
    ORDERS,
    SAME_PROBLEM,
    SERIOUS_SAFETY,
    assessed,
    case,
    demand,
    exemption,
    finding,
    item,
    outcome,
    trouble,
    visit,
)


def repairs(order, times, **facts):
    return [visit(b.day(order, 100 + n), **facts) for n in range(times)]


@pytest.mark.parametrize(
    ("order", "times", "expected", "short_by"),
    [
        ("samr-43", 0, "not_met", 5),
        ("samr-43", 3, "not_met", 2),
        ("samr-43", 4, "not_met", 1),
        ("samr-43", 5, "met", None),
        ("aqsiq-150", 0, "not_met", 6),
        ("aqsiq-150", 4, "not_met", 2),
        ("aqsiq-150", 5, "not_met", 1),
        ("aqsiq-150", 6, "met", None),
    ],
)
def test_more_than_four_repairs_of_one_problem_and_under_order_150_more_than_five(order, times, expected, short_by):
    found = finding(case(*repairs(order, times), order=order), SAME_PROBLEM[order])
    assert found.outcome == expected
    assert found.short_by == ({} if short_by is None else {"same_problem": short_by})
    assert (found.owed_by, found.facts) == ("seller", tuple(f"visits/R{n}" for n in range(1, times + 1)))


@pytest.mark.parametrize("order", ORDERS)
def test_different_problems_are_not_added_and_the_highest_says_how_short(order):
    visits = [*repairs(order, 4, problem="P1"), *[visit(b.day(order, 200 + n), problem="P2") for n in range(3)]]
    found = finding(case(*visits, order=order), SAME_PROBLEM[order])
    limit = {"samr-43": 4, "aqsiq-150": 5}[order]
    assert (found.outcome, found.short_by) == ("not_met", {"same_problem": limit + 1 - 4})


@pytest.mark.parametrize("order", ORDERS)
def test_a_visit_counts_once_for_a_problem_however_many_items_it_has(order):
    visits = [visit(b.day(order, 100 + n), item("P1"), item("P1", "software_update"), item("P1")) for n in range(4)]
    raw = case(*visits, order=order)
    assert assessed(raw).counters.same_problem["P1"].count == 4
    assert outcome(raw, SAME_PROBLEM[order]) == "not_met"


def test_an_item_that_does_not_count_lends_no_count_to_its_problem():
    """The item of that problem must itself make the visit count (reading 6)."""
    visits = [visit(b.day("samr-43", 100 + n), item("P1", "inspection_only"), item("P2")) for n in range(5)]
    counted = assessed(case(*visits)).counters.same_problem
    assert list(counted) == ["P2"]
    assert counted["P2"].visits == ("R1", "R2", "R3", "R4", "R5")


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize(
    "last",
    [
        {"work": "inspection_only"},
        {"work": "recall"},
        {"work": "maintenance", "quality_problem": "yes"},
        {"repairer": "outside"},
        {"quality_problem": "no"},
        {"problem": "P2"},
        {"km": 50001},
    ],
)
def test_the_last_repair_must_count_too(order, last):
    limit = {"samr-43": 4, "aqsiq-150": 5}[order]
    raw = case(*repairs(order, limit), visit(b.day(order, 300), **last), order=order)
    found = finding(raw, SAME_PROBLEM[order])
    assert (found.outcome, found.short_by) == ("not_met", {"same_problem": 1})


@pytest.mark.parametrize("order", ORDERS)
def test_a_repair_not_finished_counts_and_a_right_is_not_lost_when_the_period_ends(order):
    limit = {"samr-43": 4, "aqsiq-150": 5}[order]
    raw = case(*repairs(order, limit), visit(b.day(order, 300), finished=None), order=order)
    assert outcome(raw, SAME_PROBLEM[order]) == "met"


def serious(order, times, *, then=None, **facts):
    facts = {"serious_safety": "yes", "resolved": "yes"} | facts
    return case(*repairs(order, times, **facts), order=order, demand=then)


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize(
    ("times", "expected", "short_by"),
    [
        (0, "not_met", {"serious_safety_repairs": 2}),
        (1, "not_met", {"serious_safety_repairs": 1}),
        (2, "not_met", {"occurrences": 1}),
        (3, "met", {}),
    ],
)
def test_two_repairs_of_serious_safety_failures_and_then_a_third(order, times, expected, short_by):
    found = finding(serious(order, times), SERIOUS_SAFETY[order])
    assert (found.outcome, found.short_by) == (expected, short_by)


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize(
    ("times", "then", "expected"),
    [
        (1, {"serious_safety": "yes"}, "not_met"),
        (2, {"serious_safety": "yes"}, "met"),
        (2, {"serious_safety": "yes", "problem": "P9"}, "met"),
        (2, {"serious_safety": "no"}, "not_met"),
        (2, {}, "not_met"),
        (2, {"serious_safety": "unknown"}, "undetermined"),
        (2, {"serious_safety": "yes", "quality_problem": "no"}, "not_met"),
        (2, {"serious_safety": "yes", "quality_problem": "disputed"}, "undetermined"),
    ],
)
def test_after_two_repairs_a_serious_safety_failure_must_show_again(order, times, then, expected):
    again = demand(b.day(order, 400), trouble(**then))
    assert outcome(serious(order, times, then=again), SERIOUS_SAFETY[order]) == expected


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize(
    ("after_days", "km", "expected"),
    [(730, 50000, "met"), (731, 50000, "by year"), (732, 50000, "not_met"), (730, 50001, "not_met")],
)
def test_what_shows_later_must_show_within_the_three_guarantees(order, after_days, km, expected):
    """From 2024-03-01 two years are 730 days; from 2019-03-01 they are 731, with the leap day of 2020."""
    if expected == "by year":
        expected = {"samr-43": "not_met", "aqsiq-150": "met"}[order]
    again = demand(b.day(order, after_days), trouble(serious_safety="yes"), km=km)
    assert outcome(serious(order, 2, then=again), SERIOUS_SAFETY[order]) == expected


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("work", ["inspection_only", "recall", "none", "accident"])
def test_what_shows_later_may_show_at_any_repairer_whatever_was_done(order, work):
    raw = serious(order, 2)
    later = {"serious_safety": "yes", "quality_problem": "yes", "work": work, "repairer": "outside"}
    raw["visits"].append(visit(b.day(order, 200), id="LATER", **later))
    assert outcome(raw, SERIOUS_SAFETY[order]) == "met"
    assert finding(raw, SERIOUS_SAFETY[order]).facts == ("visits/R1", "visits/R2", "visits/LATER")
    raw["visits"][-1]["received_at"] = f"{b.day(order, 100)}T08:00"
    assert outcome(raw, SERIOUS_SAFETY[order]) == "not_met"


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("yes", "no", "met"),
        ("no", "yes", "not_met"),
        ("no", "no", "met"),
        ("yes", "unknown", "undetermined"),
        ("yes", None, "undetermined"),
        ("unknown", "yes", "not_met"),
    ],
)
def test_not_cured_at_the_second_repair_is_enough(order, first, second, expected):
    raw = serious(order, 2)
    raw["visits"][0]["items"][0]["resolved"] = first
    raw["visits"][1]["items"][0]["resolved"] = second
    found = finding(raw, SERIOUS_SAFETY[order])
    assert found.outcome == expected
    assert [question.fact for question in found.questions] == (
        ["visits/R2/items/0/resolved"] if expected == "undetermined" else []
    )


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize(
    ("companion", "expected"),
    [
        ({"serious_safety": "yes", "resolved": "no"}, "met"),
        ({"serious_safety": "no", "resolved": "no"}, "not_met"),
        ({"serious_safety": "yes", "resolved": "no", "work": "inspection_only"}, "not_met"),
        ({"serious_safety": "yes", "resolved": "no", "quality_problem": "no"}, "not_met"),
    ],
)
def test_the_item_not_cured_must_itself_make_the_second_visit_count(order, companion, expected):
    raw = serious(order, 2)
    raw["visits"][1]["items"].append(item("P2", **companion))
    assert outcome(raw, SERIOUS_SAFETY[order]) == expected


@pytest.mark.parametrize("order", ORDERS)
def test_two_serious_items_of_one_visit_are_one_repair(order):
    both = [item("P1", serious_safety="yes", resolved="no"), item("P2", serious_safety="yes", resolved="no")]
    found = finding(case(visit(b.day(order, 100), *both), order=order), SERIOUS_SAFETY[order])
    assert (found.outcome, found.short_by) == ("not_met", {"serious_safety_repairs": 1})


@pytest.mark.parametrize("order", ORDERS)
def test_a_released_problem_is_no_serious_safety_failure(order):
    raw = serious(order, 3)
    raw["exemptions"] = [exemption("force_majeure", caused_damage="yes")]
    assert outcome(raw, SERIOUS_SAFETY[order]) == "not_met"
    raw["exemptions"] = [exemption("force_majeure", caused_damage="disputed")]
    (question,) = finding(raw, SERIOUS_SAFETY[order]).questions
    assert (question.fact, question.asks) == ("exemptions/0/caused_damage", "did_it_cause_the_damage")
    assert (question.if_yes, question.if_no) == ("not_met", "met")
