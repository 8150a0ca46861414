"""What recurs."""

from datetime import timedelta
from itertools import pairwise

import pytest
from django.db import transaction

from sanbao.ledger.keys import make_key
from sanbao.ledger.models import Event, Head
from sanbao.ledger.services import record
from sanbao.work import handlers, registry
from sanbao.work.models import Job
from sanbao.work.testing import run_all
from sanbao.work.timers import SLOT_KEPT, enqueue_recurring, sweep
from tests.work.conftest import NOW

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]
MINUTE = timedelta(minutes=1)


@pytest.fixture
def rings():
    seen = []

    @registry.every(minutes=10, topic="ring")
    def ring(payload, message):
        seen.append((payload, message.key))

    return seen


def walk(minutes):
    for minute in range(minutes):
        enqueue_recurring(NOW + minute * MINUTE)
        enqueue_recurring(NOW + minute * MINUTE)
        run_all(NOW + minute * MINUTE)


def test_a_timer_rings_once_a_slot_however_many_ask(rings):
    walk(25)
    assert rings == [({}, f"every/ring/2026-11-22T02:{minute}0Z") for minute in range(3)]


def test_slots_nobody_served_are_left_out(rings):
    walk(1)
    enqueue_recurring(NOW + timedelta(days=3))
    run_all(NOW + timedelta(days=3))
    assert len(rings) == 2


def test_no_second_message_while_the_first_is_open(rings):
    enqueue_recurring(NOW)
    enqueue_recurring(NOW + 10 * MINUTE)
    assert Job.objects.count() == 1


def test_served_slots_are_forgotten_soon(rings):
    walk(1)
    sweep(NOW + SLOT_KEPT)
    assert not Job.objects.exists()


def test_a_slot_that_fails_is_tried_again_within_its_interval():
    tries = []

    @registry.every(minutes=1, topic="ring")
    def ring(payload, message):
        tries.append(message.at)
        raise ConnectionError

    for minute in range(30):
        enqueue_recurring(NOW + minute * MINUTE)
        run_all(NOW + minute * MINUTE)
    pauses = [later - earlier for earlier, later in pairwise(tries)]
    assert max(pauses) <= 2 * MINUTE  # the pause, and until the next look


def test_parked_slots_are_forgotten_soon():
    @registry.every(minutes=10, topic="ring")
    def ring(payload, message):
        raise registry.GiveUp("no")

    walk(1)
    assert Job.objects.get().state == "parked"
    sweep(NOW + SLOT_KEPT)
    assert not Job.objects.exists()


def test_the_ledger_is_signed_from_time_to_time(settings, tmp_path):
    settings.LEDGER_KEY, settings.LEDGER_HEADS = tmp_path / "key", tmp_path / "heads"
    make_key(settings.LEDGER_KEY)
    registry.every(minutes=5, topic="ledger.checkpoint")(handlers.sign_the_ledger)
    with transaction.atomic():
        record(
            action="membership.granted", subject="organisation/1", actor="system", organisation=None, codes={}, at=NOW
        )
    enqueue_recurring(NOW)
    run_all(NOW)
    assert Head.objects.get().size == Event.objects.count() == 1
    assert (tmp_path / "heads/heads.jsonl").read_text().count("\n") == 1
