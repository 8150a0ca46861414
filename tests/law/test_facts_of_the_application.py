"""Facts that no JSON case brings: those the application builds from its rows, and corners the mutants pointed at."""

from dataclasses import replace
from datetime import UTC, date

from sanbao.law import assess, due_date
from sanbao.law.parsing import facts_from_json
from sanbao.law.regulations import Citation
from tests.law.building import assessed, case, demand, excluded, exemption, finding, trouble, visit


def in_utc(facts):
    """The same facts with every moment on the clock of Greenwich, as a database gives them."""
    visits = [
        replace(
            one,
            received_at=one.received_at.astimezone(UTC),
            finished_at=one.finished_at and one.finished_at.astimezone(UTC),
            excluded=tuple(
                replace(span, begins_at=span.begins_at.astimezone(UTC), ends_at=span.ends_at.astimezone(UTC))
                for span in one.excluded
            ),
        )
        for one in facts.visits
    ]
    return replace(facts, visits=tuple(visits))


def test_the_clock_that_moments_are_written_on_changes_nothing():
    raw = case(
        visit("2026-03-01T23:30+08:00", days=3),  # the last day in China, the same moment a day earlier nowhere else
        visit("2026-03-02T00:30+08:00", days=3),
        visit(
            "2024-04-01T00:10+08:00",
            days=9,
            excluded=[excluded("rescue_travel", "2024-04-02T00:00+08:00", "2024-04-03T12:00+08:00")],
        ),
        visit("2025-12-31", finished=None),
        as_of="2026-03-10T07:00+08:00",
    )
    facts = facts_from_json(raw)
    assert assess(in_utc(facts)) == assess(facts)
    counted = {one.id for one in assess(facts).counters.repair_days.visits}
    assert counted == {"R1", "R3", "R4"}


def test_unknown_use_and_an_open_ground_of_commercial_use_are_both_asked():
    raw = case(
        demand=demand("2019-03-20", trouble(), wants="repair"),
        exemptions=(exemption("commercial_use", "P1", established="disputed"),),
        order="aqsiq-150",
        use="unknown",
        as_of="2019-03-20",
    )
    asked = {question.fact for question in finding(raw, "aqsiq-150/18-1").questions}
    assert asked == {"vehicle/use", "exemptions/0/established"}


def test_an_established_ground_of_commercial_use_is_named_though_the_use_is_unknown():
    raw = case(
        demand=demand("2019-03-20", trouble(), wants="repair"),
        exemptions=(exemption("commercial_use", "P1", established="yes"),),
        order="aqsiq-150",
        use="unknown",
        as_of="2019-03-20",
    )
    assessment = assessed(raw)
    assert (assessment.scope.outcome, assessment.scope.because) == ("undetermined", "commercial_use_is_a_ground")
    assert {one.outcome for one in assessment.findings} == {"not_met"}
    assert not any(one.questions for one in assessment.findings)


def test_a_voucher_s_part_booked_under_two_groups_is_one_part_for_a_rule_that_reads_both():
    part = {"component": "maker_module", "work": "component_replacement", "resolved": "yes"}
    raw = case(
        visit("2024-05-01", group="engine", **part),
        visit("2024-06-01", group="gearbox", **part),
        voucher={"extra_main_components": ["maker_module"]},
    )
    found = finding(raw, "samr-43/24-1-3")
    assert found.short_by == {"occurrences": 1}
    assert assessed(raw).counters.component_replacements["maker_module"].visits == ("R1", "R2")


def test_that_part_is_two_for_the_two_rules_of_order_150():
    part = {"component": "maker_module", "work": "component_replacement", "resolved": "yes"}
    raw = case(
        visit("2019-05-01", group="engine", **part),
        visit("2019-06-01", group="engine", **part),
        visit("2019-07-01", group="axle", **part),
        voucher={"extra_main_components": ["maker_module"]},
        order="aqsiq-150",
        as_of="2020-01-01",
    )
    assert finding(raw, "aqsiq-150/20-3-2-component").outcome == "met"
    assert finding(raw, "aqsiq-150/20-3-3").short_by == {"component_replacements": 1}


def test_a_due_date_names_its_duty_and_article():
    due = due_date("samr-43/reply", date(2024, 6, 28))
    assert (due.duty, due.due_on) == ("samr-43/reply", date(2024, 7, 12))
    assert due.citation == Citation("samr-43", 28, 1)
