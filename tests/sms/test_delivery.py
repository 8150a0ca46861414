from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from sanbao.sms import testing
from sanbao.sms.console import ConsoleGateway
from sanbao.sms.services import send_message
from sanbao.work.delivery import Result
from sanbao.work.models import Job
from sanbao.work.testing import run_all

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
PHONE, TEXT = "+8613812345678", "验证码123456"


@pytest.fixture
def network(settings, db) -> testing.FakeNetwork:
    settings.SANBAO_SMS_GATEWAY = "sanbao.sms.testing.current"
    return testing.renew()


def send(key: str = "k1", useful_until: datetime = NOW + timedelta(minutes=10)) -> None:
    with transaction.atomic():
        send_message(phone=PHONE, text=TEXT, key=key, useful_until=useful_until, at=NOW)


@pytest.mark.postgres
def test_a_message_goes_out_once_under_its_key(network):
    send()
    send()
    run_all(NOW)
    assert network.delivered == [(PHONE, TEXT)]


@pytest.mark.postgres
def test_a_message_of_a_change_that_was_taken_back_is_not_sent(network):
    with transaction.atomic():
        send()
        transaction.set_rollback(True)
    run_all(NOW)
    assert network.delivered == []


@pytest.mark.postgres
def test_number_and_text_are_erased_once_it_was_taken(network):
    send()
    assert PHONE in str(Job.objects.get().payload)
    run_all(NOW)
    row = str(Job.objects.values().get())
    assert PHONE not in row
    assert "123456" not in row


def test_a_gateway_that_fails_is_asked_again_later(network):
    network.failures = 2
    send()
    for hours in range(3):
        run_all(NOW + timedelta(minutes=hours))
    assert network.delivered == [(PHONE, TEXT)]


def test_what_a_gateway_says_of_its_failure_is_not_passed_on(network, caplog):
    network.loses_receipts = 1  # its error quotes number and text, as libraries do
    send()
    assert Result.DONE not in run_all(NOW)
    said = (
        caplog.text
        + str([record.__dict__ for record in caplog.records])
        + str(Job.objects.values().get() | {"payload": ""})
    )
    assert caplog.records
    assert PHONE not in said
    assert "123456" not in said


def test_a_message_that_has_outlived_its_use_is_dropped(network):
    send(useful_until=NOW)
    run_all(NOW + timedelta(seconds=1))
    assert network.delivered == []
    assert PHONE not in str(Job.objects.values().get())


def test_in_development_the_console_shows_number_and_text(capsys):
    ConsoleGateway().send(PHONE, TEXT, "k1")
    assert capsys.readouterr().out == f"[SMS {PHONE}] {TEXT}\n"
