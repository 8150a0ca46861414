"""What stands on a sheet that a person takes, and what does not."""

import re
from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from documents.issuing.models import Paper
from documents.issuing.register import kind_of
from documents.papers.entitlement_page import settle
from documents.sheets.orders import order_of
from sanbao.check.state import opened, sealed
from sanbao.law.assessment import REMEDIES
from sanbao.work.testing import run_all
from tests.documents.sheets.world import KEY, taken
from tests.web.addresses import answers_of_the_example

pytestmark = pytest.mark.django_db


def test_it_names_nobody_and_says_that_nobody_looked_at_the_facts(client, text_of):
    paper = taken(client)
    assert (paper.issuer, paper.issued_by, paper.holder) == (None, None, None)
    assert paper.essentials.issuer == "sanbao.example"
    assert paper.essentials.outcome.endswith("（按本人填写的事实）")
    assert paper.essentials.vin_last6 == ""
    assert "没有核实" in text_of(bytes(paper.file.content)).replace("\n", "")


def test_the_owners_own_words_for_a_problem_stay_behind(client):
    answers = opened(answers_of_the_example())
    state = sealed(replace(answers, names=dict.fromkeys(answers.names, "冷车抖得厉害")))
    client.post(reverse("sheets:issue"), {"state": state, "key": KEY})
    assert "冷车抖得厉害" not in Paper.objects.get().payload


def test_the_order_of_a_case_holds_its_facts_and_no_words_of_the_owner():
    order = order_of(opened(answers_of_the_example()), KEY, timezone.localdate())
    assert order.context.self_reported
    assert (order.context.car, order.context.vin_last6, order.holder) == ("", "", None)


def only_asking(state: str) -> str:
    answers = opened(state)
    return sealed(replace(answers, case=answers.case | {"demand": {"items": answers.case["demand"]["items"]}}))


def test_a_sheet_states_no_demand_that_was_not_made(client, text_of):
    client.post(reverse("sheets:issue"), {"state": only_asking(answers_of_the_example()), "key": KEY})
    run_all(timezone.now())
    text = text_of(bytes(Paper.objects.get().file.content)).replace("\n", "")
    assert "还没有提出要求" in text
    assert "提出要求的日期" not in text
    assert "您要求" not in text
    assert text.index("就可以要求") < text.index("所依据的事实")  # what is nearest stands above the facts, not behind


def test_a_sheet_prints_what_a_check_asks_to_compare_and_its_number_on_every_page(client, text_of):
    text = text_of(bytes(taken(client).file.content))
    essentials = Paper.objects.get().essentials
    day = date.fromisoformat(essentials.issued_on)
    assert f"出具单位：{essentials.issuer}" in text
    assert f"出具日期：{day.year}年{day.month}月{day.day}日" in text
    pages = len(re.findall("第\\s*\\d+\\s*页", text))
    assert pages > 1
    assert text.count(essentials.number) == pages + 1


@pytest.mark.parametrize(("outcomes", "says"), [
    (("undetermined", "not_met"), "还不能确定"), (("not_met", "not_met"), "现在都不可以"), (("met", "not_met"), "免费修理"),
])  # fmt: skip
def test_what_is_told_of_a_sheet_is_never_empty(outcomes, says):
    order = order_of(opened(answers_of_the_example()), KEY, timezone.localdate())
    remedies = order.context.assessment.remedies
    repair, others = outcomes
    changed = {name: replace(getattr(remedies, name), outcome=others) for name in REMEDIES}
    changed["repair"] = replace(remedies.repair, outcome=repair)
    assessment = replace(order.context.assessment, remedies=replace(remedies, **changed))
    told = kind_of("entitlement").tells(replace(order.context, assessment=assessment))
    assert told.outcome == f"{says}（按本人填写的事实）"


@pytest.mark.parametrize(("language", "words"), [
    ("zh", ("问题一（变速器）", "质量问题一（变速器）", "修理记录2024年4月")), ("en", ("Problem 1 (gearbox)", "quality problem 1 (")),
])  # fmt: skip
def test_on_a_sheet_visits_and_problems_are_counted_and_not_coded(language, words):
    order = order_of(opened(answers_of_the_example()), KEY, timezone.localdate())
    told = repr(settle(replace(order.context, language=language)).settled)
    assert [one for one in words if one not in told] == []
    assert re.findall(r"\b[PR]\d\b", told) == []
