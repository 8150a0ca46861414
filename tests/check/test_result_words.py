"""The words of a result page: no code of the program, the owner's own names, nothing that runs, both languages, small."""

import gzip
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import reverse

from sanbao.check.case import case_of
from sanbao.check.results.page import LANGUAGES as LANGUAGE_CODES
from sanbao.check.results.page import result_page
from sanbao.check.state import opened
from sanbao.law import assess
from sanbao.law.outcomes import MET, UNDETERMINED
from tests.check.cases import CASES, facts_of, html_of, names_of, page_of
from tests.check.golden.texts import text_of
from tests.check.large import LARGEST, forty_visits_of_four, largest_state
from tests.check.reading import Reader, main_of

EVERY_CASE = pytest.mark.parametrize("case_id", CASES)
LANGUAGES = pytest.mark.parametrize("lang", ["zh", "en"])
CODES = re.compile(r"samr-43|aqsiq-150|[a-z]+_[a-z]+|\bNone\b|\b[PRV]\d|visits/|items/|[{}]")
LATIN = re.compile(r"[A-Za-z]+")
BUDGET = 14 * 1024
GOLDEN = Path(__file__).parent / "golden"


@EVERY_CASE
@LANGUAGES
def test_no_code_of_the_program_is_seen(case_id, lang):
    seen = Reader(main_of(html_of(case_id, lang))).seen.replace("sanbao.law", "").replace("case.json", "")
    assert CODES.findall(seen) == []


@EVERY_CASE
def test_chinese_holds_no_latin_word_but_the_command(case_id):
    seen = Reader(main_of(html_of(case_id))).seen.replace("python -m sanbao.law explain case.json", "")
    assert LATIN.findall(re.sub(r"法律数据版本[0-9a-f]+", "", seen)) == []


@EVERY_CASE
def test_chinese_has_no_half_width_punctuation_between_characters(case_id):
    seen = Reader(main_of(html_of(case_id))).seen
    assert re.findall(r"[\u4e00-\u9fff][,;:?!()][\u4e00-\u9fff]", seen) == []


@EVERY_CASE
def test_english_holds_no_chinese_but_the_owner_s_words_and_titles(case_id):
    seen = Reader(main_of(html_of(case_id, "en"))).seen
    for words in [*names_of(facts_of(case_id)).values(), *re.findall(r"国家[\u4e00-\u9fff]+令第\d+号", seen)]:
        seen = seen.replace(words, "")
    assert re.findall(r"[\u4e00-\u9fff，。；：（）]+", seen) == []


def weight_of(html):
    """HTML and CSS as they go over the wire; the measure is the number of bytes, whatever the machine."""
    names = re.findall(r'<link rel="stylesheet" href="/static/([^"]+)"', html)
    sheets = [Path(finders.find(name)).read_bytes() for name in names]
    return sum(len(gzip.compress(part, 6)) for part in [html.encode(), *sheets])


@EVERY_CASE
@LANGUAGES
def test_a_page_keeps_to_its_budget(case_id, lang):
    assert weight_of(html_of(case_id, lang)) <= BUDGET


# What one more line of words, or another token, may add without a fault of the page.
SPARE = 300


@LANGUAGES
@pytest.mark.parametrize("build", LARGEST, ids=lambda build: build.__name__)
@pytest.mark.parametrize(
    "name", ["check-what-if", "check-how", "check-counted", "check-onward", "check-questions", "check-case"]
)
def test_the_largest_checks_keep_to_the_budget_with_room_to_spare(client, lang, build, name):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = LANGUAGE_CODES[lang]
    state = largest_state(build)
    html = client.post(reverse(name), {"state": state, "change": "visit:P1"}).content.decode()
    assert html.count(state) == 2  # for the buttons of the page, and for those of the footer
    assert "<h1" in html
    assert weight_of(html) <= BUDGET - SPARE


def test_forty_visits_for_four_problems_each_can_be_told():
    case, names = forty_visits_of_four()
    told = opened(largest_state(forty_visits_of_four))
    assert told.case == case
    assert told.names == names
    assert {len(visit["items"]) for visit in case["visits"]} == {4}


