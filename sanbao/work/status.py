"""What a person asks of the outbox: how much waits, what is parked, is anybody working."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Max, Min

from sanbao.work.models import Job, Worker

SILENT = timedelta(seconds=60)  # six missed signs of life
LATE = timedelta(minutes=5)  # so long after its moment a message should have been tried


@dataclass(frozen=True)
class Parked:
    topic: str
    error: str
    count: int
    first_at: datetime
    example: str


@dataclass(frozen=True)
class Status:
    workers: int
    due: int
    later: int
    under_way: int
    oldest_due_at: datetime | None
    parked: tuple[Parked, ...]
    at: datetime

    @property
    def is_late(self) -> bool:
        return self.oldest_due_at is not None and self.at - self.oldest_due_at > LATE

    @property
    def is_well(self) -> bool:
        return self.workers > 0 and not self.parked and not self.is_late


def status(at: datetime) -> Status:
    waiting = Job.objects.filter(state=Job.State.WAITING)
    due = waiting.filter(available_at__lte=at)
    return Status(
        workers=live_workers(at),
        due=due.count(),
        later=waiting.filter(available_at__gt=at, lease=None).count(),
        under_way=waiting.filter(available_at__gt=at).exclude(lease=None).count(),
        oldest_due_at=due.aggregate(oldest=Min("available_at"))["oldest"],
        parked=tuple(_parked()),
        at=at,
    )


def live_workers(at: datetime) -> int:
    return Worker.objects.filter(seen_at__gt=at - SILENT).count()


def worker_health(at: datetime) -> str:
    if not live_workers(at):
        return "silent"
    if Job.objects.filter(state=Job.State.WAITING, available_at__lte=at - LATE).exists():
        return "late"
    if Job.objects.filter(state=Job.State.PARKED).exists():
        return "parked"
    return "ok"


def _parked() -> Iterable[Parked]:
    groups = Job.objects.filter(state=Job.State.PARKED).values("topic", "error").order_by("topic", "error")
    counted = groups.annotate(count=Count("id"), first_at=Min("finished_at"), example=Max("key"))
    return (Parked(**group) for group in counted)


def retry_parked(keys: Iterable[str], at: datetime) -> int:
    """Give parked messages all their attempts anew; those whose payload was erased stay parked."""
    parked = Job.objects.filter(key__in=list(keys), state=Job.State.PARKED, payload__isnull=False)
    return parked.update(
        state=Job.State.WAITING, attempt=0, error="", available_at=at, finished_at=None, expires_at=None
    )


def retry_all_parked(at: datetime, *, topic: str) -> int:
    keys = Job.objects.filter(state=Job.State.PARKED, topic=topic).values_list("key", flat=True)
    return retry_parked(keys, at)


def drop_parked(keys: Iterable[str]) -> int:
    """Leave for good: as if delivered, so that the key does not come back, and without its payload."""
    parked = Job.objects.filter(key__in=list(keys), state=Job.State.PARKED)
    return parked.update(state=Job.State.DONE, payload=None)
