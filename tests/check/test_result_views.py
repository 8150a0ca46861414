"""What the buttons of a result page post to: no database, no cookie of a session, nothing stored."""

import html
import json
import re
from datetime import date

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from sanbao.check.case import case_of, raw_case
from sanbao.check.state import Answers, opened, sealed
from sanbao.law import assess
from sanbao.law.parsing import facts_from_text
from tests.check.cases import CASES, facts_of, names_of, page_of, state_of

FOURTH, PAID = "B10-fourth-repair", "B14-compensation-43"
NAMES = (
    "check-what-if",
    "check-calendar",
    "check-case",
    "check-how",
    "check-counted",
    "check-onward",
    "check-questions",
)
EVERY_VIEW = pytest.mark.parametrize("name", NAMES)


def send(client, name, case_id=FOURTH, headers=None, **data):
    """Without the `db` mark a query is an error."""
    return client.post(reverse(name), {"state": state_of(case_id), **data}, headers=headers)


@EVERY_VIEW
def test_only_a_post_is_answered(client, name):
    assert client.get(reverse(name)).status_code == 405


@EVERY_VIEW
@pytest.mark.parametrize("state", ["", "x", "eyJ9:1:2", "A" * 60_000, "\x00", "变速器"])
def test_answers_that_cannot_be_opened_lead_to_the_beginning(client, name, state):
    response = client.post(reverse(name), {"state": state, "change": "visit:P1", "duty": "reply"})
    assert response.status_code == 200
    assert "重新开始" in response.content.decode()


@EVERY_VIEW
def test_a_seal_that_was_changed_is_not_opened(client, name):
    state = state_of(FOURTH)
    response = client.post(reverse(name), {"state": state[:-1] + ("A" if state[-1] != "A" else "B")})
    assert "重新开始" in response.content.decode()


@EVERY_VIEW
def test_nothing_is_kept_by_a_cache_or_told_to_another_site(client, name):
    response = send(client, name, PAID, change="visit:P1", duty="reply")
    page = response.headers["Content-Type"].startswith("text/html")
    assert response.headers["Cache-Control"] == ("private, max-age=0" if page else "no-store")
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert settings.SESSION_COOKIE_NAME not in response.cookies


@EVERY_VIEW
def test_a_form_of_another_site_is_refused(name):
    assert Client(enforce_csrf_checks=True).post(reverse(name), {"state": state_of(FOURTH)}).status_code == 403


def test_a_supposition_is_told_on_the_whole_page_without_scripts(client):
    text = send(client, "check-what-if", change="visit:P1").content.decode()
    assert "<h1" in text
    assert "假设“变速器顿挫”再修一次" in text
    assert "可以要求" in text


def test_a_supposition_is_the_part_alone_for_a_page_with_scripts(client):
    text = send(client, "check-what-if", change="visit:P1", headers={"HX-Request": "true"}).content.decode()
    assert "<h1" not in text
    assert text.lstrip().startswith('<section class="card')
    assert "假设“变速器顿挫”再修一次" in text
    assert state_of(FOURTH) not in text  # it stands on the page already, once


def test_a_number_that_cannot_be_read_is_told_at_its_field_and_kept(client):
    text = send(client, "check-what-if", change="days", days="很多").content.decode()
    assert "请填1到365之间的整数" in text
    assert 'value="很多"' in text
    assert 'aria-invalid="true"' in text


def test_a_supposition_is_not_kept(client):
    before = send(client, "check-what-if", change="visit:P1").content
    send(client, "check-what-if", change="days", days="20")
    again = send(client, "check-what-if", change="visit:P1").content
    assert without_token(before) == without_token(again)


def without_token(page):
    """The page less what changes from one second to the next: its token, and when its answers were signed."""
    page = re.sub(rb'csrfmiddlewaretoken" value="[^"]+"', b"", page)
    return re.sub(rb'(name="state" value="[^":]+):[^"]+"', rb'\1"', page)


def test_a_time_limit_is_given_as_a_calendar_file(client):
    response = send(client, "check-calendar", PAID, duty="reply")
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert "attachment" in response.headers["Content-Disposition"]
    due_on = assess(facts_of(PAID)).deadlines[0].due_on
    assert f"DTSTART;VALUE=DATE:{due_on:%Y%m%d}" in response.content.decode()


@pytest.mark.parametrize("duty", ["", "certificate", "../x"])
def test_a_duty_the_case_has_none_of_is_told_with_a_way_back(client, duty):
    response = send(client, "check-calendar", PAID, duty=duty)
    page = response.content.decode()
    assert response.status_code == 400
    assert "<h1>没有这项期限</h1>" in page
    assert "重新开始" not in page
    assert '<button form="case" class="quiet" name="go" value="result">' in page
    answers, _when, _seal = state_of(PAID).split(":")  # sealed again a second later, the rest differs
    assert f'name="state" value="{answers}:' in page


@EVERY_VIEW
def test_answers_that_contradict_each_other_lead_to_the_answer_at_fault(client, name):
    case = json.loads(json.dumps(CASES[FOURTH], default=str))
    case["visits"][0]["finished_at"] = "2020-01-01T09:00+08:00"
    visit = case["visits"][0]["id"]
    token = sealed(Answers(case, names_of(facts_of(FOURTH)), (f"visit:{visit}",)))
    page = client.post(reverse(name), {"state": token}).content.decode()
    assert f'name="step" value="visit:{visit}"' in page
    assert "修好的时间早于送修的时间" in page


def test_the_readings_have_a_page_of_their_own(client):
    page = html.unescape(send(client, "check-how").content.decode())
    told = page_of(FOURTH).readings
    assert told
    assert all(one.question in page and one.chosen in page for one in told)


def test_the_facts_as_a_file_give_the_same_assessment(client):
    response = send(client, "check-case", PAID, **{"as": "file"})
    assert response.headers["Content-Type"] == "application/json"
    assert assess(facts_from_text(response.content)) == assess(facts_of(PAID))


def test_the_facts_are_shown_as_they_are_saved(client):
    text = html.unescape(send(client, "check-case", PAID).content.decode())
    written = json.dumps(raw_case(opened(state_of(PAID)), date(2026, 11, 27)), ensure_ascii=False, indent=1)
    assert written in text
    assert assess(case_of(opened(state_of(PAID)), date(2026, 11, 27))) == assess(facts_of(PAID))
