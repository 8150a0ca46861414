"""Disputes worked out by hand: which facts decide, and what follows from either value (Order 43)."""

from claims.cases.versions.outlook import TWO_VALUES
from sanbao.law.outcomes import MET, NOT_MET, UNDETERMINED
from tests.claims.cases.versions.telling import COUNT, TIME, asked, on, told, turned
from tests.law.building import case, demand, excluded, item, trouble, visit

REPLACE_OR_RETURN = ("vehicle_replacement", "vehicle_return")


def repairs(count, **last):
    """So many repairs of P1, thirty days apart; the last one with facts of its own."""
    return [visit(on(30 * n), days=1, km=1000 * n, **(last if n == count else {})) for n in range(1, count + 1)]


def test_a_software_update_counts_or_it_was_only_looked_at():
    """Five repairs of one problem are more than four; without the update there are four."""
    raw = case(*repairs(5, work="software_update"), price_yuan="186800.00", demand=demand(on(200), trouble(), km=6000))
    work = "visits/R5/items/0/work"
    found = told(raw, {work: "inspection_only"})
    assert [(one.path, one.consumer, one.business) for one in found.comparison.differences] == [
        (work, "software_update", "inspection_only")
    ]
    assert asked(found)[work].asks == TWO_VALUES
    assert asked(found)[work].answers == ("software_update", "inspection_only")
    assert turned(found, work) == {COUNT: (MET, NOT_MET), **dict.fromkeys(REPLACE_OR_RETURN, (MET, NOT_MET))}
    assert (found.consumer.remedies.vehicle_return.outcome, found.business.remedies.vehicle_return.outcome) == (
        MET,
        NOT_MET,
    )
    assert found.business.counters.same_problem["P1"].count == 4
    assert found.findings[COUNT] == UNDETERMINED
    assert found.remedies["repair"] == MET, "both versions give a free repair"
    assert found.changing_money == (work,)
    assert found.is_exhaustive
    agreed = told(raw, {work: "inspection_only"}, agreed={work: "software_update"})
    assert (agreed.comparison.differences, agreed.questions, agreed.remedies["vehicle_return"]) == ((), (), MET)
    answered = told(raw, {work: "inspection_only"}, agreed={work: "software_update"}, panel={work: "inspection_only"})
    assert (answered.questions, answered.remedies["vehicle_return"]) == ((), NOT_MET), "the later settles"


def test_finished_at_the_hand_over_or_when_the_work_was_done():
    """Ten days, and from 1 June nine o'clock to 22 June nine (21 days) or 20 June nine (19): 31 days or 29."""
    raw = case(
        visit(on(30), days=10, problem="P1"),
        visit("2024-06-01T09:00+08:00", finished="2024-06-22T09:00+08:00", problem="P2"),
    )
    finished = "visits/R2/finished_at"
    found = told(raw, {finished: "2024-06-20T09:00"})
    days = [found.consumer.counters.repair_days.count, found.business.counters.repair_days.count]
    assert days == [31, 29]
    assert asked(found)[finished].answers == ("2024-06-22T09:00:00+08:00", "2024-06-20T09:00:00+08:00")
    assert turned(found, finished)[TIME] == (MET, NOT_MET)
    assert found.business.findings[8].short_by == {"repair_days": 2}
    one_day_more = told(raw, {finished: "2024-06-21T09:00:00.000001+08:00"})
    assert one_day_more.questions == (), "20 days and a moment are 21 days: still 31, so nothing turns on it"
    assert len(one_day_more.comparison.differences) == 1


def test_excluded_waits_are_a_difference_as_a_whole():
    """31 days, of which the business takes two whole days of waiting for a part made for this car: 29."""
    raw = case(visit(on(30), days=31))
    wait = excluded("special_part_transport", "2024-04-05T09:00+08:00", "2024-04-07T09:00+08:00")
    waits = "visits/R1/excluded"
    found = told(raw, {waits: [wait]})
    assert asked(found)[waits].answers[0] == []
    assert [row["reason"] for row in asked(found)[waits].answers[1]] == ["special_part_transport"]
    assert turned(found, waits)[TIME] == (MET, NOT_MET)
    assert "samr-43/21" not in turned(found, waits), "the loaner days leave nothing out for transport"


