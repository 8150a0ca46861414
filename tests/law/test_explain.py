"""The explanation page: every section says what the assessment says, in both languages."""

import random
from decimal import Decimal

import pytest

from sanbao.law import assess, words_zh
from sanbao.law.assessment import REMEDIES, Assessment
from sanbao.law.explain import explain
from sanbao.law.facts import CaseFacts
from sanbao.law.outcomes import MET, NOT_MET
from sanbao.law.parsing import facts_from_json
from tests.law.building import case, demand, trouble, visit
from tests.law.reference.generate import random_case

BOTH = pytest.mark.parametrize("lang", ["zh", "en"])


def page(raw: dict, lang: str = "zh") -> str:
    facts = facts_from_json(raw)
    return explain(facts, assess(facts), lang)


def read(raw: dict) -> tuple[CaseFacts, Assessment]:
    facts = facts_from_json(raw)
    return facts, assess(facts)


@BOTH
def test_every_case_has_a_whole_page(lang):
    for seed in range(400):
        text = page(random_case(random.Random(seed), 9), lang)
        assert "{" not in text
        assert "None" not in text
        assert not any(line != line.rstrip() for line in text.splitlines()), seed
        assert text.endswith("\n")


def test_the_findings_stand_on_the_page_word_for_word():
    for seed in range(100):
        facts, assessment = read(random_case(random.Random(seed), 9))
        text = explain(facts, assessment)
        met = {name for name in REMEDIES if getattr(assessment.remedies, name).outcome == MET}
        for finding in assessment.findings:
            beside_the_point = finding.outcome == NOT_MET and met.issuperset(finding.grants)
            assert (finding.text_zh in text) != beside_the_point
        assert all(notice.text_zh in text for notice in assessment.notices)


def test_the_money_on_the_page_is_the_money_of_the_assessment():
    raw = case(
        *[visit(f"2024-0{month}-06", problem="P1") for month in range(4, 9)],
        demand=demand("2024-10-10", km=8000, wants="vehicle_return"),
        voucher={"use_compensation_coefficient": "0.004"},
        price_yuan="200000.00",
    )
    _, assessment = read(raw)
    assert assessment.money.use_compensation.yuan == Decimal("6400.00")
    text = page(raw)
    assert "6,400.00元" in text
    assert "193,600.00元" in text
    assert "6,400.00 yuan" in page(raw, "en")


@BOTH
def test_a_car_sold_before_either_order_is_told_so(lang):
    text = page(case(invoiced_on="2013-09-30", handover_on=None), lang)
    assert ("2013年10月1日" if lang == "zh" else "1 October 2013") in text


def test_the_moment_asked_about_is_written_with_its_time():
    assert "2024年6月30日15时05分" in page(case(as_of="2024-06-30T15:05+08:00"))


@BOTH
def test_a_due_day_in_a_year_not_announced_is_told_as_unknown(lang):
    raw = case(as_of="2026-12-31", demand=demand("2026-12-29", wants="vehicle_return"), invoiced_on="2026-02-02")
    text = page(raw, lang)
    assert "2027" not in text.split("法律数据版本")[0].replace("2027年2月", "") or lang == "en"
    assert ("公布" if lang == "zh" else "announced") in text


def test_compensation_is_open_while_a_free_ground_is():
    raw = case(
        *[visit(f"2024-0{month}-06", problem="P1") for month in range(4, 9)],
        visit("2024-03-02", km=100, problem="P2", event="fuel_leak", event_established="disputed"),
        demand=demand("2024-10-10", wants="vehicle_return"),
    )
    facts, assessment = read(raw)
    assert assessment.money.use_compensation.applies is None
    assert "还不能确定" in explain(facts, assessment)


def test_a_serious_safety_failure_and_a_replaced_assembly_stand_among_the_counts():
    raw = case(
        visit(
            "2024-05-06",
            serious_safety="yes",
            group="engine",
            work="assembly_replacement",
            position="front",
        )
    )
    counts = page(raw).split("目前计入的次数和天数")[1]
    assert "严重安全性能故障" in counts
    assert "前部的发动机总成" in counts


def test_several_causes_are_told_apart():
    raw = case(
        demand=demand(
            "2024-03-20",
            trouble("P1", quality_problem="no"),
            trouble("P2"),
            wants="repair",
        ),
        exemptions=[{"ground": "force_majeure", "problems": ["P2"], "caused_damage": "yes"}],
    )
    finding = read(raw)[1].findings[0]
    assert finding.outcome == "not_met"
    assert finding.text_zh.count("有的") == 2
    assert page(raw, "en").count("one of the things reported") >= 2


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (0, "零"),
        (5, "五"),
        (10, "十"),
        (14, "十四"),
        (20, "二十"),
        (24, "二十四"),
        (101, "一百零一"),
        (110, "一百一十"),
        (150, "一百五十"),
    ],
)
def test_numbers_of_the_law_are_written_in_chinese(number, written):
    assert words_zh.law_number(number) == written


def test_the_ground_that_is_nearest_is_told_beside_the_refusal():
    raw = case(
        *[visit(f"2024-0{month}-06", problem="P1") for month in range(4, 8)],
        demand=demand("2024-10-10", wants="vehicle_return"),
        as_of="2024-10-10",
    )
    result = page(raw).split("为什么")[0]
    assert "离得最近的一项：现在还不能按同一质量问题修理次数这一项要求" in result
    assert "再修1次" in result
