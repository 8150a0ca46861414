"""The pages as a visitor without scripts meets them. No test here has a database: a query would fail it."""

import logging
import re
from http import HTTPStatus

import pytest
from django.conf import settings
from django.test import Client

from sanbao.check.state import MAX_TOKEN, Answers, opened, sealed
from sanbao.web.choices import COOKIE
from tests.check.asking import (
    CAR,
    CAR_STEPS,
    URL,
    at_repairs,
    case_visit,
    result,
    send,
    started,
    state_of,
    step_of,
    summary,
)

OWN_COOKIES = {settings.CSRF_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME, COOKIE}  # the token, the language, the look


def test_the_check_begins_with_what_to_have_at_hand(visitor):
    page = visitor.get(URL).content.decode()
    assert "购车发票" in page
    assert "您填的内容不保存" in page
    assert 'name="go" value="start"' in page


def test_the_start_page_is_kept_nowhere(visitor):
    assert visitor.get(URL).headers["Cache-Control"] == "no-store"


def test_a_posted_page_is_kept_for_going_back_alone_and_named_to_nobody(visitor):
    for response in (started(visitor), send(visitor, state="broken"), summary(visitor)):
        assert response.status_code == HTTPStatus.OK
        assert response.headers["Cache-Control"] == "private, max-age=0"
        assert response.headers["Referrer-Policy"] == "no-referrer"
        assert set(response.cookies) <= OWN_COOKIES


def test_no_page_sets_a_session_cookie_or_asks_the_database_up_to_the_result(visitor):
    response = result(visitor)
    assert "data-remedy" in response.content.decode()
    assert set(visitor.cookies) <= OWN_COOKIES
    assert settings.SESSION_COOKIE_NAME not in OWN_COOKIES


def test_a_topic_of_ours_marks_the_part_and_another_is_forgotten(visitor):
    assert 'name="topic" value="gearbox"' in visitor.get(f"{URL}?topic=gearbox").content.decode()
    page = visitor.get(f"{URL}?topic=%3Cscript%3E").content.decode()
    assert 'name="topic" value=""' in page
    assert "&lt;script" not in page
    told = {"vehicle": CAR, "demand": {"items": [{"problem": "P1"}]}}
    answers = Answers(told, {"P1": "顿挫"}, (*CAR_STEPS, "now", "named:P1"), topic="gearbox")
    page = send(visitor, state=sealed(answers), go="resume").content.decode()
    assert re.search(r'value="gearbox"[^>]*checked', page)


@pytest.mark.parametrize("state", ["", "x", "a" * (MAX_TOKEN + 1), "ab:cd:ef", "\x00", "é"])
def test_answers_that_cannot_be_opened_offer_to_begin_again(visitor, state):
    response = send(visitor, state=state, step="car", go="next")
    assert response.status_code == HTTPStatus.OK
    assert "前面的回答打不开了" in response.content.decode()


def test_changed_answers_are_not_taken(visitor):
    state = state_of(started(visitor))
    assert "前面的回答打不开了" in send(visitor, state=state[:-1] + "x", go="resume").content.decode()


@pytest.mark.parametrize(
    "step",
    ["", "nothing", "car:x", "visit:R9", "done:R1/x", "done:R1/99", "done:R1/-1", "fact:visits/R1/items/0/id", "held:²",
     "ground:9", "place:x", "wear:x", "named:P9", "part:demand/items/9", "fact:x", "event:", "waits:R1/2"],
)  # fmt: skip
@pytest.mark.parametrize("go", ["next", "back", "find", "step"])
def test_a_step_there_is_none_of_leads_to_the_next_question(visitor, step, go):
    state = at_repairs(visits=[{"id": "R1", "items": [{}]}])
    response = send(visitor, state=state, step=step, go=f"step:{step}" if go == "step" else go)
    assert response.status_code == HTTPStatus.OK
    assert step_of(response) == "repaired"


@pytest.mark.parametrize("what", ["", "visit/R9", "trouble/P9", "ground/9", "ground/x", "ground/²", "x/y"])
def test_dropping_what_is_not_there_changes_nothing(visitor, what):
    assert step_of(send(visitor, state=at_repairs(), go=f"drop:{what}")) == "repaired"


