"""What a press makes and refuses: once, for these answers, not too often."""

import uuid
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from documents.issuing.freezing import Order
from documents.issuing.models import Paper, Series
from documents.issuing.services import paper_issue_by_site, papers_erase
from sanbao.check.state import opened, sealed
from tests.documents.samples import deadline
from tests.documents.sheets.world import KEY, codes, press, taken
from tests.web.addresses import answers_of_the_example

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]


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


def test_the_site_issues_only_what_a_person_may_take_himself():
    other = Order(kind="deadline", context=deadline(), issuer=None, subject="check/1", key=KEY)
    with pytest.raises(PermissionDenied):
        paper_issue_by_site(other, at=timezone.now())
    assert not Series.objects.exists()


def test_from_the_sheet_a_press_leads_back_to_the_result(client):
    page = press(client, key=KEY).content.decode()
    assert "回到结果" in page
    assert answers_of_the_example() in page
    assert "回到结果" not in client.post(reverse("sheets:sheet"), codes(Paper.objects.get())).content.decode()
