"""The entitlement sheet and the deadline sheet."""

import json
import re
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

import pikepdf
import pytest
from django.utils import translation

from documents.issuing.demo_sales import SALES
from documents.issuing.demo_sales import entitlement as demo_entitlement
from documents.papers.checking import ContextError
from documents.papers.deadline import weeks_of
from documents.papers.deadline_page import DeadlinePage
from documents.papers.entitlement_page import EntitlementPage
from documents.papers.language import LANGUAGES
from documents.papers.printing import deadline_pdf, entitlement_pdf
from documents.templatetags.papers import in_pairs
from sanbao.law import assess, due_date
from sanbao.law.deadlines import Pause
from sanbao.law.explain import PAGES, Page
from sanbao.law.parsing import facts_from_json
from sanbao.law.sources import law_data_version
from tests.check.cases import CASES, facts_of
from tests.documents.samples import EXAMPLES, MADE_AT, deadline, entitlement

FOOTER = re.compile(r"Page\s+\d+\s+of\s+\d+|第\s*\d+\s*页，共\s*\d+\s*页|QD-2024-0000012")


def joined(text: str) -> str:
    """Without spaces, line ends and page numbers: a sentence may run over two pages."""
    return "".join(FOOTER.sub("", text).split())


@pytest.mark.parametrize("case", ["gearbox", "disputed"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_finding_of_the_explanation_is_on_the_sheet(case, language, text_of):
    """With the names of problems and the days of visits for their codes, and as many lines of counts and periods."""
    context = entitlement(case, language=language, problem_names={"P1": "SHUDDER"})
    page = PAGES[language]
    written = text_of(entitlement_pdf(context, MADE_AT))
    text = joined(written)
    explained = dict(Page(context.facts, context.assessment, language).sections())
    told = [page.REASONS, page.PERIODS, page.MONEY, page.DEADLINES, page.OPEN]
    quotes = str.maketrans("“”", '""') if language == "en" else {}
    sentences = [line.translate(quotes) for heading in told for line in (heading, *explained.get(heading, ())) if line]
    sentences = [joined(one.strip().removeprefix("· ")) for one in sentences if one in explained or "P1" not in one]
    assert len(sentences) > 15
    assert [one for one in sentences if one not in text and one not in joined(page.MONEY + page.OPEN)] == []
    assert re.search(r"\b[PR]\d\b", written) is None
    assert "SHUDDER" in text


def settled_in(language: str, context):
    with translation.override(LANGUAGES[language]):
        return EntitlementPage(replace(context, language=language)).words()


def test_the_nearest_ground_is_the_headline_where_no_car_and_no_money_is_granted():
    two_repairs = replace(SALES[0], troubles=(20, 47))
    page = settled_in("zh", demo_entitlement(two_repairs))
    assert page.headline == ("三包有效期内，“变速器换挡顿挫”再修3次，您就可以要求销售者换车或者退车。",)
    disputed = settled_in("zh", entitlement("disputed"))
    assert disputed.headline[1].startswith("离得最近的：三包有效期内")
    assert not any("离得最近" in line for line in disputed.beside)
    granted = settled_in("zh", demo_entitlement(SALES[0]))
    assert len(granted.headline) == 1
    assert granted.headline[0].startswith("您现在可以要求退车")
    assert ("●", "退车", "可以", "第四十三号令第二十四条第一款第四项") in {
        (row.mark, row.remedy, row.says, row.basis) for row in granted.remedies
    }


def test_visits_are_told_by_their_day_with_what_counts_and_problems_without_a_name_by_their_part():
    context = entitlement("gearbox")
    visits = list(context.facts.visits)
    visits[1] = replace(visits[1], received_at=visits[0].received_at + timedelta(hours=12), finished_at=None)
    facts = replace(context.facts, visits=tuple(visits))
    page = settled_in("zh", replace(context, facts=facts, assessment=assess(facts)))
    told = repr(page)
    assert "问题一（变速器）" in told
    assert re.search(r"修理记录2024年\d+月\d+日、2024年\d+月\d+日第2次", told)
    assert [row.id for row in page.visits] == [str(place) for place in range(1, len(visits) + 1)]
    assert all(row.counted[0].startswith(("计", "不计")) for row in page.visits)
    assert page.visits[1].finished == "还在修理"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_public_case_is_told_by_the_codes_of_a_form_and_each_has_its_answer(language):
    for case in CASES:
        facts = facts_of(case)
        context = entitlement(facts=facts, assessment=assess(facts))
        page = settled_in(language, replace(context, language=language))
        assert re.findall(r"\b[PR]\d+\b", repr(page)) == [], case
        assert page.headline[0], case
        assert len(page.visits) == len(facts.visits), case


def test_readings_and_notices_of_other_cases_are_left_off():
    page = settled_in("zh", demo_entitlement(SALES[2]))
    headings = {section.heading: section for section in page.sections}
    assert "请留意" not in headings
    assert len(headings["条文没有写明的地方，这里这样理解"].lines) == 1
    asking = settled_in("zh", replace(entitlement("gearbox"), only_asking=True))
    assert "期限" not in {section.heading for section in asking.sections}


def test_facts_stand_two_to_a_line_in_their_order():
    rows = [("a", "1"), ("b", "2"), ("c", "3"), ("d", "长" * 20), ("e", "5")]
    assert list(in_pairs(rows)) == [(rows[0], rows[1]), (rows[2],), (rows[3],), (rows[4],)]


@pytest.mark.parametrize("case", ["gearbox", "disputed"])
def test_a_common_sheet_takes_two_pages(case):
    with pikepdf.open(BytesIO(entitlement_pdf(entitlement(case), MADE_AT))) as pdf:
        assert len(pdf.pages) == 2


def test_facts_stand_on_the_sheet_with_the_version_of_the_law(text_of):
    text = joined(text_of(entitlement_pdf(entitlement(), MADE_AT)))
    for words in (
        "186,800.00元",
        "2024年3月1日",
        "用时",
        "10,240公里",
        "升级软件",
        "退车",
        law_data_version(),
        "7K3M-9Q2P",
    ):
        assert words in text


def test_no_fact_is_left_off_the_sheet(text_of):
    """The fuller example, with every kind of fact that a case may hold."""
    raw = json.loads((EXAMPLES / "disputed.json").read_text(encoding="utf-8"))
    raw["visits"][0]["items"][0] |= {"event": "fuel_leak", "event_established": "disputed", "position": "rear"}
    raw["demand"] |= {
        "papers": ["invoice", "voucher"],
        "same_model_available": True,
        "equal_or_better_available": False,
        "returned_on": "2024-06-29",
        "returned_mileage_km": 15_432,
        "losses_yuan": {"registration": "120.00", "services": "1999.00"},
    }
    facts = facts_from_json(raw)
    text = joined(text_of(entitlement_pdf(entitlement(facts=facts, assessment=assess(facts)), MADE_AT)))
    for words in (
        "燃油泄漏，有争议",
        "后部的变速器轴承",
        "购车发票、三包凭证",
        "有没有同品牌同型号的车有",
        "有没有不低于原车配置的车没有",
        "2024年6月29日",
        "15,432公里",
        "登记费120.00元",
        "服务费1,999.00元",
        "制动衬片6个月或者10,000公里",
        "suspension_shock_absorber",
        "都是约定的修理者修理的",
        "特殊零部件的运输时间",
        "损坏是不是由此造成的有争议",
    ):
        assert words in text, words


def test_an_assessment_of_other_facts_is_refused():
    other = entitlement("disputed")
    with pytest.raises(ContextError) as refused:
        entitlement_pdf(entitlement(assessment=other.assessment), MADE_AT)
    assert [problem.field for problem in refused.value.problems] == ["assessment"]


def test_an_assessment_of_another_version_of_the_law_is_refused():
    with pytest.raises(ContextError) as refused:
        entitlement_pdf(entitlement(law_data_version="0" * 16), MADE_AT)
    assert [problem.field for problem in refused.value.problems] == ["law_data_version"]


def test_a_sheet_without_a_car_or_number_of_the_check_prints(text_of):
    text = text_of(entitlement_pdf(entitlement(car="", vin_last6="", proof=None), MADE_AT))
    assert "车辆识别代号后六位" not in text


def kinds(context):
    return {day.day: (day.kind, day.number) for week in weeks_of(context) for day in week}


def test_working_days_are_numbered_over_holidays_and_makeup_days():
    days = kinds(deadline())
    assert days[date(2024, 9, 24)] == ("start", None)
    assert days[date(2024, 9, 25)] == ("working", 1)
    assert days[date(2024, 9, 28)] == ("rest", None)
    assert days[date(2024, 9, 29)] == ("makeup", 4)
    assert days[date(2024, 10, 1)] == ("rest", None)
    assert days[date(2024, 10, 12)] == ("due", 10)
    assert days[date(2024, 10, 13)] == ("after", None)


def test_a_pause_is_not_counted():
    pause = Pause(date(2024, 10, 10), date(2024, 10, 11))
    days = kinds(deadline(duty="samr-43/complete", pauses=(pause,)))
    assert days[date(2024, 10, 10)] == ("paused", None)
    assert [number for kind, number in days.values() if kind == "due"] == [20]


@pytest.mark.parametrize("duty", ["samr-43/reply", "samr-43/complete", "samr-43/filing_update", "deemed_refusal_days"])
@pytest.mark.parametrize("start", [date(2024, 1, 31), date(2024, 9, 24), date(2025, 12, 31)])
def test_the_day_numbered_last_is_the_one_the_law_gives(duty, start):
    context = deadline(duty=duty, start=start)
    (last,) = [day for day, (kind, _) in kinds(context).items() if kind == "due"]
    assert last == due_date(duty, start).due_on
    numbers = [number for _, number in kinds(context).values() if number is not None]
    assert numbers == list(range(1, len(numbers) + 1))


def test_weeks_begin_on_monday_and_are_whole():
    weeks = weeks_of(deadline())
    assert {len(week) for week in weeks} == {7}
    assert {week[0].day.weekday() for week in weeks} == {0}


def test_an_unannounced_year_is_said(text_of):
    context = deadline(start=date(2026, 12, 20))
    assert DeadlinePage(context).is_known() is False
    text = joined(text_of(deadline_pdf(context, MADE_AT)))
    assert "要等放假安排公布以后才能算出" in text
    assert "放假安排未公布" in text


def test_the_sheet_says_rule_and_article(text_of):
    text = joined(text_of(deadline_pdf(deadline(), MADE_AT)))
    for words in ("第四十三号令第二十八条第一款", "10个工作日", "2024年10月12日", "调休上班", "收到换车要求"):
        assert words in text


def test_a_limit_of_the_surrounding_law_is_cited_by_its_title(text_of):
    context = deadline(duty="deemed_refusal_days")
    assert DeadlinePage(context).citation() in joined(text_of(deadline_pdf(context, MADE_AT)))
    assert "第" in DeadlinePage(context).citation()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"duty": "samr-43/nothing"}, "duty"),
        ({"number": " "}, "number"),
        ({"begins_with": ""}, "begins_with"),
        ({"pauses": (Pause(date(2024, 10, 8), date(2024, 10, 9)),)}, "pauses"),
        ({"duty": "samr-43/complete", "pauses": (Pause(date(2024, 10, 9), date(2024, 10, 8)),)}, "pauses"),
        ({"subject": "\U0001f600"}, "subject"),
    ],
)
def test_a_bad_deadline_is_refused_by_field(changes, field):
    with pytest.raises(ContextError) as refused:
        deadline_pdf(replace(deadline(), **changes), MADE_AT)
    assert field in [problem.field for problem in refused.value.problems]
