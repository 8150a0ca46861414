"""Whoever has to act is reminded before the day, and the head of the house told after it."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from claims.cases.codes import Duty, Party
from claims.cases.flows.shaping import next_moment, opening_of
from claims.cases.models import Claim, DutyTask, Work
from claims.cases.services.acting import Doing, locked, record_claim
from claims.cases.signals import claim_noted
from claims.cases.timers.batches import each
from claims.cases.timers.keys import key_of
from sanbao.law.deadlines import deemed_refusal

REMINDED, OVERDUE, DEEMED_REFUSED = "claim.reminded", "claim.overdue", "claim.deemed_refused"


def remind(at: datetime) -> int:
    return each(DutyTask.objects.filter(finished=None, scheduled__lte=at), lambda pk: _remind(pk, at))


def _remind(pk: int, at: datetime) -> bool:
    """Each moment once; of several that were missed the latest alone, for the others say what is no longer so."""
    claim = locked(DutyTask.objects.select_related("claim").get(pk=pk).claim)
    task = DutyTask.objects.select_related("process").get(pk=pk)
    if task.finished is not None or task.scheduled is None or task.scheduled > at or task.due_on is None:
        return False
    task.claim, today = claim, timezone.localdate(at)
    refused_after = _deemed_after(claim) if task.work == Work.ANSWER else None
    note = _note(task, today, refused_after)
    if note == OVERDUE:
        task.escalated_at = at
    task.scheduled = next_moment(task, at) or _then(refused_after, at)
    task.save(update_fields=["scheduled", "escalated_at"])
    _tell(note, task, at)
    return True


def _note(task: DutyTask, today: date, refused_after: date | None) -> str:
    if task.due_on is None or today <= task.due_on:
        return REMINDED
    if refused_after is not None and today > refused_after:
        return DEEMED_REFUSED
    return OVERDUE


def _then(refused_after: date | None, at: datetime) -> datetime | None:
    """Silence that the law takes for a refusal is told once, too."""
    moment = opening_of(refused_after, days=1) if refused_after else None
    return moment if moment and moment > at else None


def _deemed_after(claim: Claim) -> date | None:
    """None where no law sets the limit of the reply."""
    reply = claim.deadlines.filter(duty=Duty.REPLY, met_on=None).first()
    if reply is None or not reply.is_statutory:
        return None
    return deemed_refusal(reply.law.partition("/")[0], reply.due_on).due_on


def _tell(note: str, task: DutyTask, at: datetime) -> None:
    """`claim_noted` makes messages of it; the ledger says that it was noted, not to whom."""
    claim, doing = task.claim, Doing(by=None, at=at, key=key_of(task.claim, note, task.due_on))
    record_claim(note, claim, doing, Party.SYSTEM, {"duty": task.work, "due_on": str(task.due_on)})
    claim_noted.send(sender=Claim, claim=claim, note=note, by=None, at=at)
