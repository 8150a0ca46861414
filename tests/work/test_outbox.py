"""What goes into the outbox, and when it comes out."""

from datetime import datetime, timedelta

import pytest
from django.db import transaction
from django.db.transaction import TransactionManagementError

from sanbao.work import MessageInfo, cancel, enqueue, schedule
from sanbao.work.models import Job
from sanbao.work.testing import Result, run_all
from tests.work.conftest import NOW

pytestmark = pytest.mark.postgres
HOUR = timedelta(hours=1)


def test_a_message_comes_out_once_with_its_payload_key_and_moment(send, calls):
    send("sms/1", text="您好，王䶮")
    assert run_all(NOW + HOUR)[Result.DONE] == ["sms/1"]
    assert run_all(NOW + 2 * HOUR) == {}
    assert calls == [({"text": "您好，王䶮"}, MessageInfo(key="sms/1", attempt=1, at=NOW + HOUR))]


def test_a_key_is_delivered_once_however_often_it_is_enqueued(send, calls):
    send("k", n=1)
    send("k", n=2)
    run_all(NOW)
    send("k", n=3)
    run_all(NOW + HOUR)
    assert [payload for payload, _ in calls] == [{"n": 1}]


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_is_taken():
    with pytest.raises(TransactionManagementError):
        enqueue(topic="note", payload={}, key="k", at=NOW)
    assert not Job.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_message_of_a_change_that_was_rolled_back_never_leaves(send, calls):
    with transaction.atomic():
        send("k")
        transaction.set_rollback(True)
    assert run_all(NOW) == {}
    assert calls == []


@pytest.mark.django_db
def test_a_timer_waits_for_its_moment(calls):
    due_at = NOW + timedelta(days=10)
    schedule(topic="note", payload={}, key="due/1", due_at=due_at, at=NOW)
    assert run_all(due_at - timedelta(seconds=1)) == {}
    assert run_all(due_at)[Result.DONE] == ["due/1"]


@pytest.mark.django_db
def test_a_cancelled_timer_does_not_go_off_and_may_be_set_anew(calls):
    schedule(topic="note", payload={"n": 1}, key="due/1", due_at=NOW + HOUR, at=NOW)
    assert cancel("due/1")
    assert run_all(NOW + HOUR) == {}
    schedule(topic="note", payload={"n": 2}, key="due/1", due_at=NOW + 2 * HOUR, at=NOW)
    run_all(NOW + 2 * HOUR)
    assert [payload for payload, _ in calls] == [{"n": 2}]


def test_what_was_delivered_cannot_be_cancelled_and_stays_known(send, calls):
    send("k")
    run_all(NOW)
    assert not cancel("k")
    assert not cancel("unknown")
    send("k")
    assert run_all(NOW) == {}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong",
    [
        {"key": ""},
        {"key": "k" * 201},
        {"key": "a\nb"},
        {"topic": ""},
        {"topic": "t" * 101},
        {"payload": {"at": NOW}},
        {"payload": {"amount": float("nan")}},
        {"payload": {"pair": (1, 2)}},
        {"payload": {1: "a"}},
        {"payload": {"text": "a\x00b"}},
        {"payload": {"text": "x" * 70_000}},
        {"at": datetime(2026, 11, 22)},  # noqa: DTZ001  # the point
    ],
    ids=str,
)
def test_what_a_database_or_a_log_cannot_carry_is_refused(wrong):
    good = {"topic": "note", "payload": {"text": "secret"}, "key": "k", "at": NOW}
    with pytest.raises(ValueError) as refused:  # noqa: PT011  # what it says is not the point
        enqueue(**(good | wrong))
    assert "secret" not in str(refused.value)
    assert not Job.objects.exists()


def test_a_surrogate_that_no_database_stores_is_refused(send):
    with pytest.raises(ValueError, match="note"):
        send("k", text="\ud800")
