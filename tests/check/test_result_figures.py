"""Every figure on a result page is the assessment's own, for every public case."""

import re
from decimal import Decimal

import pytest

from sanbao.check.results.matter import Matter
from sanbao.law import assess
from sanbao.law.assessment import REMEDIES
from tests.check.cases import CASES, facts_of, html_of, page_of
from tests.check.reading import Reader, main_of

EVERY_CASE = pytest.mark.parametrize("case_id", CASES)


def read(case_id):
    return Reader(main_of(html_of(case_id)))


@EVERY_CASE
def test_each_remedy_has_the_outcome_of_the_assessment(case_id):
    shown = {tag["data-remedy"]: tag["data-outcome"] for tag in read(case_id).having("data-remedy")}
    remedies = assess(facts_of(case_id)).remedies
    assert shown == {name: getattr(remedies, name).outcome for name in REMEDIES}


@EVERY_CASE
def test_each_counter_has_its_count(case_id):
    shown = {
        (tag["data-counter"], tag["data-key"]): int(tag["data-count"]) for tag in read(case_id).having("data-counter")
    }
    counters = assess(facts_of(case_id)).counters
    expected = {}
    if counters:
        expected[("repair_days", "")] = counters.repair_days.count
        if counters.serious_safety_repairs.count:
            expected[("serious_safety_repairs", "")] = counters.serious_safety_repairs.count
        for name in ("same_problem", "assembly_replacements", "component_replacements"):
            expected.update({(name, key): count.count for key, count in getattr(counters, name).items()})
    assert shown == expected


@EVERY_CASE
def test_a_meter_says_count_and_limit_in_words(case_id):
    for one in page_of(case_id).meters:
        meter = one.meter
        assert meter.count + meter.current == one.count
        if one.counter in ("repair_days", "same_problem"):
            assert str(one.count) in meter.says
            assert str(meter.begins_at - 1) in meter.says
            assert meter.reached == (one.count >= meter.begins_at)


@EVERY_CASE
def test_the_visits_add_up_to_the_days(case_id):
    days = sum(int(tag["data-days"]) for tag in read(case_id).having("data-days"))
    counters = assess(facts_of(case_id)).counters
    assert days == (counters.repair_days.count if counters else 0)
    assert len(page_of(case_id).visits) == len(facts_of(case_id).visits)


@EVERY_CASE
def test_a_visit_that_does_not_count_says_why(case_id):
    for row in page_of(case_id).visits:
        assert row.why
        assert (row.days == 0) == (row.says == "不计")


@EVERY_CASE
def test_each_time_limit_has_its_due_day(case_id):
    shown = {tag["data-duty"]: tag["data-due"] for tag in read(case_id).having("data-duty")}
    expected = {
        deadline.duty: deadline.due_on.isoformat() if deadline.due_on else ""
        for deadline in assess(facts_of(case_id)).deadlines
    }
    assert shown == expected


@EVERY_CASE
def test_the_refund_is_the_sum_of_its_lines(case_id):
    rows = {tag["data-yuan"]: Decimal(tag["data-amount"]) for tag in read(case_id).having("data-yuan")}
    money = assess(facts_of(case_id)).money
    assert rows.get("refund") == money.refund_yuan
    if rows:
        minus = rows.pop("use_compensation", Decimal(0))
        refund = rows.pop("refund")
        assert max(sum(rows.values()) - minus, Decimal(0)) == refund
        assert minus == (money.use_compensation.yuan or 0)


@EVERY_CASE
def test_use_compensation_due_is_told_to_the_fen(case_id):
    compensation = assess(facts_of(case_id)).money.use_compensation
    if compensation.applies and compensation.yuan:
        assert f"{compensation.yuan:,.2f}元" in read(case_id).seen


@EVERY_CASE
def test_the_questions_are_those_of_the_findings(case_id):
    shown = {tag["data-question"] for tag in read(case_id).having("data-question")}
    asked = {question.fact for finding in assess(facts_of(case_id)).findings for question in finding.questions}
    assert shown == asked


@EVERY_CASE
def test_the_other_order_is_told_where_it_is_given(case_id):
    shown = {tag["data-other-remedy"]: tag["data-outcome"] for tag in read(case_id).having("data-other-remedy")}
    alternative = assess(facts_of(case_id)).alternative
    expected = {name: getattr(alternative.remedies, name).outcome for name in REMEDIES} if alternative else {}
    assert shown == expected


@EVERY_CASE
def test_the_other_order_says_why_and_how_much(case_id):
    """Each reason cites it, and all that it gives, with its money, is what the alternative of the contract gives."""
    alternative = assess(facts_of(case_id)).alternative
    told = page_of(case_id).other_order
    assert (told is None) == (alternative is None)
    if told is None or alternative.scope.outcome == "not_met":
        return
    assert told.reasons
    assert all("第四十三号令" in reason for reason in told.reasons)
    other = Matter.of(facts_of(case_id), {}, "zh").under_the_other_order()
    assert other.assessment.remedies == alternative.remedies
    assert other.assessment.money.refund_yuan == (
        {row.code: row.amount for row in told.money.rows}.get("refund") if told.money else None
    )


def test_the_refund_under_the_other_order_by_hand():
    """Bought on 10 April 2021 and 90 days in the shop: 66,000.00 back; no coefficient is stated, so nothing is taken off."""
    rows = page_of("C03-ninghai-evbattery90days").other_order.money.rows
    assert [(row.code, str(row.amount)) for row in rows] == [("price", "66000.00"), ("refund", "66000.00")]


@EVERY_CASE
def test_whatever_may_be_demanded_has_a_card_with_its_article(case_id):
    page = page_of(case_id)
    carded = {code for one in page.cards for code in one.codes.split()}
    remedies = assess(facts_of(case_id)).remedies
    for name in REMEDIES:
        if getattr(remedies, name).outcome != "not_met":
            assert name in carded
    for one in page.cards:
        if one.outcome == "met":
            assert re.search(r"第.+条", one.card.cite)
            assert one.card.reasons
            assert "销售者" in one.card.says or "修理者" in one.card.says


@EVERY_CASE
def test_the_periods_are_those_of_the_assessment(case_id):
    periods = assess(facts_of(case_id)).periods
    rows = {row.code: row for row in page_of(case_id).periods}
    if periods is None:
        assert rows == {}
        return
    for code in ("repair_warranty", "three_guarantees", "sixty_days"):
        window = getattr(periods, code)
        assert f"{window.last_day.year}年{window.last_day.month}月{window.last_day.day}日" in rows[code].until
        assert f"{window.km:,}公里" in rows[code].until
    assert ("seven_days" in rows) == (periods.seven_days is not None)
