"""A clerk looks whether the body takes a dispute: then its questions are asked; else the other routes are told."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claims.cases.codes import Duty, Party
from claims.cases.disputes import dispute_step, screening_of
from claims.cases.models import Claim, NotAccepted, Screening, Step
from claims.cases.permissions import parties_of
from claims.cases.services.acting import CHANGED_MEANWHILE, NOT_NOW, Doing, begin, locked, person_of, record_claim, save
from claims.cases.services.questioning import questions_refresh
from claims.cases.signals import claim_noted
from claims.cases.time_limits import mark_met, set_next_due
from sanbao.accounts.services.recording import demand

NO_REASON = _("请选择不受理的原因。")
NO_WORDS = _("请写明为什么，双方都看得到。")


@transaction.atomic
def dispute_accept(*, claim: Claim, words: str, doing: Doing) -> Claim:
    """Taken: what the outcome turns on becomes questions. Pressed again, it is one screening."""
    current = locked(claim)
    demand(Party.CLERK in parties_of(person_of(doing), current))
    step = dispute_step(current)
    known = screening_of(step)
    if known is not None and known.accepted:
        return current
    if doing.lock is not None and doing.lock != current.lock:
        raise ValidationError(CHANGED_MEANWHILE, code="changed")
    if step is None or known is not None or current.state != current.State.DISPUTED:
        raise ValidationError(NOT_NOW, code="not_now")
    _screening(current, step, doing, accepted=True, words=words)
    questions_refresh(current, doing.at)
    set_next_due(current)
    save(current)
    codes = {"questions": current.questions.count(), "priority": current.is_priority}
    record_claim("claim.dispute_accepted", current, doing, Party.CLERK, {**codes})
    claim_noted.send(sender=Claim, claim=current, note="claim.dispute_accepted", by=doing.by, at=doing.at)
    return current


@transaction.atomic
def dispute_turn_away(*, claim: Claim, reason: str, words: str, doing: Doing) -> Claim:
    """Not taken, for a coded reason in plain words: the claim goes to the other routes, which are told."""
    act = begin(claim, "refer_outside", doing)
    current = act.claim
    if act.is_repeated:
        return current
    demand(Party.CLERK in parties_of(act.person, current))
    step = dispute_step(current)
    if step is None or screening_of(step) is not None or current.state != current.State.DISPUTED:
        raise ValidationError(CHANGED_MEANWHILE, code="changed")
    _check(reason, words)
    act.party = Party.CLERK  # who enters a claim for somebody else does not turn it away in his name
    _screening(current, step, doing, accepted=False, reason=reason, words=words)
    return act.take(reason=reason)


def _screening(
    claim: Claim, step: Step, doing: Doing, *, accepted: bool, reason: str = "", words: str = ""
) -> Screening:
    mark_met(claim, [Duty.SCREEN], timezone.localdate(doing.at))
    return Screening.objects.create(
        claim=claim,
        step=step,
        accepted=accepted,
        reason=reason,
        words=words.strip(),
        screened_by=person_of(doing),
        screened_at=doing.at,
    )


def _check(reason: str, words: str) -> None:
    faults: dict[str, object] = {}
    if reason not in NotAccepted.values:
        faults["reason"] = NO_REASON
    if not words.strip():
        faults["words"] = NO_WORDS
    if faults:
        raise ValidationError(faults)
