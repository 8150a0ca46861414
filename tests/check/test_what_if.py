"""What if: what is promised happens when the supposed facts are assessed, and nothing is promised that others may block."""

from dataclasses import replace
from datetime import date

import pytest

from sanbao.check.results import what_if
from sanbao.check.results.grounds import change_of, nearest
from sanbao.check.results.matter import Matter
from sanbao.check.results.page import result_page
from sanbao.check.results.remedies import VEHICLE
from sanbao.check.results.suppositions import SuppositionError, choices_of, supposed
from sanbao.law import assess
from sanbao.law.assessment import REMEDIES
from sanbao.law.consistency import check
from tests.check.cases import CASES, facts_of, names_of

EVERY_CASE = pytest.mark.parametrize("case_id", CASES)


def matter_of(case_id):
    return Matter.of(facts_of(case_id), names_of(facts_of(case_id)), "zh")


def problems_of(facts):
    return list(names_of(facts))


@EVERY_CASE
def test_supposed_facts_are_as_sound_as_the_given_ones(case_id):
    facts = facts_of(case_id)
    for problem in problems_of(facts):
        assert check(what_if.one_more_visit(facts, problem)) == []
    for days in (1, 29, 365):
        assert check(what_if.more_days(facts, days)) == []
    assert check(what_if.more_km(facts, 5_000)) == []


@EVERY_CASE
def test_what_has_happened_is_not_changed(case_id):
    facts = facts_of(case_id)
    for problem in problems_of(facts):
        supposed_facts = what_if.one_more_visit(facts, problem)
        assert supposed_facts.visits[:-1] == facts.visits
        assert supposed_facts.demand == facts.demand
        assert supposed_facts.vehicle == facts.vehicle


@EVERY_CASE
def test_an_answer_gives_what_the_question_promised(case_id):
    """Every question's `if_yes` and `if_no` come true when the fact is answered so."""
    facts = facts_of(case_id)
    for finding in assess(facts).findings:
        for question in finding.questions:
            for yes, promised in ((True, question.if_yes), (False, question.if_no)):
                after = assess(what_if.answered(facts, question.fact, yes=yes))
                outcomes = {one.rule: one.outcome for one in after.findings}
                assert outcomes.get(finding.rule, "not_met") == promised, (question, yes)


@EVERY_CASE
def test_so_many_repairs_more_as_the_headline_says_give_the_right(case_id):
    """The nearest ground by the count of one problem: supposed as often as missing it is met, once less often not."""
    matter = matter_of(case_id)
    counters = matter.assessment.counters
    for judged in nearest(matter, VEHICLE):
        if judged.rule.topic != "same_problem" or not change_of(matter, judged) or facts_has_exemptions(matter):
            continue
        missing = judged.finding.short_by["same_problem"]
        problem = max(counters.same_problem, key=lambda key: counters.same_problem[key].count)
        facts, outcomes = matter.facts, []
        for _ in range(missing):
            facts = what_if.one_more_visit(facts, problem)
            outcomes.append(outcome_of(facts, judged.finding.rule))
        assert outcomes[:-1] == ["not_met"] * (missing - 1)
        assert outcomes[-1] == "met"


@EVERY_CASE
def test_so_many_days_more_as_the_headline_says_give_the_right(case_id):
    matter = matter_of(case_id)
    for judged in nearest(matter, VEHICLE):
        if judged.rule.topic != "repair_days" or not change_of(matter, judged) or facts_has_exemptions(matter):
            continue
        missing = judged.finding.short_by["repair_days"]
        if not in_shop(matter.facts) and missing > 1:
            assert outcome_of(what_if.more_days(matter.facts, missing - 1), judged.finding.rule) == "not_met"
        assert outcome_of(what_if.more_days(matter.facts, missing), judged.finding.rule) == "met"


def test_the_tests_above_meet_cases_of_both_kinds():
    topics = [
        judged.rule.topic
        for case_id in CASES
        for judged in nearest(matter_of(case_id), VEHICLE)
        if change_of(matter_of(case_id), judged) and not facts_has_exemptions(matter_of(case_id))
    ]
    assert topics.count("same_problem") >= 3
    assert topics.count("repair_days") >= 3


