"""One message from the outbox to its handler: claim, run, settle, each in its own transaction.

A claim moves `available_at` to the end of the lease and writes a token; only who still holds the token settles. So a
worker may die anywhere: before the claim is committed nothing happened, after it the message comes back by itself.
"""

from __future__ import annotations

import logging
import traceback
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from enum import Enum

from django.db import transaction

from sanbao.work.models import Job
from sanbao.work.registry import LEASE, GiveUp, Handler, MessageInfo, handler_of
from sanbao.work.retry import ATTEMPTS, pause_after

logger = logging.getLogger(__name__)

Clock = Callable[[], datetime]

KEY_KEPT = timedelta(days=90)
PARKED_PAYLOAD_KEPT = timedelta(days=90)
UNKNOWN_TOPIC = "unknown_topic"
WORKER_LOST = "worker_lost"


class Result(Enum):
    DONE = "done"
    RETRY = "retry"
    PARKED = "parked"


def claim(at: datetime) -> Job | None:
    """The longest waiting message that is due, leased to the caller; None if there is none."""
    due = Job.objects.filter(state=Job.State.WAITING, available_at__lte=at)
    if not due.exists():  # asked outside a transaction: on SQLite an idle worker must not lock out the writers
        return None
    with transaction.atomic():
        job = due.select_for_update(skip_locked=True).order_by("available_at", "id").first()
        if job is not None:
            _take(job, at)
    return job


def _take(job: Job, at: datetime) -> None:
    known = handler_of(job.topic)
    job.lease = uuid.uuid4()
    job.attempt += 1
    job.available_at = at + (known.lease if known else LEASE)
    job.save(update_fields=["lease", "attempt", "available_at"])


def deliver(job: Job, clock: Clock) -> Result:
    """Run the handler of a claimed message and settle it."""
    known = handler_of(job.topic)
    if known is None:
        return _park(job, UNKNOWN_TOPIC, clock())
    if job.attempt > ATTEMPTS:  # every attempt before took its worker along
        return _park(job, WORKER_LOST, clock())
    try:
        known.handle(job.payload or {}, MessageInfo(key=job.key, attempt=job.attempt, at=clock()))
    except GiveUp as refusal:
        return _park(job, refusal.code, clock())
    except Exception as error:  # whatever a handler raises is its failure, not the worker's
        return _failed(job, known, error, clock())
    return _done(job, clock())


def _done(job: Job, at: datetime) -> Result:
    _settle(job, state=Job.State.DONE, payload=None, error="", finished_at=at, expires_at=at + KEY_KEPT)
    return Result.DONE


def _failed(job: Job, known: Handler, error: Exception, at: datetime) -> Result:
    code = f"{type(error).__module__}.{type(error).__qualname__}".removeprefix("builtins.")
    if job.attempt >= ATTEMPTS:
        return _park(job, code, at, where=_where(error))
    pause = pause_after(job.attempt, job.key, known.longest_pause)
    _log("job failed", job, error=code, where=_where(error), pause_s=round(pause.total_seconds()))
    _settle(job, available_at=at + pause, error=code[:200])
    return Result.RETRY


def _park(job: Job, code: str, at: datetime, where: str = "") -> Result:
    _log("job parked", job, error=code, where=where)
    known = handler_of(job.topic)
    kept = {"expires_at": at + PARKED_PAYLOAD_KEPT} if known is None or known.keeps_parked else {"payload": None}
    _settle(job, state=Job.State.PARKED, error=code[:200], finished_at=at, **kept)
    return Result.PARKED


def _settle(job: Job, **changes: object) -> None:
    held = Job.objects.filter(pk=job.pk, lease=job.lease)
    if not held.update(lease=None, **changes):
        _log("job settled after its lease: another worker has it", job)


def _log(message: str, job: Job, **fields: object) -> None:
    """What a person needs to find the fault; never the payload, nor an exception's text, which may quote it."""
    logger.error(message, extra={"topic": job.topic, "key": job.key, "attempt": job.attempt, **fields})


def _where(error: Exception) -> str:
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{frame.name}:{frame.lineno}"
