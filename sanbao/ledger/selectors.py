"""Reading events, and how far they are signed and delivered."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Max, QuerySet

from sanbao.ledger.delivery import undelivered
from sanbao.ledger.models import Delivery, Event, Head, Waiting
from sanbao.ledger.tree import size_of_tree
from sanbao.web import health

LONGEST_UNCOVERED = timedelta(hours=1)


def events_of(subject: str) -> QuerySet[Event]:
    """The chain of a subject, oldest first."""
    events: QuerySet[Event] = Event.objects.filter(subject=subject).order_by("sequence")
    return events


@dataclass(frozen=True)
class LedgerStatus:
    """`events` are those in the tree and those that wait for it; `number` and `size` are of the newest head."""

    events: int
    waiting: int
    number: int
    size: int
    not_filed: int
    not_mailed: int


def ledger_status() -> LedgerStatus:
    head = Head.objects.order_by("number").last()
    waiting = Waiting.objects.count()
    return LedgerStatus(
        events=size_of_tree() + waiting,
        waiting=waiting,
        number=head.number if head else 0,
        size=head.size if head else 0,
        not_filed=len(undelivered(Delivery.Channel.FILE)),
        not_mailed=len(undelivered(Delivery.Channel.MAIL)) if settings.LEDGER_MAIL else 0,
    )


def ledger_health(at: datetime) -> str:
    """Whether the oldest event no delivered head covers is older than an hour: a few checkpoints have failed then."""
    delivered = Head.objects.filter(deliveries__channel=Delivery.Channel.FILE).aggregate(size=Max("size"))["size"] or 0
    oldest = Event.objects.filter(leaf__position=delivered).first() or _first_waiting()
    return health.OK if oldest is None or at - oldest.at < LONGEST_UNCOVERED else "not_covered"


def _first_waiting() -> Event | None:
    waiting = Waiting.objects.order_by("event_id").first()
    return Event.objects.filter(pk=waiting.event_id).first() if waiting else None