def test_the_same_problem_or_another_one():
    raw = case(*repairs(5))
    problem = "visits/R3/items/0/problem"
    found = told(raw, {problem: "P2"})
    assert found.business.counters.same_problem["P1"].count == 4
    assert turned(found, problem)[COUNT] == (MET, NOT_MET)


def test_a_mileage_within_three_thousand_km_or_above_it():
    """A fuel leak on day 40: at 3,000 km it is within the sixty-day window, at 3,001 it is not."""
    raw = case(visit(on(40), km=3000, event="fuel_leak"), price_yuan="100000.00", demand=demand(on(50), km=3100))
    found = told(raw, {"visits/R1/mileage_km": 3001})
    assert turned(found, "visits/R1/mileage_km") == {
        "samr-43/23": (MET, NOT_MET),
        **dict.fromkeys(REPLACE_OR_RETURN, (MET, NOT_MET)),
    }
    handed_back = told(raw, {"demand/returned_mileage_km": 4000})
    assert (handed_back.questions, handed_back.changing_money) == ((), ("demand/returned_mileage_km",))


def test_a_visit_that_is_denied_and_one_that_the_record_does_not_have():
    raw = case(*repairs(5))
    denied = told(raw, {"visits/R2": None, "visits/R2/mileage_km": 9}, {"visits/R2/mileage_km": 2100})
    (difference,) = denied.comparison.differences
    assert (difference.path, difference.consumer["mileage_km"], difference.business) == ("visits/R2", 2100, None)
    assert denied.comparison.unplaced == (), "what is said of a denied visit is moot"
    assert turned(denied, "visits/R2")[COUNT] == (MET, NOT_MET)
    assert told(raw, {"visits/R2": None}, agreed={"visits/R2": None}).findings[COUNT] == NOT_MET

    remembered = visit(on(170), km=5500, id="own") | {"excluded": []}
    stated = told(case(*repairs(4)), {}, {"visits/own": remembered})
    assert stated.comparison.differences[0].business is None
    assert turned(stated, "visits/own")[COUNT] == (MET, NOT_MET)
    two_items = {**remembered, "items": [item(), item("P2")]}
    longer = told(case(*repairs(4)), {"visits/own": two_items}, {"visits/own": remembered})
    assert [one.path for one in longer.comparison.differences] == ["visits/own"], "of other items: as a whole"
    assert longer.questions == ()
    stale = told(case(*repairs(4)), {"visits/gone/mileage_km": 1, "exemptions/0/established": "no"})
    assert stale.comparison.unplaced == ("exemptions/0/established", "visits/gone/mileage_km")
    assert stale.comparison.differences == ()


def test_two_differences_decide_together_and_a_third_does_not_matter():
    """Six repairs, two of them disputed: one of the two must have counted. The position is beside the point."""
    raw = case(*repairs(6))
    work = [f"visits/R{n}/items/0/work" for n in (5, 6)]
    found = told(raw, {**dict.fromkeys(work, "maintenance"), "visits/R1/items/0/position": "front"})
    assert len(found.comparison.differences) == 3
    assert list(asked(found)) == work
    assert [one.path for one in found.idle] == ["visits/R1/items/0/position"]
    assert turned(found, work[0])[COUNT] == (MET, UNDETERMINED)
    assert found.business.findings[9].short_by == {"same_problem": 1}


def test_facts_left_open_are_asked_beside_the_differences():
    """Four repairs and a fifth whose cause is disputed; the business says that one of the four was an inspection."""
    raw = case(*repairs(5, quality_problem="disputed"))
    work, cause = "visits/R1/items/0/work", "visits/R5/items/0/quality_problem"
    found = told(raw, {work: "inspection_only"})
    assert list(asked(found)) == [work, cause]
    assert (asked(found)[cause].asks, asked(found)[cause].answers) == ("is_quality_problem", ("yes", "no"))
    assert turned(found, cause)[COUNT] == (UNDETERMINED, NOT_MET), "yes alone is not enough: the work is disputed, too"
    assert turned(found, work)[COUNT] == (UNDETERMINED, NOT_MET)
    assert turned(found, cause)["vehicle_return"] == (UNDETERMINED, NOT_MET)
    known = told(raw, {work: "inspection_only"}, panel={cause: "yes"})
    assert turned(known, work)[COUNT] == (MET, NOT_MET)
    doubted = told(raw, {cause: "no"}, {cause: "yes"})
    assert list(asked(doubted)) == [cause]
    assert asked(doubted)[cause].answers == ("yes", "no")
    assert asked(doubted)[cause].asks == TWO_VALUES


