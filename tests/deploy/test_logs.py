"""Log lines of a public site: readable by machines, and without a word of or about a person."""

import io
import json
import logging
from decimal import Decimal

import pytest
from django.db import IntegrityError

from sanbao.web import request_ids
from sanbao.web.logs import FIELDS, LONGEST, JsonLines

PHONE = "13800138000"
NAME = "王䶮"


@pytest.fixture
def log():
    """A logger that writes as a public site does, and a function that reads what it wrote."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    logger = logging.Logger("sanbao.example", logging.DEBUG)  # noqa: LOG001  # apart from those of the site
    logger.addHandler(handler)
    logger.lines = lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    logger.text = stream.getvalue
    return logger


def test_a_line_says_when_where_and_how_grave(log):
    log.warning("page refused", extra={"event": "page_refused", "exists": True, "status": 404})
    (line,) = log.lines()
    assert (line["level"], line["logger"], line["message"]) == ("WARNING", "sanbao.example", "page refused")
    assert (line["event"], line["exists"], line["status"]) == ("page_refused", True, 404)
    assert line["time"].endswith("+00:00")


def test_what_fills_a_message_stays_out(log):
    log.warning("no such number: %s", PHONE)
    log.warning({"phone": PHONE})
    assert [line["message"] for line in log.lines()] == ["no such number: %s", "dict"]
    assert PHONE not in log.text()


def test_a_field_nobody_thought_about_stays_out(log):
    log.error("failed", extra={"phone": PHONE, "payload": {"name": NAME}, "request": object(), "topic": "sms.send"})
    (line,) = log.lines()
    assert set(line) == {"time", "level", "logger", "message", "topic"}


def store():
    raise IntegrityError(f"Key (phone)=({PHONE}) already exists.")


def register():
    try:
        store()
    except IntegrityError as error:
        raise ValueError(NAME) from error


def test_of_an_error_class_and_places_are_kept_but_no_text(log):
    try:
        register()
    except ValueError:
        log.exception("failed")
    (line,) = log.lines()
    assert [error["class"] for error in line["exception"]] == ["builtins.ValueError", "django.db.utils.IntegrityError"]
    assert line["exception"][0]["frames"][-1].endswith(" register")
    assert PHONE not in log.text()
    assert NAME not in log.text()


def test_an_error_that_caused_itself_ends(log):
    error = ValueError()
    error.__context__ = middle = KeyError()
    middle.__context__ = error
    log.error("failed", exc_info=error)
    assert len(log.lines()[0]["exception"]) == 2


def test_long_text_is_cut_and_odd_values_become_text(log):
    log.info("x" * 1000, extra={"where": "y" * 1000, "pause_s": Decimal(3)})
    (line,) = log.lines()
    assert len(line["message"]) == len(line["where"]) == LONGEST + 1
    assert line["pause_s"] == "3"


def test_a_line_break_cannot_forge_a_second_line(log):
    log.info("request", extra={"route": 'a\n{"level": "ERROR"}'})
    assert len(log.text().splitlines()) == 1


def test_lines_of_a_request_carry_its_number(log):
    token = request_ids.current.set("a" * 32)
    log.info("inside")
    request_ids.current.reset(token)
    log.info("outside")
    inside, outside = log.lines()
    assert inside["request_id"] == "a" * 32
    assert "request_id" not in outside


def test_the_names_of_fields_say_nothing_of_persons():
    forbidden = {"phone", "name", "username", "email", "ip", "address", "query", "body", "payload", "vin", "text"}
    assert not forbidden & set(FIELDS)