def facts_has_exemptions(matter):
    return bool(matter.facts.exemptions)


def in_shop(facts):
    return any(visit.finished_at is None for visit in facts.visits)


def outcome_of(facts, rule):
    return next((one.outcome for one in assess(facts).findings if one.rule == rule), "not_met")


# One more repair, by hand: B10 has four repairs of one problem; the limit is more than four.


def test_a_fifth_repair_gives_the_car_or_the_money():
    told = supposed(matter_of("B10-fourth-repair"), {"change": "visit:P1"})
    lines = {change.label: (change.before, change.after) for change in told.changes}
    assert lines["退车"] == ("现在不可以", "可以要求")
    assert lines["换车"] == ("现在不可以", "可以要求")
    assert lines["同一质量问题修理（变速器顿挫）"] == ("4次", "5次")
    assert lines["累计修理时间"] == ("4日", "5日")
    assert told.assumes


def test_a_repair_after_the_period_changes_nothing_that_counts():
    """B18 asks on the day after the two years: a later visit is within no period."""
    told = supposed(matter_of("B18-day-after-two-years"), {"change": "visit:P1"})
    labels = [change.label for change in told.changes]
    assert "退车" not in labels
    assert "累计修理时间" not in labels


def test_a_ground_that_is_open_keeps_the_change_uncertain():
    """K00: whether improper use caused the damage is disputed, so five repairs more make nothing sure."""
    matter = matter_of("K00-contract-example")
    facts = matter.facts
    for _ in range(5):
        facts = what_if.one_more_visit(facts, "P1")
    assert assess(facts).remedies.vehicle_return.outcome == "undetermined"


def test_kilometres_more_cost_use_compensation():
    """B14: 200,000.00 × 8,000 ÷ 1,000 × 0.005 = 8,000.00; with 1,000 km more 9,000.00, so 1,000.00 less come back."""
    told = supposed(matter_of("B14-compensation-43"), {"change": "km", "km": "1,000"})
    lines = {change.label: (change.before, change.after) for change in told.changes}
    assert lines == {
        "使用补偿费": ("8,000.00元", "9,000.00元"),
        "应当退给您的钱": ("192,000.00元", "191,000.00元"),
    }


def test_kilometres_beyond_a_period_end_it_and_with_it_the_count():
    """B10 has driven less than 10,000 km: the one period runs to 50,000 km, the other to 60,000 km."""
    told = supposed(matter_of("B10-fourth-repair"), {"change": "km", "km": "42000"})
    lines = {change.label: (change.before, change.after) for change in told.changes}
    assert lines["三包有效期"] == ("在期内", "已经过了")
    assert "包修期" not in lines
    assert "不再计入次数和天数" in told.assumes
    further = supposed(matter_of("B10-fourth-repair"), {"change": "km", "km": "60000"})
    assert "包修期" in [change.label for change in further.changes]


def test_days_beyond_the_last_day_of_a_period_end_it():
    told = supposed(replace_asked(date(2025, 12, 1)), {"change": "days", "days": "120"})
    assert ("三包有效期", "在期内", "已经过了") in [(one.label, one.before, one.after) for one in told.changes]
    assert "不再计入次数和天数" in told.assumes


def replace_asked(day):
    facts = replace(facts_of("B10-fourth-repair"), as_of=day)
    return Matter.of(facts, names_of(facts), "zh")


def test_a_period_that_is_over_already_is_not_ended_again():
    told = supposed(matter_of("B18-day-after-two-years"), {"change": "km", "km": "1000"})
    assert "三包有效期" not in [change.label for change in told.changes]


def test_days_more_for_a_car_in_the_shop_move_the_day_asked_about():
    facts = facts_of("C03-ninghai-evbattery90days")
    later = what_if.more_days(facts, 10)
    assert later.visits == facts.visits
    assert assess(later).counters.repair_days.count == assess(facts).counters.repair_days.count + 10