def test_what_goes_beyond_a_dozen_repairs_is_told_on_pages_of_its_own(client):
    state = largest_state(forty_visits_of_four)
    facts = case_of(opened(state), date(2025, 6, 2))
    page = client.post(reverse("check"), {"state": state, "go": "result"}).content.decode()
    told = Reader(main_of(client.post(reverse("check-counted"), {"state": state}).content.decode()))
    assert Reader(main_of(page)).having("data-days") == []
    counters = assess(facts).counters
    days = [int(tag["data-days"]) for tag in told.having("data-days")]
    assert len(days) == 40
    assert sum(days) == counters.repair_days.count
    counted = {(tag["data-counter"], tag["data-key"]): int(tag["data-count"]) for tag in told.having("data-counter")}
    assert counted == {
        ("repair_days", ""): counters.repair_days.count,
        **{
            (name, key): count.count
            for name in ("same_problem", "assembly_replacements", "component_replacements")
            for key, count in getattr(counters, name).items()
        },
    }


@EVERY_CASE
def test_the_headline_is_one_sentence_with_the_outcome_of_what_was_asked(case_id):
    page = page_of(case_id)
    assert page.headline.endswith("。")
    assert page.headline.count("。") == 1
    says = {MET: "您现在可以要求", UNDETERMINED: "取决于"}
    if page.outcome in says:
        assert says[page.outcome] in page.headline
    else:
        assert not page.headline.startswith("您现在可以要求") or "换车" in page.headline


@EVERY_CASE
def test_the_owner_s_words_are_used_for_what_was_repaired(case_id):
    page = page_of(case_id)
    repaired = {item.problem for visit in facts_of(case_id).visits for item in visit.items}
    names = names_of(facts_of(case_id))
    seen = Reader(main_of(html_of(case_id))).seen
    assert all(names[problem] in seen for problem in repaired)
    assert all(row.items for row in page.visits)


def test_words_of_the_owner_are_escaped():
    facts = facts_of("B10-fourth-repair")
    evil = dict.fromkeys(names_of(facts), "<script>alert(1)</script>&\"'{{ x }}")
    page = result_page(facts, evil, lang="zh", state="x\"'><b>")
    html = rendered(page)
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)" in html
    assert 'value="x&quot;&#x27;&gt;&lt;b&gt;"' in html


def test_a_problem_without_words_is_told_by_its_number():
    facts = facts_of("E09-leak-different-places")
    page = result_page(facts, {}, lang="zh")
    assert "第1个问题" in rendered(page)
    assert "P1" not in Reader(main_of(rendered(page))).seen


def test_nothing_on_the_page_is_inline():
    html = html_of("B20-serious-disputed")
    assert not re.search(r"<[^>]+\s(style|on[a-z]+)=", html)
    assert not re.search(r"<script(?![^>]*src=)", html)


def test_who_only_asks_is_told_of_a_car_or_the_money_first():
    facts = facts_of("B11-fifth-repair")
    asked = replace(facts, demand=replace(facts.demand, wants="repair"))
    page = result_page(asked, names_of(facts), lang="zh", only_asking=True)
    assert page.headline.startswith("您现在可以要求换车或者退车")
    repair = result_page(asked, names_of(facts), lang="zh")
    assert repair.headline.startswith("您现在可以要求免费修理")
    assert any("退车" in text for text in repair.lede)


def test_a_car_out_of_scope_is_told_so_and_where_to_go():
    page = page_of("M26-truck-brakebooster")
    assert page.headline == "三包规定不适用于这辆车。"
    assert "合同" in page.lede[0]
    assert page.cards == page.meters == page.sheets == page.papers == ()
    assert page.money is None
    assert page.steps


def test_a_right_nobody_asked_for_is_told():
    page = page_of("C03-ninghai-evbattery90days")
    assert any("备用车或者交通补偿" in text for text in page.lede)
    loaner = next(one.card for one in page.cards if one.codes == "loaner_or_transport")
    assert any("85日" in reason for reason in loaner.reasons)


@pytest.mark.parametrize("case_id", ["B10-fourth-repair", "B14-compensation-43", "B20-serious-disputed"])
@LANGUAGES
def test_the_page_reads_as_it_was_read_aloud(case_id, lang):
    """Golden texts: after a change of words run `python -m tests.check.golden`, and read the difference aloud."""
    assert text_of(case_id, lang) == (GOLDEN / f"{case_id}.{lang}.txt").read_text("utf-8")


def rendered(page):
    return render_to_string("check/result.html", {"page": page}, RequestFactory().get("/check/"))
