"""What becomes of a message: delivered, tried again, parked."""

import logging
from datetime import timedelta
from itertools import pairwise

import pytest

from sanbao.work import GiveUp, registry
from sanbao.work.delivery import KEY_KEPT, PARKED_PAYLOAD_KEPT, claim, deliver
from sanbao.work.models import Job
from sanbao.work.registry import LEASE, LONGEST_PAUSE
from sanbao.work.retry import ATTEMPTS, FIRST_PAUSE, pause_after
from sanbao.work.testing import Result, run_all
from sanbao.work.timers import sweep
from tests.work.conftest import NOW

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]
SECOND = timedelta(seconds=1)


@pytest.fixture
def attempts():
    """A handler of the topic "note" that always fails, quoting what it was given."""
    seen = []

    @registry.handler("note")
    def fail(payload, message):
        seen.append(message.attempt)
        raise ConnectionError(f"gateway refuses {payload}")

    return seen


def run_until_parked(at=NOW):
    results = []
    while not Job.objects.filter(state="parked").exists():
        at = Job.objects.get().available_at
        results += run_all(at)
    return at, results


def test_the_payload_is_erased_with_the_delivery(send, calls):
    send("k", phone="13800000000")
    run_all(NOW)
    job = Job.objects.get()
    assert (job.state, job.payload, job.lease, job.error) == ("done", None, None, "")


def test_a_failed_message_returns_after_a_pause_and_then_counts_as_delivered(send):
    tries = []

    @registry.handler("note")
    def fail_once(payload, message):
        tries.append(message.attempt)
        if message.attempt == 1:
            raise TimeoutError

    send("k")
    assert run_all(NOW) == {Result.RETRY: ["k"]}
    assert run_all(NOW + FIRST_PAUSE - SECOND) == {}
    assert run_all(NOW + 2 * FIRST_PAUSE) == {Result.DONE: ["k"]}
    assert tries == [1, 2]
    assert Job.objects.get().error == ""


def test_pauses_grow_to_a_cap_and_differ_by_key():
    pauses = [pause_after(attempt, "k") for attempt in range(1, 200)]
    assert pauses[0] >= FIRST_PAUSE
    assert all(LONGEST_PAUSE <= pause <= LONGEST_PAUSE * 1.2 for pause in pauses[10:])
    assert all(later > earlier for earlier, later in pairwise(pauses[:9]))
    assert pause_after(5, "a") != pause_after(5, "b")


def test_a_message_that_keeps_failing_is_parked_with_its_error_and_kept(send, attempts):
    send("k", phone="13800000000")
    run_until_parked()
    job = Job.objects.get()
    assert attempts == list(range(1, ATTEMPTS + 1))
    assert (job.error, job.payload) == ("ConnectionError", {"phone": "13800000000"})


def test_neither_payload_nor_the_text_of_an_error_reaches_the_log(send, attempts, caplog):
    send("k", phone="13800000000")
    with caplog.at_level(logging.DEBUG):
        run_until_parked()
    told = [str(vars(record)) for record in caplog.records if record.name.startswith("sanbao.work")]
    assert len(told) == ATTEMPTS
    assert all("ConnectionError" in text and "'k'" in text for text in told)
    assert not any("13800000000" in text or "gateway" in text for text in told)


def test_a_topic_nobody_handles_is_parked_not_lost(send):
    send("k", topic="unheard.of", n=1)
    assert run_all(NOW) == {Result.PARKED: ["k"]}
    job = Job.objects.get()
    assert (job.error, job.payload) == ("unknown_topic", {"n": 1})


def test_a_handler_may_give_up_at_once_under_a_code_of_its_own(send):
    @registry.handler("note")
    def refuse(payload, message):
        raise GiveUp("number_unusable")

    send("k")
    assert run_all(NOW) == {Result.PARKED: ["k"]}
    assert (Job.objects.get().error, Job.objects.get().attempt) == ("number_unusable", 1)


def test_a_claimed_message_is_nobody_elses_until_its_lease_ends(send, calls):
    send("k")
    assert claim(NOW).key == "k"
    assert claim(NOW + LEASE - SECOND) is None
    again = claim(NOW + LEASE)
    assert (again.key, again.attempt) == ("k", 2)


def test_who_settles_after_the_lease_changes_nothing(send, calls, caplog):
    send("k")
    lost = claim(NOW)
    taken = claim(NOW + LEASE)
    deliver(lost, lambda: NOW + LEASE)
    assert "after its lease" in caplog.text
    job = Job.objects.get()
    assert (job.state, job.lease) == ("waiting", taken.lease)
    deliver(taken, lambda: NOW + LEASE)
    assert Job.objects.get().state == "done"


def test_a_message_that_takes_its_worker_along_every_time_is_parked(send, calls):
    send("k")
    at = NOW
    for _ in range(ATTEMPTS):
        claim(at)
        at += LEASE
    assert run_all(at) == {Result.PARKED: ["k"]}
    assert calls == []
    assert Job.objects.get().error == "worker_lost"


def test_what_a_handler_enqueues_is_delivered_too_and_one_failure_stops_no_other(send, calls):
    @registry.handler("outer")
    def outer(payload, message):
        send("inner", at=message.at)

    @registry.handler("broken")
    def broken(payload, message):
        raise KeyError(1)

    send("1", topic="broken")
    send("2", topic="outer")
    assert run_all(NOW) == {Result.RETRY: ["1"], Result.DONE: ["2", "inner"]}


def test_delivered_keys_are_forgotten_in_the_end_and_parked_payloads_erased(send, calls):
    send("done")
    send("parked", topic="unheard.of", phone="13800000000")
    run_all(NOW)
    sweep(NOW + KEY_KEPT - SECOND)
    assert Job.objects.count() == 2
    sweep(NOW + max(KEY_KEPT, PARKED_PAYLOAD_KEPT))
    assert [(job.key, job.payload) for job in Job.objects.all()] == [("parked", None)]


def test_two_functions_for_one_topic_are_a_mistake(calls):
    with pytest.raises(ValueError, match="two handlers"):
        registry.handler("note")(lambda payload, message: None)
