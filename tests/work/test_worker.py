"""The loop itself: signs of life, timers, and a database that goes away."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import OperationalError

from sanbao.work import registry, worker
from sanbao.work.models import Job, Worker
from sanbao.work.stopping import Stop
from sanbao.work.worker import ROUND, work
from tests.work.conftest import NOW

# A worker closes connections that were left in a transaction, as a test's would be.
pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def stop():
    stop = Stop()
    yield stop
    stop.close()


def test_the_command_delivers_what_is_due_and_ends_when_idle(send, calls):
    send("a")
    send("b")
    call_command("work", until_idle=True)
    assert [message.key for _, message in calls] == ["a", "b"]


def test_a_worker_shows_signs_of_life_and_takes_them_along(send, stop):
    seen = []
    times = iter(NOW + n * ROUND / 3 for n in range(100))

    @registry.handler("note")
    def look(payload, message):
        seen.append(Worker.objects.get().seen_at)

    for key in "abc":
        send(key)
    work(stop, lambda: next(times), until_idle=True)
    assert len(set(seen)) > 1
    assert seen == sorted(seen)
    assert not Worker.objects.exists()


def test_a_worker_makes_the_recurring_messages_itself(stop):
    rings = []

    @registry.every(minutes=1, topic="ring")
    def ring(payload, message):
        rings.append(message.at)

    work(stop, lambda: NOW, until_idle=True)
    assert rings == [NOW]


def test_a_worker_asked_to_stop_takes_nothing(send, calls, stop):
    send("a")
    stop.ask()
    work(stop, lambda: NOW)
    assert calls == []
    assert Job.objects.get().attempt == 0


def test_a_handler_that_runs_when_the_stop_comes_is_finished(send, stop):
    @registry.handler("note")
    def ask(payload, message):
        stop.ask()

    send("a")
    send("b", at=NOW + timedelta(seconds=1))
    work(stop, lambda: NOW + timedelta(hours=1))
    assert list(Job.objects.order_by("id").values_list("state", flat=True)) == ["done", "waiting"]


def test_a_database_that_goes_away_and_returns_does_not_end_the_worker(send, calls, stop, monkeypatch, caplog):
    whole, outages = worker.claim, [OperationalError("gone"), OperationalError("gone")]

    def claim_after_outages(at):
        if outages:
            raise outages.pop()
        return whole(at)

    send("a")
    monkeypatch.setattr(worker, "claim", claim_after_outages)
    monkeypatch.setattr(worker, "OUTAGE_WAIT_S", 0)
    work(stop, lambda: NOW, until_idle=True)
    assert [message.key for _, message in calls] == ["a"]
    assert caplog.text.count("database not reachable") == 2


def test_a_wait_ends_when_the_stop_comes(stop):
    stop.ask()
    stop.ask()
    stop.wait(3600)
    assert stop.asked
