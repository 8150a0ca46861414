"""Reading events."""

from django.db.models import QuerySet

from sanbao.ledger.models import Event


def events_of(subject: str) -> QuerySet[Event]:
    """The chain of a subject, oldest first."""
    events: QuerySet[Event] = Event.objects.filter(subject=subject).order_by("sequence")
    return events
