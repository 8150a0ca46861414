"""Whoever has checked his case takes a sheet of it: with nobody's name, by number and check code, for a time."""

import re
import uuid
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from documents.issuing.freezing import Order
from documents.issuing.models import Paper, PaperFile, Series, State
from documents.issuing.register import kind_of
from documents.issuing.services import paper_issue_by_site, papers_erase
from documents.papers.entitlement_page import settle
from documents.sheets.orders import order_of
from documents.verifying import looking_up
from sanbao.check.state import opened, sealed
from sanbao.law.assessment import REMEDIES
from sanbao.ledger.selectors import events_of
from sanbao.work import enqueue
from sanbao.work.registry import timers
from sanbao.work.testing import run_all
from tests.documents.samples import deadline
from tests.web.addresses import answers_of_the_example
from tests.web.test_budgets import counted, over_budget

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]
KEY = uuid.UUID(int=41)


@pytest.fixture(autouse=True)
def counters():
    """What was tried in one test does not count in the next."""
    cache.clear()


def press(client: Client, **data):
    return client.post(reverse("sheets:issue"), {"state": answers_of_the_example(), **data})


def taken(client: Client, key: uuid.UUID = KEY) -> Paper:
    press(client, key=key)
    paper = Paper.objects.get(request_key=key)
    run_all(paper.issued_at)
    return Paper.objects.get(pk=paper.pk)


def codes(paper: Paper) -> dict[str, str]:
    return {"number": paper.number, "check_code": paper.check_code}


def test_the_first_press_says_what_is_stored_and_stores_nothing(client, settings):
    settings.SHEET_DAYS = 45
    page = press(client).content.decode()
    assert "保存45日" in page
    assert "到期自动删除" in page
    assert not Paper.objects.exists()
    assert not Series.objects.exists()


def test_the_result_of_the_check_offers_it(client):
    page = client.post(reverse("check"), {"go": "result", "state": answers_of_the_example()}).content.decode()
    assert f'formaction="{reverse("sheets:issue")}"' in page


def test_the_second_press_makes_one_sheet_however_often_it_is_sent(client):
    pages = [press(client, key=KEY).content.decode() for _ in range(3)]
    paper = Paper.objects.get()
    assert all(paper.number in page and paper.check_code in page for page in pages)
    assert paper.number.endswith("-0000-000001")
    assert press(client, key=uuid.UUID(int=42)).content.decode().count("-0000-000002")


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


def test_it_is_fetched_by_number_and_check_code(client):
    paper = taken(client)
    assert paper.number in client.post(reverse("sheets:sheet"), codes(paper)).content.decode()
    file = client.post(reverse("sheets:download"), codes(paper))
    assert file.content == bytes(paper.file.content)
    assert file["Content-Disposition"] == f'attachment; filename="{paper.number}.pdf"'
    assert file["Cache-Control"] == "no-store"


def test_another_language_shows_the_same_sheet_and_issues_none(client):
    press(client, key=KEY)
    paper = Paper.objects.get()
    chosen = {"language": "en", "next": reverse("sheets:sheet"), "state": "", **codes(paper)}
    page = client.post(reverse("choices"), chosen, follow=True)
    assert f'name="check_code" value="{paper.check_code}"' in press(client, key=KEY).content.decode()
    assert page.status_code == 200
    assert paper.number in page.content.decode()
    assert "Check code" in page.content.decode()
    assert Paper.objects.count() == 1


def test_before_it_is_printed_the_page_says_so(client):
    press(client, key=KEY)
    page = client.post(reverse("sheets:download"), codes(Paper.objects.get())).content.decode()
    assert "正在生成PDF" in page


def test_a_wrong_code_an_unknown_number_and_a_paper_of_somebody_else_are_answered_alike(client):
    paper = taken(client)
    strange = Paper.objects.create(
        kind="voucher", number="SB-2026-0000-000009", year=2026, sequence=9, subject="x", check_code="1234-5678",
        payload="{}", issued_at=paper.issued_at, request_key=uuid.uuid4(), essentials_text=paper.essentials_text,
    )  # fmt: skip
    for data in (codes(paper) | {"check_code": "0000-0000"}, codes(paper) | {"number": "QD-2026-0000-000777"}):
        answer = client.post(reverse("sheets:download"), data).content.decode()
        assert "没有查到" in answer
    assert looking_up.by_code(strange.number, strange.check_code) == strange


@pytest.mark.parametrize("data", [{}, {"number": ""}, {"number": "X" * 400, "check_code": "\x00"}])
def test_a_wrong_form_is_refused_at_its_fields(client, data):
    answer = client.post(reverse("sheets:sheet"), data)
    assert answer.status_code == 200
    assert "请先改正" in answer.content.decode()


@pytest.mark.parametrize("state", ["", "x", "变速器", "A" * 60_000])
def test_answers_that_cannot_be_opened_lead_to_the_beginning(client, state):
    answer = client.post(reverse("sheets:issue"), {"state": state, "key": KEY})
    assert answer.status_code == 200
    assert not Paper.objects.exists()


@pytest.mark.parametrize("key", ["", "x", "\x00"])
def test_a_spoiled_key_asks_again_and_stores_nothing(client, key):
    assert "保存并出具" in press(client, key=key).content.decode()
    assert not Paper.objects.exists()


