"""What recurs, and what is cleared away."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.db import transaction

from sanbao.work.models import Job, Worker
from sanbao.work.outbox import enqueue
from sanbao.work.registry import Timer, timers

SLOT_KEPT = timedelta(days=2)
WORKER_FORGOTTEN = timedelta(days=1)
PREFIX = "every/"


def enqueue_recurring(at: datetime) -> None:
    """One message a timer and slot, however many workers ask; none while the one before is still open."""
    for timer in timers():
        key = f"{PREFIX}{timer.topic}/{_slot(timer, at):%Y-%m-%dT%H:%MZ}"
        if not Job.objects.filter(key=key).exists() and not _open(timer):
            with transaction.atomic():
                enqueue(topic=timer.topic, payload={}, key=key, at=at)


def _slot(timer: Timer, at: datetime) -> datetime:
    return at.astimezone(UTC) - (at - datetime.fromtimestamp(0, UTC)) % timer.interval


def _open(timer: Timer) -> bool:
    waiting = Job.objects.filter(topic=timer.topic, state=Job.State.WAITING)
    return waiting.filter(key__startswith=PREFIX).exists()


def sweep(at: datetime) -> None:
    """Forget delivered keys whose time is over, payloads nobody came back for, and workers that were lost."""
    expired = Job.objects.filter(expires_at__lte=at)
    expired.filter(state=Job.State.DONE).delete()
    expired.filter(state=Job.State.PARKED).update(payload=None, expires_at=None)
    slots = Job.objects.exclude(state=Job.State.WAITING).filter(key__startswith=PREFIX)
    slots.filter(finished_at__lte=at - SLOT_KEPT).delete()
    Worker.objects.filter(seen_at__lte=at - WORKER_FORGOTTEN).delete()
