"""The loop of `manage.py work`. Time is passed in; only the waiting is real."""

from __future__ import annotations

import logging
import uuid
from contextlib import suppress
from datetime import datetime, timedelta

from django.db import DatabaseError, InterfaceError, close_old_connections, connection

from sanbao.work.delivery import Clock, claim, deliver
from sanbao.work.models import Worker
from sanbao.work.stopping import Stop
from sanbao.work.timers import enqueue_recurring

logger = logging.getLogger(__name__)

FIRST_WAIT_S = 0.05
LONGEST_WAIT_S = 1.0  # so long a message may lie before an idle worker sees it
OUTAGE_WAIT_S = 5.0
ROUND = timedelta(seconds=10)  # between two looks at the timers, with a sign of life


class Rounds:
    """What a worker does besides messages: sign of life and recurring timers."""

    def __init__(self) -> None:
        self.name = uuid.uuid4()
        self._started_at: datetime | None = None
        self._next: datetime | None = None

    def make(self, at: datetime) -> None:
        if self._next is None or at >= self._next:
            self._started_at = self._started_at or at
            Worker.objects.update_or_create(name=self.name, defaults={"started_at": self._started_at, "seen_at": at})
            enqueue_recurring(at)
            self._next = at + ROUND

    def end(self) -> None:
        Worker.objects.filter(name=self.name).delete()


def work(stop: Stop, clock: Clock, *, until_idle: bool = False) -> None:
    """Deliver until asked to stop; the message in hand is finished first."""
    rounds, wait_s = Rounds(), FIRST_WAIT_S
    while not stop.asked:
        try:
            busy = _step(rounds, clock)
        except (DatabaseError, InterfaceError) as error:
            _outage(error)
            stop.wait(OUTAGE_WAIT_S)
            continue
        if until_idle and not busy:
            break
        wait_s = FIRST_WAIT_S if busy else _pause(stop, wait_s)
    with suppress(DatabaseError, InterfaceError):  # a row left behind is forgotten by itself
        rounds.end()


def _step(rounds: Rounds, clock: Clock) -> bool:
    close_old_connections()
    rounds.make(clock())
    job = claim(clock())
    if job is not None:
        deliver(job, clock)
    return job is not None


def _pause(stop: Stop, seconds: float) -> float:
    stop.wait(seconds)
    return min(seconds * 1.5, LONGEST_WAIT_S)


def _outage(error: Exception) -> None:
    """The database is away: what was claimed comes back after its lease, so waiting is all there is to do."""
    logger.error("database not reachable", extra={"error": type(error).__name__})
    connection.close()
