"""Due days that were not known, because the working days of a year were not published, once they are."""

from __future__ import annotations

from datetime import datetime

from claims.cases.codes import OPEN_STATES, Party
from claims.cases.models import Claim, Deadline
from claims.cases.services.acting import Doing, locked, record_claim
from claims.cases.signals import claim_noted
from claims.cases.time_limits import counted_again, pauses_of, set_next_due
from claims.cases.timers.batches import each
from claims.cases.timers.keys import key_of

DUE_DAY_KNOWN = "claim.due_day_known"


def count_again(at: datetime) -> int:
    unknown = Deadline.objects.filter(due_on=None, met_on=None, claim__state__in=OPEN_STATES)
    return each(unknown, lambda pk: _count(pk, at))


def _count(pk: int, at: datetime) -> bool:
    """No form that is open becomes stale by it: the claim itself stays as it was."""
    claim = locked(Deadline.objects.select_related("claim").get(pk=pk).claim)
    deadline = Deadline.objects.get(pk=pk)
    due_on = counted_again(deadline, pauses_of(deadline))
    if due_on is None or deadline.due_on is not None:
        return False
    Deadline.objects.filter(pk=pk).update(due_on=due_on)
    set_next_due(claim)
    Claim.objects.filter(pk=claim.pk).update(next_due_on=claim.next_due_on)
    doing = Doing(by=None, at=at, key=key_of(claim, deadline.duty, due_on))
    record_claim(DUE_DAY_KNOWN, claim, doing, Party.SYSTEM, {"duty": deadline.duty, "due_on": str(due_on)})
    claim_noted.send(sender=Claim, claim=claim, note=DUE_DAY_KNOWN, by=None, at=at)
    return True
