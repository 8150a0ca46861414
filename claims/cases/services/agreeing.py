"""The two versions told further: a side states a fact with its evidence, or takes what the other says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from claims.cases.codes import Party, State
from claims.cases.disputes import can_agree, can_state
from claims.cases.models import Claim, DisputeQuestion, Side, Statement
from claims.cases.services.acting import CHANGED_MEANWHILE, Doing, locked, person_of, record_claim
from claims.cases.services.stating import fact_state
from claims.cases.sides import Sides, sides_of, written
from claims.cases.signals import claim_noted
from documents.evidence.models import Evidence
from sanbao.accounts.services.recording import demand

IS_SETTLED = _("这一项已经定了，不能再改说法。")
IS_HANDED_OVER = _("这一项已经交给技术咨询人员，现在只能同意对方的说法。")
NO_VALUE = _("“有争议”“还没有查清”不是一种说法，请选择是或者不是。")
OPEN_WORDS = ("disputed", "unknown")
MOST_NAMED = 10  # so many public ids fit the column


@transaction.atomic
def version_state(  # noqa: PLR0913  a statement has that many parts, each named at the call
    *, claim: Claim, side: str, fact: str, value: Any, words: str, doing: Doing, evidence: Sequence[str] = ()
) -> Statement:
    """What a side says of a fact that is neither settled nor with the consultants. `evidence`: public ids."""
    current = locked(claim)
    demand(can_state(person_of(doing), current, side))
    settling = Statement.objects.filter(claim=current, fact=fact, side__in=[Side.AGREED, Side.PANEL])
    if settling.exists():
        raise ValidationError({"value": IS_SETTLED})
    if _is_handed_over(current, fact):
        raise ValidationError({"value": IS_HANDED_OVER})
    if value in OPEN_WORDS:
        raise ValidationError({"value": NO_VALUE})
    return fact_state(
        claim=current, side=side, fact=fact, value=value, words=words, doing=doing, evidence=_known(current, evidence)
    )


def _known(claim: Claim, evidence: Sequence[str]) -> list[str]:
    """Items of this claim alone, as far as the column holds them; each once, in the order in which they were added."""
    rows = Evidence.objects.filter(subject=claim.ledger_subject, public_id__in=evidence) if evidence else ()
    return [str(one.public_id) for one in sorted(rows, key=lambda one: one.pk)][:MOST_NAMED]


@transaction.atomic
def fact_agree(*, claim: Claim, side: str, fact: str, value: Any, doing: Doing) -> Statement:
    """The side takes what the other says, as it was shown to it: from then on it holds for both. Pressed again, it is one."""
    current = locked(claim)
    demand(can_agree(person_of(doing), current, side))
    sides = sides_of(current, doing.at)
    settled = None if sides is None else sides.settling.get(fact)
    if settled is not None and settled.value == written(value):
        return settled
    if sides is None or not _is_what_the_other_says(sides, side, fact, value):
        raise ValidationError(CHANGED_MEANWHILE, code="changed")
    row = Statement.objects.create(
        claim=current, side=Side.AGREED, fact=fact, value=written(value), stated_by=doing.by, stated_at=doing.at
    )
    record_claim("claim.fact_agreed", current, doing, Party(side), {"fact": fact.lower(), "side": side})
    claim_noted.send(sender=Claim, claim=current, note="claim.fact_agreed", by=doing.by, at=doing.at)
    return row


def agreeable(sides: Sides, side: str, fact: str) -> bool:
    """Is there something that this side could take over from the other?"""
    difference = sides.differences.get(fact)
    return difference is not None and _others(difference.consumer, difference.business, side) not in OPEN_WORDS


def _is_what_the_other_says(sides: Sides, side: str, fact: str, value: Any) -> bool:
    if not agreeable(sides, side, fact):
        return False
    difference = sides.differences[fact]
    return written(_others(difference.consumer, difference.business, side)) == written(value)


def _others(consumer: Any, business: Any, side: str) -> Any:
    return business if side == Side.CONSUMER else consumer


def _is_handed_over(claim: Claim, fact: str) -> bool:
    handed = DisputeQuestion.objects.filter(claim=claim, fact=fact, state=DisputeQuestion.State.OPEN)
    return claim.state == State.IN_CONSULTATION and handed.exists()
