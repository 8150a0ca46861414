"""What recurs."""

from datetime import timedelta

import pytest

from sanbao.work import registry
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