def test_a_page_sent_twice_gives_the_same_page(visitor):
    state = state_of(started(visitor))
    data = {"state": state, "step": "invoiced_on", "go": "next", "day": "2024-03-01"}
    first, second = send(visitor, **data), send(visitor, **data)
    assert step_of(first) == step_of(second) == "car"
    assert opened(state_of(first)) == opened(state_of(second))
    assert opened(state_of(first)).case["vehicle"] == {"invoiced_on": "2024-03-01"}


def test_going_back_shows_the_answer_that_was_given(visitor):
    state = state_of(started(visitor))
    after = send(visitor, state=state, step="invoiced_on", go="next", day="2024-03-01")
    page = send(visitor, state=state_of(after), step="car", go="back").content.decode()
    year = re.search(r'<input[^>]*name="day_year"[^>]*>', page)[0]
    assert 'value="2024"' in year
    assert 'name="step" value="invoiced_on"' in page


def test_going_back_from_the_first_question_is_the_start(visitor):
    assert (
        "先把这些放在手边"
        in send(visitor, state=state_of(started(visitor)), step="invoiced_on", go="back").content.decode()
    )


def test_owner_s_words_are_escaped(visitor):
    told = {"vehicle": CAR, "demand": {"items": [{"problem": "P1"}]}}
    state = sealed(Answers(told, {"P1": ""}, (*CAR_STEPS, "now")))
    page = send(visitor, state=state, step="named:P1", go="next", words="<script>alert(1)</script>").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_without_scripts_the_page_says_that_leaving_it_loses_the_answers(visitor):
    for response in (started(visitor), summary(visitor)):
        page = response.content.decode()
        assert "回答不会保留" in page[page.index("<noscript>") : page.index("</noscript>")]
        assert 'data-leaving="离开这一页' in page


def test_the_largest_check_stays_below_the_bound_of_its_state():
    names = {f"P{n}": chr(0x4E00 + 97 * n) * 40 for n in range(1, 13)}
    item = {"work": "component_replacement", "group": "gearbox", "component": "gearbox_bearing", "resolved": "unknown"}
    visits = [
        {
            **case_visit(),
            "id": f"R{n}",
            "mileage_km": 1000 + 977 * n,
            "items": [{**item, "problem": f"P{m}"} for m in range(1, 5)],
        }
        for n in range(1, 41)
    ]
    steps = tuple(f"fact:visits/R{n}/items/{m}/resolved" for n in range(1, 41) for m in range(4))
    assert len(sealed(Answers({"visits": visits}, names, steps))) < MAX_TOKEN


def test_the_result_is_not_shown_before_everything_is_asked(visitor):
    assert step_of(send(visitor, state=at_repairs(), go="result")) == "repaired"


def test_a_post_without_the_token_of_its_page_is_refused():
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(URL, {"go": "start"}).status_code == HTTPStatus.FORBIDDEN
    page = strict.get(URL).content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
    data = {"go": "start", "csrfmiddlewaretoken": token}
    assert strict.post(URL, data, headers={"origin": "null"}).status_code == HTTPStatus.OK
    assert strict.post(URL, data, headers={"origin": "https://elsewhere.example"}).status_code == HTTPStatus.FORBIDDEN
    assert strict.post(URL, {"go": "start"}, headers={"origin": "null"}).status_code == HTTPStatus.FORBIDDEN


def test_logs_hold_nothing_of_what_a_person_wrote(visitor, caplog):
    caplog.set_level(logging.DEBUG)
    told = {"vehicle": CAR, "demand": {"items": [{"problem": "P1"}]}}
    state = sealed(Answers(told, {"P1": ""}, (*CAR_STEPS, "now")))
    send(visitor, state=state, step="named:P1", go="next", words="特别的毛病")
    for record in caplog.records:
        written = f"{record.getMessage()} {record.__dict__}"
        assert "特别的毛病" not in written
        assert state not in written


def test_the_address_never_holds_an_answer(visitor):
    page = result(visitor).content.decode()
    assert not re.findall(r'(?:href|action)="/check/[^"]*\?', page)


def test_the_check_speaks_english_where_it_was_chosen(visitor):
    visitor.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    page = started(visitor).content.decode()
    assert "When was the purchase invoice issued?" in page
    assert not re.findall("[\u4e00-\u9fff]+", page.partition("<main")[2].partition("</main>")[0])
