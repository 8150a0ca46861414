"""Words that a newcomer stumbled over: each answer says what it means, in the language of the page, of this car."""

from datetime import date
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse
from django.utils import translation

from sanbao.check.results.page import result_page
from sanbao.check.state import Answers, sealed
from sanbao.check.steps import step_of
from sanbao.web.forms import Hinted
from sanbao.web.says import day
from tests.check.cases import facts_of, html_of, names_of
from tests.check.telling import Teller
from tests.check.told_cases import case, visit
from tests.check.walking import Walk

CAR = {"kind": "passenger_car", "use": "household", "invoiced_on": "2024-03-01"}
TODAY = date(2026, 11, 27)


def step(name, energy="ice", **told):
    told = {"vehicle": CAR | {"energy": energy}, "demand": {"items": [{"problem": "P1"}]}, "visits": [], **told}
    return step_of(name, Answers(told, {"P1": "gearbox"}, ()), TODAY)


def labels(name, field="answer", **told):
    return [str(label) for _value, label in step(name, **told).fields()[field].choices]


BEING_TOLD = [{"id": "R1", "items": [{}]}]


@pytest.mark.parametrize(
    ("name", "field"),
    [
        *[(name, "answer") for name in ("now", "repaired", "refused", "same_model", "part:demand/items/0")],
        *[(name, "answer") for name in ("quality:P1", "safety:P1")],
        ("done:R1/0", "work"),
    ],
)
def test_in_english_every_choice_begins_with_a_capital_letter(name, field):
    with translation.override("en"):
        given = labels(name, field, visits=BEING_TOLD)
    assert len(given) >= 2
    assert [label for label in given if label != label[:1].upper() + label[1:]] == []


@pytest.mark.parametrize("name", ["now", "repaired", "refused", "same_model"])
def test_in_english_a_question_is_answered_no_and_never_none(name):
    with translation.override("en"):
        given = labels(name)
    assert "No" in given
    assert "none" not in [label.casefold() for label in given]


@pytest.mark.parametrize(
    ("energy", "has", "lacks"),
    [
        ("ice", ("发动机", "变速器"), ("蓄电池", "驱动电机")),
        ("bev", ("动力蓄电池", "驱动电机"), ("发动机",)),
        ("phev", ("发动机", "变速器", "动力蓄电池", "驱动电机"), ()),
    ],
)
def test_an_assembly_replaced_is_one_of_those_this_car_has(energy, has, lacks):
    choices = dict(step("done:R1/0", energy, visits=BEING_TOLD).fields()["work"].choices)
    whole = choices["assembly_replacement"]
    assert isinstance(whole, Hinted)
    assert all(part in str(whole.hint) for part in has)
    assert not any(part in str(whole.hint) for part in lacks)
    assert "其中一样" in str(whole.hint)


def test_nothing_wrong_and_being_in_the_shop_are_two_answers():
    asked = step("now")
    told = {}
    for answer in ("no", "in_shop"):
        answers = asked.save({"answer": answer})
        told[answer] = step_of("now", answers, TODAY).told()
        assert step_of("now", answers, TODAY).initial() == {"answer": answer}
    assert told == {"no": "没有", "in_shop": "正在店里修"}


def test_who_says_that_the_car_is_in_the_shop_finds_the_repairs_marked():
    answers = step("now").save({"answer": "in_shop"})
    assert step_of("repaired", answers, TODAY).suggestion() == {"answer": "yes"}
    other = step_of("now", answers, TODAY).save({"answer": "no"})
    assert step_of("repaired", other, TODAY).suggestion() == {}


def test_where_the_car_is_no_longer_in_the_shop_transport_money_is_told_for_the_days_that_were():
    facts = facts_of("B09-thirty-one-days")
    assert all(one.finished_at for one in facts.visits)
    page = result_page(facts, names_of(facts), lang="zh", only_asking=True)
    told = " ".join([page.headline, *page.lede])
    assert "第1、2次送修的交通补偿" in told
    assert "备用车" not in told
    (step,) = [one for one in page.steps if "交通补偿" in one.title]
    assert "备用车" not in step.title + step.says
    assert "10日" in step.says
    assert "11日" in step.says


def test_while_the_car_is_in_the_shop_a_loaner_is_told():
    facts = facts_of("C03-ninghai-evbattery90days")
    assert any(one.finished_at is None for one in facts.visits)
    page = result_page(facts, names_of(facts), lang="zh")
    assert any("备用车" in one.title for one in page.steps)


def test_what_else_may_be_demanded_is_told_as_also():
    page = result_page(facts_of("B14-compensation-43"), names_of(facts_of("B14-compensation-43")), lang="zh")
    assert page.headline.startswith("您现在可以要求")
    assert any(text.startswith("还可以要求：") for text in page.lede)
    assert not any(text.startswith("现在就可以要求：") for text in page.lede)


def test_a_car_offered_in_the_headline_is_not_offered_once_more():
    facts = facts_of("B12-order150-thirty-six-days")
    page = result_page(facts, names_of(facts), lang="zh")
    assert page.headline.startswith("您现在可以要求换车")
    (also,) = [text for text in page.lede if text.startswith("还可以要求：")]
    assert "换车" not in also


def test_a_link_with_answers_opens_the_result():
    walked = Walk(Teller(case(visits=[visit("2024-05-06")]))).answers
    page = Client().post(reverse("check"), {"state": sealed(walked), "go": "resume"}).content.decode()
    assert 'id="headline"' in page
    assert "按链接里的回答计算" in page
    own = Client().post(reverse("check"), {"state": sealed(walked), "go": "result"}).content.decode()
    assert "按链接里的回答计算" not in own


def test_the_front_page_offers_the_check_it_speaks_of():
    page = Client().get("/").content.decode()
    assert f'class="btn" href="{reverse("check")}"' in page


def test_the_command_for_checking_is_not_printed():
    html = html_of("B10-fourth-repair")
    before = html[: html.index("python -m sanbao.law")]
    assert before[before.rindex("<details") :].startswith('<details class="noprint">')


def test_no_heading_is_balanced_for_that_breaks_chinese_words():
    assert "balance" not in Path(finders.find("web/sanbao.css")).read_text("utf-8")


def test_in_english_days_are_written_with_the_name_of_the_month():
    with translation.override("en"):
        assert day(date(2025, 9, 10)) == "10 September 2025"
    assert day(date(2025, 9, 10)) == "2025年9月10日"
