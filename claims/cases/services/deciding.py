"""What the consumer decides: take what is granted, let the refusal stand, dispute it, go elsewhere, take the claim back."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claims.cases.codes import Duty, Outcome, StartEvent
from claims.cases.models import Claim
from claims.cases.services.acting import Doing, begin
from claims.cases.time_limits import mark_met, set_limit
from sanbao.accounts.models import Organisation

NOT_OUTSIDE = _("请选择是怎样结束的。")
NO_BODY = _("请选择争议处理机构。")


@transaction.atomic
def claim_accept(*, claim: Claim, doing: Doing) -> Claim:
    """What was granted is taken: it is to be done."""
    act = begin(claim, "accept", doing)
    return act.claim if act.is_repeated else act.take(remedy=act.claim.remedy)


@transaction.atomic
def refusal_accept(*, claim: Claim, doing: Doing) -> Claim:
    act = begin(claim, "accept_refusal", doing)
    return act.claim if act.is_repeated else act.take()


@transaction.atomic
def claim_dispute(*, claim: Claim, body: Organisation | None, doing: Doing) -> Claim:
    """Refused, too little, or late: a dispute body is asked to look. From the first late day, whoever has noticed it."""
    act = begin(claim, "dispute", doing)
    current = act.claim
    if act.is_repeated:
        return current
    current.body = current.body or body
    if current.body is None or not current.body.is_dispute_body:
        raise ValidationError({"body": NO_BODY})
    mark_met(current, [Duty.CONFIRM], timezone.localdate(current.moment))  # there is nothing to confirm any more
    set_limit(current, Duty.SCREEN, StartEvent.DISPUTE, timezone.localdate(current.moment))
    return act.take(body=str(current.body.public_id), late=current.is_overdue(Duty.REPLY, current.moment))


@transaction.atomic
def claim_refer_outside(*, claim: Claim, doing: Doing) -> Claim:
    act = begin(claim, "refer_outside", doing)
    return act.claim if act.is_repeated else act.take()


@transaction.atomic
def claim_close_outside(*, claim: Claim, outcome: str, doing: Doing) -> Claim:
    act = begin(claim, "close_outside", doing)
    if act.is_repeated:
        return act.claim
    if outcome not in (Outcome.DECIDED_OUTSIDE, Outcome.GIVEN_UP_OUTSIDE):
        raise ValidationError({"outcome": NOT_OUTSIDE})
    return act.take(arguments=(Outcome(outcome),), outcome=outcome)


@transaction.atomic
def claim_withdraw(*, claim: Claim, doing: Doing) -> Claim:
    """Taken back; asking again later is free."""
    act = begin(claim, "withdraw", doing)
    return act.claim if act.is_repeated else act.take()
