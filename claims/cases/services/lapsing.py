"""Time runs out: an agreement that nobody signed falls through."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from claims.cases.codes import Duty, StartEvent
from claims.cases.models import Claim
from claims.cases.services.acting import Doing, begin
from claims.cases.time_limits import mark_met, set_limit


@transaction.atomic
def agreement_fall_through(*, claim: Claim, doing: Doing) -> Claim:
    """Not signed in time. Raises ValidationError as long as it still may be."""
    act = begin(claim, "fall_through", doing)
    current = act.claim
    if act.is_repeated:
        return current
    today = timezone.localdate(current.moment)
    if current.body is not None:
        set_limit(current, Duty.SCREEN, StartEvent.DISPUTE, today)
    claim = act.take()
    mark_met(claim, [Duty.SIGN], today)
    return claim
