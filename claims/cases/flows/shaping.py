"""What a worklist shows and orders by, taken from the claim: until when, whose turn, when to remind."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.utils import timezone

from claims.cases.codes import Duty, State
from claims.cases.models import Claim
from claims.cases.models.duty import UNKNOWN_DAY, DutyTask, Queue

SHAPE = ("due_on", "ranked_on", "queue", "scheduled")


def shaped(task: DutyTask) -> bool:
    """Answers whether anything of it has changed. A moment that was told already does not come back."""
    claim, before = task.claim, [getattr(task, name) for name in SHAPE]
    is_confirming = claim.state == State.FULFILLING and _is_confirming(claim)
    task.queue = Queue.WAITING if is_confirming else Queue(task.work)
    if task.pk is None or task.due_on != claim.next_due_on:
        task.due_on, task.ranked_on = claim.next_due_on, claim.next_due_on or UNKNOWN_DAY
        task.escalated_at = None
        # Of the days that run for the consumer the seller is not reminded.
        task.scheduled = None if is_confirming else next_moment(task, claim.moment)
    return before != [getattr(task, name) for name in SHAPE]


def _is_confirming(claim: Claim) -> bool:
    return claim.deadlines.filter(duty=Duty.CONFIRM, met_on=None).exists()


def next_moment(task: DutyTask, after: datetime) -> datetime | None:
    """The next reminder, or the first late day."""
    return next((moment for moment in moments(task) if moment > after), None)


def moments(task: DutyTask) -> list[datetime]:
    if task.due_on is None:
        return []
    reminders: tuple[int, ...] = settings.CLAIM_REMINDER_DAYS
    return [opening_of(task.due_on, days=days) for days in (*(-before for before in reminders), 1)]


def opening_of(day: date, *, days: int) -> datetime:
    """So many days after the day, at the hour at which outlets open: then there is somebody to read it."""
    opens: time = settings.OUTLET_HOURS[0]
    return timezone.make_aware(datetime.combine(day + timedelta(days=days), opens))