def test_more_than_eight_differences_are_each_flipped_alone_and_one_after_the_other():
    """Nine disputed repairs: all count for the consumer, none for the business, and more than four are needed. No
    single one decides in either version; on the way from nine to none it is the fifth. With that one settled, eight are
    left, and each can turn it."""
    raw = case(*repairs(9))
    work = {f"visits/R{n}/items/0/work": "inspection_only" for n in range(1, 10)}
    found = told(raw, work)
    assert not found.is_exhaustive
    assert found.findings[COUNT] == UNDETERMINED
    assert list(asked(found)) == ["visits/R5/items/0/work"]
    settled = told(raw, work, panel={"visits/R5/items/0/work": "repair"})
    assert settled.is_exhaustive
    assert len(settled.questions) == 8

    positions = {f"visits/R{n}/items/0/position": "front" for n in range(1, 6)}
    alone = told(case(*repairs(5)), {**dict(list(work.items())[:5]), **positions})
    assert not alone.is_exhaustive
    assert list(asked(alone)) == list(work)[:5], "each can bring five repairs to four; positions do not matter"


def test_a_combination_that_makes_no_possible_case_is_left_out_and_named():
    """Twenty days, and one more on 1 June (consumer) or on 15 June (business): 21 days either way. From the consumer's
    arrival to the business's end there are fifteen, 35 in all; from the business's arrival back there is no visit."""
    raw = case(visit(on(10), days=20, problem="P2"), visit("2024-06-01T09:00+08:00", finished="2024-06-01T10:00+08:00"))
    received, finished = "visits/R2/received_at", "visits/R2/finished_at"
    found = told(raw, {received: "2024-06-15T09:00+08:00", finished: "2024-06-15T11:00+08:00"})
    (left_out,) = found.impossible
    assert left_out.as_business_states == (received,)
    assert [fault.code for fault in left_out.faults] == ["finished_before_received"]
    assert turned(found, finished)[TIME] == (NOT_MET, UNDETERMINED)
    assert turned(found, received)[TIME] == (UNDETERMINED, NOT_MET)


def test_differences_that_no_possible_case_lets_flip_alone_are_judged_together():
    """Two visits began on 8 and 9 March at nine; which was which decides the seven days, which end on 8 March."""
    eighth, ninth, done = "2024-03-08T09:00+08:00", "2024-03-09T09:00+08:00", "2024-03-10T09:00+08:00"
    raw = case(
        visit(eighth, finished=done, group="engine", needs_replacement="yes"), visit(ninth, finished=done, problem="P2")
    )
    found = told(raw, {"visits/R1/received_at": ninth, "visits/R2/received_at": eighth})
    assert [one.faults[0].code for one in found.impossible] == ["received_twice", "received_twice"]
    for fact in ("visits/R1/received_at", "visits/R2/received_at"):
        assert turned(found, fact)["samr-43/22"] == (MET, NOT_MET)


def test_a_side_whose_own_version_is_impossible_has_no_assessment():
    raw = case(visit(on(10), days=2))
    found = told(raw, {"visits/R1/finished_at": "2024-03-01T09:00+08:00"})
    assert (found.business, found.consumer is None) == (None, False)
    assert (found.questions, len(found.impossible)) == ((), 1), "there is nothing to choose between"
    neither = told(raw, {}, agreed={"visits/R1/finished_at": "2024-03-01T09:00+08:00"})
    assert (neither.consumer, neither.findings, neither.questions) == (None, {}, ())


def test_the_governing_order_itself_can_be_in_dispute():
    """Invoiced on the last day of 2021 or the first of 2022: each order's findings are nothing under the other."""
    raw = case(*[visit(f"2022-0{n}-10", days=1) for n in range(2, 7)], invoiced_on="2022-01-01")
    found = told(raw, {"vehicle/invoiced_on": "2021-12-31"})
    assert turned(found, "vehicle/invoiced_on")[COUNT] == (MET, NOT_MET)
    assert turned(found, "vehicle/invoiced_on")["aqsiq-150/18-1"] == (NOT_MET, MET)
    assert found.remedies["repair"] == MET, "either order gives it"
