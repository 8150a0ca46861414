"""An agreement that was not signed in time falls through; what was said to be done, and not answered, is closed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial

from django.core.exceptions import ValidationError
from django.utils import timezone

from claims.cases.codes import Duty, State
from claims.cases.models import Deadline
from claims.cases.services.acting import Doing
from claims.cases.services.fulfilling import claim_close_unconfirmed
from claims.cases.services.settling import settlement_lapse
from claims.cases.timers.batches import each
from claims.cases.timers.keys import key_of

LAPSES: Mapping[str, tuple[str, Callable[..., object]]] = {
    Duty.SIGN: (State.SETTLED, partial(settlement_lapse, body=None)),
    Duty.CONFIRM: (State.FULFILLING, claim_close_unconfirmed),
}


def lapse(at: datetime) -> int:
    over = Deadline.objects.filter(met_on=None, due_on__lt=timezone.localdate(at))
    return sum(
        each(over.filter(duty=duty, claim__state=state), lambda pk, take=take: _lapse(pk, take, at))  # type: ignore[misc]  # bound at once
        for duty, (state, take) in LAPSES.items()
    )


def _lapse(pk: int, take: Callable[..., object], at: datetime) -> bool:
    deadline = Deadline.objects.select_related("claim").get(pk=pk)
    claim = deadline.claim
    try:
        take(claim=claim, doing=Doing(by=None, at=at, key=key_of(claim, deadline.duty, deadline.due_on)))
    except ValidationError:  # somebody was faster, or the day has moved
        return False
    return True
