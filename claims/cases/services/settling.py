"""An accepted offer becomes a settlement; signed by both it is carried out, unsigned it falls through."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from claims.cases.codes import Duty, Party, StartEvent, State
from claims.cases.models import Claim, Deadline, Offer, Settlement, Step
from claims.cases.models.claim import PERFORMANCE
from claims.cases.services.acting import Doing, begin, locked
from claims.cases.services.offering import accepted, other_side
from claims.cases.signing import BUSINESS, CONSUMER, ROLES, SETTLEMENT
from claims.cases.time_limits import mark_met, set_limit
from documents.signatures.models import Signature
from documents.signatures.selectors import is_signed_by, signatures_of
from documents.signatures.services import Signer, signature_request
from documents.signatures.signables import Signable, signable_of
from sanbao.accounts.models import Organisation, User


@transaction.atomic
def offer_accept(*, offer: Offer, doing: Doing) -> Claim:
    """Agreed: what was offered is to be signed by both in time."""
    act = begin(offer.claim, "agree", doing)
    claim = act.claim
    if act.is_repeated:
        return claim
    row = accepted(offer, claim, act.person)
    act.party = other_side(row.side)
    claim.remedy = row.remedy
    settlement = Settlement.objects.create(claim=claim, offer=row, agreed_at=claim.moment, agreed_by=act.person)
    today = timezone.localdate(claim.moment)
    mark_met(claim, [Duty.REPLY], today)
    set_limit(claim, Duty.SIGN, StartEvent.AGREEMENT, today)
    return act.take(offer=row.number, remedy=row.remedy, settlement=str(settlement.public_id))


@transaction.atomic
def signatures_ask(*, settlement: Settlement, by: User, at: datetime) -> list[Signature]:
    """Of both sides, with the names that are known; who was asked before, or has signed, is not asked again."""
    signable = signable_for(settlement)
    asked = {one.role: one for one in signatures_of(signable).exclude(state=Signature.State.REFUSED)}
    for role, signer in _signers(settlement).items():
        if role not in asked:
            asked[role] = signature_request(signable=signable, role=role, signer=signer, by=by, at=at)
    return list(asked.values())


def _signers(settlement: Settlement) -> dict[str, Signer]:
    """For the business whoever of its people agreed; of one without an account its name alone."""
    claim, offer, owner = settlement.claim, settlement.offer, settlement.claim.ownership
    person = offer.made_by if offer.side == Party.BUSINESS else settlement.agreed_by
    business = Signer(person.name or person.username, user=person)
    return {
        CONSUMER: Signer(owner.name, owner.phone, claim.consumer),
        BUSINESS: business if claim.respondent_id else Signer(claim.respondent_name),
    }


def signable_for(settlement: Settlement) -> Signable:
    found = signable_of(settlement.signable_name)
    if found is None:
        raise LookupError(settlement.signable_name)
    return found


def take_up_when_signed(*, settlement: Settlement, at: datetime) -> None:
    """By the site itself, as soon as the second of the two has signed. The claim is locked first: of two who sign at one
    moment the second sees the signature of the first."""
    claim = locked(settlement.claim)
    if claim.state != State.SETTLED or settlement.lapsed_at is not None:
        return
    signable = signable_for(settlement)
    if all(is_signed_by(signable, role) for role in ROLES):
        settlement_take_up(settlement=settlement, doing=Doing(by=None, at=at, key=settlement.public_id))


@transaction.atomic
def settlement_take_up(*, settlement: Settlement, doing: Doing) -> Claim:
    """The day on which they agreed takes the place of the law's: that is what they signed."""
    act = begin(settlement.claim, "take_up", doing)
    claim = act.claim
    if act.is_repeated:
        return claim
    mark_met(claim, [Duty.SIGN], timezone.localdate(claim.moment))
    _agreed_day(claim, settlement)
    return act.take(settlement=str(settlement.public_id))


@transaction.atomic
def settlement_lapse(*, claim: Claim, body: Organisation | None, doing: Doing) -> Claim:
    """Not signed in time: it is a dispute again."""
    act = begin(claim, "fall_through", doing)
    current = act.claim
    if act.is_repeated:
        return current
    current.body = current.body or body
    set_limit(current, Duty.SCREEN, StartEvent.DISPUTE, timezone.localdate(current.moment))
    return act.take()


def settlement_left(*, claim: Claim, step: Step, at: datetime, **_rest: Any) -> None:
    """Whoever led the claim on from there (a page, a timer): the settlement is signed, or it is none any more."""
    if step.from_state != State.SETTLED:
        return
    field = "signed_at" if step.to_state == State.FULFILLING else "lapsed_at"
    Settlement.objects.filter(claim=claim, signed_at=None, lapsed_at=None).update(**{field: at})


def settlement_signed(*, signature: Signature, at: datetime, **_rest: Any) -> None:
    kind, _slash, public_id = signature.signable.partition("/")
    if kind != SETTLEMENT or signature.state != Signature.State.SIGNED:
        return
    row = Settlement.objects.select_related("claim", "offer").filter(public_id=public_id).first()
    if row is not None:
        take_up_when_signed(settlement=row, at=at)


def _agreed_day(claim: Claim, settlement: Settlement) -> None:
    start, fulfil_on = timezone.localdate(settlement.agreed_at), settlement.offer.fulfil_on
    values = {
        "start_on": start,
        "start_event": StartEvent.AGREEMENT,
        "law": "",
        "days": (fulfil_on - start).days,
        "due_on": fulfil_on,
        "met_on": None,
    }
    duties = set(claim.deadlines.filter(duty__in=PERFORMANCE).values_list("duty", flat=True)) or {Duty.COMPLETE}
    for duty in duties:
        Deadline.objects.update_or_create(claim=claim, duty=duty, defaults=values)
