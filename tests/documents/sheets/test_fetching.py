"""A sheet is fetched by its number and check code, by whoever has both."""

import uuid

import pytest
from django.urls import reverse

from documents.issuing.models import Paper
from documents.verifying import looking_up
from tests.documents.sheets.world import KEY, codes, press, taken
from tests.web.test_budgets import counted, over_budget

pytestmark = pytest.mark.django_db


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


def test_the_pages_of_a_sheet_keep_the_budgets_of_every_page(client):
    paper = taken(client)
    client.get(reverse("sheets:sheet"))
    seen = counted(lambda: client.post(reverse("sheets:sheet"), codes(paper)))
    assert paper.number in seen[0].content.decode()
    assert over_budget("sheet", *seen) == []