def test_kilometres_without_a_demand_change_nothing():
    facts = replace(facts_of("B10-fourth-repair"), demand=None)
    assert what_if.more_km(facts, 500) == facts


def test_the_car_handed_back_is_driven_on_in_supposition_only():
    facts = facts_of("B14-compensation-43")
    returned = replace(facts, demand=replace(facts.demand, returned_mileage_km=9_000))
    assert what_if.more_km(returned, 100).demand.returned_mileage_km == 9_100
    assert returned.demand.returned_mileage_km == 9_000


@pytest.mark.parametrize(
    "path",
    [
        "",
        "vehicle/kind",
        "visits/none/items/0/resolved",
        "visits/R1/items/9/resolved",
        "visits/R1/items/-1/resolved",
        "visits/R1/items/0/work",
        "visits/R1/things/0/resolved",
        "demand/items/0/quality_problem/x",
        "exemptions/9/caused_damage",
        "exemptions/x/caused_damage",
        "exemptions/0/established",
        "voucher/wear_parts/",
        "voucher/km/1",
    ],
)
def test_a_path_that_names_no_open_fact_is_refused(path):
    with pytest.raises(LookupError):
        what_if.answered(facts_of("K00-contract-example"), path, yes=True)


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({}, "change"),
        ({"change": "visit:P9"}, "change"),
        ({"change": "yes:vehicle/use"}, "change"),
        ({"change": "no:../../x"}, "change"),
        ({"change": "days"}, "days"),
        ({"change": "days", "days": "0"}, "days"),
        ({"change": "days", "days": "366"}, "days"),
        ({"change": "days", "days": "十"}, "days"),
        ({"change": "days", "days": "9" * 400}, "days"),
        ({"change": "km", "km": "-5"}, "km"),
        ({"change": "km", "km": "1.5"}, "km"),
        ({"change": "km", "km": "500001"}, "km"),
    ],
)
def test_what_cannot_be_supposed_is_said_at_its_field(sent, field):
    with pytest.raises(SuppositionError) as wrong:
        supposed(matter_of("B10-fourth-repair"), sent)
    assert wrong.value.field == field
    assert str(wrong.value).endswith("。")


@pytest.mark.parametrize("days", ["５", " 5 ", "5"])
def test_full_width_digits_are_taken(days):
    told = supposed(matter_of("B10-fourth-repair"), {"change": "days", "days": days})
    assert ("累计修理时间", "4日", "9日") in [(one.label, one.before, one.after) for one in told.changes]


@EVERY_CASE
def test_whatever_is_offered_can_be_supposed(case_id):
    matter = matter_of(case_id)
    choices = choices_of(matter)
    values = [choice.value for choice in choices.visits]
    values += [choice.value for one in choices.questions for choice in (one.yes, one.no)]
    values += ["days"] * choices.days + ["km"] * choices.km
    for value in values:
        told = supposed(matter, {"change": value, "days": "3", "km": "700"})
        assert told.says
        assert all(change.before != change.after for change in told.changes)


@EVERY_CASE
def test_every_change_of_a_remedy_is_told_and_no_other(case_id):
    matter = matter_of(case_id)
    for choice in choices_of(matter).visits:
        problem = choice.value.partition(":")[2]
        before, after = assess(matter.facts).remedies, assess(what_if.one_more_visit(matter.facts, problem)).remedies
        changed = sum(getattr(before, name).outcome != getattr(after, name).outcome for name in REMEDIES)
        tags = {"可以要求", "还不能确定", "现在不可以"}
        told = supposed(matter, {"change": choice.value}).changes
        assert sum({change.before, change.after} <= tags for change in told) == changed


def test_a_case_out_of_scope_offers_nothing():
    page = result_page(facts_of("M26-truck-brakebooster"), {}, lang="zh")
    assert not page.choices


def test_supposing_moves_no_day_that_was_given():
    facts = facts_of("B10-fourth-repair")
    later = what_if.one_more_visit(facts, "P1")
    assert isinstance(later.as_of, date)
    assert later.demand.made_on == facts.demand.made_on
    assert assess(later).deadlines == assess(facts).deadlines