def test_too_many_are_refused_and_nothing_is_lost(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "sheet_issue": "2/h/ip"}
    answers = [press(client, key=uuid.uuid4()) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert "没有保存任何内容" in answers[-1].content.decode()
    assert Paper.objects.count() == 2
    assert answers_of_the_example() in answers[-1].content.decode()


def test_pressed_again_over_the_limit_shows_the_sheet_that_is_stored(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "sheet_issue": "1/h/ip"}
    answers = [press(client, key=KEY) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert Paper.objects.get().number in answers[-1].content.decode()


def test_the_key_of_a_sheet_is_refused_for_other_answers_and_a_new_one_is_offered(client):
    press(client, key=KEY)
    answers = opened(answers_of_the_example())
    demand = answers.case["demand"] | {"mileage_km": 12_400}
    other = sealed(replace(answers, case=answers.case | {"demand": demand}))
    answer = client.post(reverse("sheets:issue"), {"state": other, "key": KEY})
    assert answer.status_code == 409
    assert "内容和这一次的不同" in answer.content.decode()
    assert str(KEY) not in answer.content.decode()
    assert Paper.objects.count() == 1


def test_the_key_of_an_erased_sheet_shows_it_no_more(client):
    paper = taken(client)
    papers_erase(paper.issued_at + timedelta(days=1), at=paper.issued_at + timedelta(days=1))
    answer = press(client, key=KEY)
    assert answer.status_code == 410
    assert paper.check_code not in answer.content.decode()


def test_tries_at_one_number_are_limited_here_too(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "paper_check": "100/m/ip,2/h/key"}
    paper = taken(client)
    for _try in range(2):
        assert (
            "没有查到"
            in client.post(reverse("sheets:sheet"), codes(paper) | {"check_code": "0000-0001"}).content.decode()
        )
    for name in ("sheets:sheet", "sheets:download"):
        assert "查得太频繁了" in client.post(reverse(name), codes(paper)).content.decode()


@pytest.mark.parametrize("name", ["sheets:sheet", "sheets:download"])
def test_the_papers_of_an_organisation_are_not_fetched_here(client, name):
    from tests.documents.issuing import world  # noqa: PLC0415  only here are its people needed

    world.build()
    paper = world.printed("voucher")
    answer = client.post(reverse(name), codes(paper)).content.decode()
    assert "没有查到" in answer
    assert paper.essentials.vin_last6 not in answer


def test_after_its_time_content_and_file_go_and_number_and_hashes_stay(client):
    paper = taken(client)
    before, content = PaperFile.objects.values("sha256", "size", "seal").get(), bytes(paper.file.content)
    end = paper.issued_at + timedelta(days=settings.SHEET_DAYS)
    assert papers_erase(end - timedelta(days=settings.SHEET_DAYS), at=end) == 0
    assert papers_erase(end, at=end) == 1
    assert papers_erase(end, at=end) == 0
    erased = Paper.objects.get()
    assert (erased.payload, bytes(erased.file.content), erased.erased_at) == ("", b"", end)
    assert PaperFile.objects.values("sha256", "size", "seal").get() == before
    assert (erased.number, erased.check_code, erased.payload_sha256) == (
        paper.number,
        paper.check_code,
        paper.payload_sha256,
    )
    assert [event.action for event in events_of(paper.ledger_subject)] == [
        "paper.issued",
        "paper.printed",
        "paper.erased",
    ]
    assert "没有查到" in client.post(reverse("sheets:download"), codes(paper)).content.decode()
    found = looking_up.by_file(content)
    assert (found.paper, found.unchanged, found.attached) == (paper, True, "")
    assert "有效" in client.post(reverse("verifying:code"), codes(paper)).content.decode()


def test_what_was_never_printed_is_withdrawn_when_its_time_is_over(client):
    press(client, key=KEY)
    end = timezone.now() + timedelta(days=400)
    papers_erase(end, at=end)
    assert Paper.objects.get().state == State.WITHDRAWN
    run_all(end)
    assert not PaperFile.objects.exists()
    assert press(client, key=uuid.uuid4()).content.decode().count("-0000-000002")


def test_the_timer_erases_by_itself(client, settings):
    settings.SHEET_DAYS = 1
    paper = taken(client)
    day_after = paper.issued_at + timedelta(days=2)
    with transaction.atomic():
        enqueue(topic="sheets.erase", payload={}, key="every/sheets.erase/1", at=day_after)
    run_all(day_after)
    assert "sheets.erase" in {timer.topic for timer in timers()}
    assert Paper.objects.get().payload == ""


def test_the_papers_of_an_organisation_are_never_erased(client):
    from tests.documents.issuing import world  # noqa: PLC0415  only here are its people needed

    world.build()
    paper = world.printed("deadline")
    papers_erase(timezone.now() + timedelta(days=10_000), at=timezone.now())
    assert Paper.objects.get(pk=paper.pk).payload == paper.payload


def test_the_site_issues_only_what_a_person_may_take_himself():
    other = Order(kind="deadline", context=deadline(), issuer=None, subject="check/1", key=KEY)
    with pytest.raises(PermissionDenied):
        paper_issue_by_site(other, at=timezone.now())
    assert not Series.objects.exists()


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


def test_from_the_sheet_a_press_leads_back_to_the_result(client):
    page = press(client, key=KEY).content.decode()
    assert "回到结果" in page
    assert answers_of_the_example() in page
    assert "回到结果" not in client.post(reverse("sheets:sheet"), codes(Paper.objects.get())).content.decode()


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


def test_the_pages_of_a_sheet_keep_the_budgets_of_every_page(client):
    paper = taken(client)
    client.get(reverse("sheets:sheet"))
    seen = counted(lambda: client.post(reverse("sheets:sheet"), codes(paper)))
    assert paper.number in seen[0].content.decode()
    assert over_budget("sheet", *seen) == []
