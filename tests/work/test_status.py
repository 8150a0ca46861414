"""What an operator sees of the outbox, and what he may do about it."""

import uuid
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from sanbao.work import status
from sanbao.work.delivery import PARKED_PAYLOAD_KEPT, claim
from sanbao.work.models import Job, Worker
from sanbao.work.testing import Result, run_all
from sanbao.work.timers import sweep
from tests.work.conftest import NOW

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]
HOUR = timedelta(hours=1)


@pytest.fixture
def worker():
    return Worker.objects.create(name=uuid.uuid4(), started_at=NOW, seen_at=NOW)


def test_messages_are_counted_by_what_they_wait_for(send, calls, worker):
    send("under way", at=NOW - HOUR)
    send("due", at=NOW - timedelta(minutes=1))
    send("later", at=NOW + HOUR)
    assert claim(NOW).key == "under way"
    found = status.status(NOW)
    assert (found.workers, found.due, found.under_way, found.later) == (1, 1, 1, 1)
    assert found.oldest_due_at == NOW - timedelta(minutes=1)
    assert found.is_well


def test_without_a_sign_of_life_nobody_works(worker):
    assert status.status(NOW + status.SILENT - timedelta(seconds=1)).is_well
    assert not status.status(NOW + status.SILENT).is_well


def test_messages_that_lie_too_long_are_not_well(send, worker):
    send("k", at=NOW - status.LATE - timedelta(seconds=1))
    assert not status.status(NOW).is_well


def test_parked_messages_are_named_by_topic_and_error(send, worker):
    send("1", topic="unheard.of", phone="13800000000")
    send("2", topic="unheard.of")
    run_all(NOW)
    found = status.status(NOW)
    assert found.parked == (status.Parked("unheard.of", "unknown_topic", 2, NOW, "2"),)
    assert not found.is_well


def test_the_command_tells_it_without_payloads_and_fails_when_unwell(send, capsys):
    send("order/7", topic="unheard.of", phone="13800000000")
    run_all(NOW)
    with pytest.raises(SystemExit) as ended:
        call_command("work", status=True)
    told = capsys.readouterr().out
    assert ended.value.code == 1
    assert "unheard.of  unknown_topic  2026-11-22 10:00  order/7" in told
    assert "13800000000" not in told


def test_the_command_is_content_with_a_live_worker_and_nothing_parked(capsys):
    Worker.objects.create(name=uuid.uuid4(), started_at=timezone.now(), seen_at=timezone.now())
    call_command("work", status=True)
    assert "workers      1" in capsys.readouterr().out


@pytest.mark.parametrize("option", [{"retry": ["k"]}, {"retry_topic": "note"}], ids=str)
def test_a_parked_message_may_be_tried_anew_once_its_fault_is_mended(send, option, request):
    send("k", n=1)
    run_all(NOW)
    calls = request.getfixturevalue("calls")
    call_command("work", **option)
    assert run_all(timezone.now())[Result.DONE] == ["k"]
    assert [(payload, message.attempt) for payload, message in calls] == [({"n": 1}, 1)]


def test_a_dropped_message_is_erased_and_its_key_does_not_return(send):
    send("k", phone="13800000000")
    run_all(NOW)
    call_command("work", drop=["k"])
    assert (Job.objects.get().state, Job.objects.get().payload) == ("done", None)
    send("k")
    assert run_all(NOW) == {}


@pytest.mark.parametrize("option", [{"retry": ["waiting"]}, {"drop": ["waiting"]}, {"retry": ["erased"]}], ids=str)
def test_what_is_not_parked_or_already_erased_is_left_alone_and_said(send, option, capsys):
    send("erased")
    run_all(NOW)
    sweep(NOW + PARKED_PAYLOAD_KEPT)
    send("waiting")
    before = list(Job.objects.order_by("id").values())
    with pytest.raises(SystemExit):
        call_command("work", **option)
    assert list(Job.objects.order_by("id").values()) == before
