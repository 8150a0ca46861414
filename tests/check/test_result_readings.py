"""Readings are told where they bear on the case: a fact at the limit, an unfinished repair, a visit outside."""

from dataclasses import replace
from datetime import date

import pytest

from sanbao.check.results import readings_at_issue
from sanbao.check.results.matter import Matter
from sanbao.law.readings import readings
from tests.check.cases import CASES, facts_of, page_of


def at_issue(facts, code):
    return readings_at_issue.at_issue(Matter.of(facts, {}, "zh").judgement.case, code)


def test_every_reading_with_a_test_is_one_of_the_data():
    codes = {reading.code for reading in readings()}
    assert set(readings_at_issue._TESTS) <= codes  # noqa: SLF001  the table itself is what is tested


@pytest.mark.parametrize(
    ("code", "met_by", "not_by"),
    [
        ("unfinished_repair_counts_so_far", "C03-ninghai-evbattery90days", "B10-fourth-repair"),
        ("years_end_on_corresponding_day", "B17-last-day-of-two-years", "B10-fourth-repair"),
        ("three_thousand_km_is_included", "B04-sixty-days-3000km-both-last", "B05-sixty-days-3001km"),
        ("sixtieth_day_is_included", "B04-sixty-days-3000km-both-last", "B06-day-sixty-one"),
        ("only_transport_time_is_excluded", "B13-battery-transport-excluded", "B10-fourth-repair"),
        ("right_outlives_the_period", "B18-day-after-two-years", "B10-fourth-repair"),
    ],
)
def test_a_reading_is_at_issue_where_its_fact_is(code, met_by, not_by):
    assert at_issue(facts_of(met_by), code)
    assert not at_issue(facts_of(not_by), code)


def test_a_visit_outside_the_network_brings_its_reading():
    facts = facts_of("B10-fourth-repair")
    outside = replace(facts, visits=(replace(facts.visits[0], repairer="outside"), *facts.visits[1:]))
    assert at_issue(outside, "outside_repairs_do_not_count")
    assert not at_issue(facts, "outside_repairs_do_not_count")


def test_a_second_visit_on_the_same_day_brings_its_reading():
    facts = facts_of("B10-fourth-repair")
    first = facts.visits[0]
    later = replace(
        first,
        id="again",
        received_at=first.received_at.replace(hour=20),
        finished_at=first.received_at.replace(hour=21),
    )
    assert at_issue(replace(facts, visits=(*facts.visits, later)), "two_visits_on_one_day_are_two")
    assert not at_issue(facts, "two_visits_on_one_day_are_two")


def test_a_repair_across_the_last_day_brings_its_reading():
    facts = facts_of("B10-fourth-repair")
    start = replace(facts.vehicle, invoiced_on=date(2022, 8, 1), handover_on=date(2022, 8, 1))
    visit = replace(facts.visits[-1], received_at=facts.visits[-1].received_at.replace(year=2024, month=7, day=31))
    crossing = replace(
        facts, vehicle=start, visits=(replace(visit, finished_at=visit.received_at.replace(month=8, day=3)),)
    )
    assert at_issue(crossing, "repair_time_cut_at_period_end")


@pytest.mark.parametrize("case_id", CASES)
def test_what_is_told_are_readings_of_the_data(case_id):
    questions = {reading.question_zh for reading in readings()}
    assert {one.question for one in page_of(case_id).readings} <= questions
