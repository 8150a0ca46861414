"""Offers and counter-offers. An accepted one is the settlement, to be signed by both."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claims.cases.codes import Party, Remedy, State, VehicleOffered
from claims.cases.machine import UNDECIDED
from claims.cases.models import Claim, Offer
from claims.cases.models.offer import OfferState
from claims.cases.permissions import parties_of
from claims.cases.services.acting import CHANGED_MEANWHILE, Doing
from claims.cases.services.noting import begin_note
from sanbao.accounts.models import User

AGREEABLE = (*UNDECIDED, State.REFERRED_OUTSIDE)
ABOUT_MONEY = (Remedy.MONEY, Remedy.LOANER_OR_TRANSPORT)
SIDES = (Party.CONSUMER, Party.BUSINESS)
NO_REMEDY = _("请选择怎样办。")
NO_CAR = _("请选择提供哪辆车。")
NO_AMOUNT = _("请填写金额。")
NO_LENGTH = _("请填写延长几个月，或者多少公里。")
NO_DAY = _("请写明什么时候以前办好。")
NO_EXPIRY = _("请写明提议到哪天为止有效。")
DAY_PASSED = _("日期不能早于今天。")
EXPIRED = _("这个提议已经过了有效期。")
SETTLED_ALREADY = _("这个提议已经有了结果。")


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What is offered, money in fen. `expires_on`: the last day on which it can be accepted."""

    remedy: str
    fulfil_on: date | None
    expires_on: date | None
    vehicle_offered: str = ""
    amount_fen: int | None = None
    months: int | None = None
    km: int | None = None
    words: str = ""


@transaction.atomic
def offer_make(*, claim: Claim, side: Party, terms: Terms, doing: Doing, answers: Offer | None = None) -> Offer:
    """One open offer a side: a new one takes the place of the last. `answers`: the one of the other side it counters."""
    known = Offer.objects.filter(claim=claim, request_key=doing.key, made_by=doing.by).first()
    if known is not None:
        return known
    note = begin_note(claim, doing, side, states=AGREEABLE)
    _check(terms, timezone.localdate(note.claim.moment))
    countered = _countered(note.claim, side, answers)
    for one in note.claim.offers.filter(side=side, state=OfferState.OPEN):
        _end(one, OfferState.WITHDRAWN, note.by, note.claim)
    if countered is not None:
        _end(countered, OfferState.COUNTERED, note.by, note.claim)
    made = Offer.objects.create(
        claim=note.claim,
        number=note.claim.offers.count() + 1,
        side=side,
        answers=countered,
        made_by=note.by,
        made_at=note.claim.moment,
        request_key=doing.key,
        **asdict(terms),
    )
    note.take("offer_made", offer=made.number, side=side, remedy=terms.remedy, expires_on=str(terms.expires_on))
    return made


@transaction.atomic
def offer_decline(*, offer: Offer, words: str, doing: Doing) -> Offer:
    note = begin_note(offer.claim, doing, other_side(offer.side), states=AGREEABLE)
    row = Offer.objects.get(pk=offer.pk)
    if row.state == OfferState.DECLINED:
        return row
    check_open(row, note.claim)
    row.settled_words = words.strip()
    _end(row, OfferState.DECLINED, note.by, note.claim)
    note.take("offer_declined", offer=row.number)
    return row


@transaction.atomic
def offer_withdraw(*, offer: Offer, doing: Doing) -> Offer:
    note = begin_note(offer.claim, doing, Party(offer.side))
    row = Offer.objects.get(pk=offer.pk)
    if row.state == OfferState.WITHDRAWN:
        return row
    if row.state != OfferState.OPEN:
        raise ValidationError(SETTLED_ALREADY, code="settled")
    _end(row, OfferState.WITHDRAWN, note.by, note.claim)
    note.take("offer_withdrawn", offer=row.number)
    return row


def other_side(side: str) -> Party:
    return Party.BUSINESS if side == Party.CONSUMER else Party.CONSUMER


def check_open(offer: Offer, claim: Claim) -> None:
    """Raises ValidationError for an offer that can no longer be answered."""
    if offer.state != OfferState.OPEN:
        raise ValidationError(SETTLED_ALREADY, code="settled")
    if offer.is_expired(claim.moment):
        raise ValidationError(EXPIRED, code="expired")


def accepted(offer: Offer, claim: Claim, by: User) -> Offer:
    """The row, accepted; what else stood open is taken back. Within the step that agrees."""
    row = Offer.objects.get(pk=offer.pk, claim=claim)
    if other_side(row.side) not in parties_of(by, claim):
        raise PermissionDenied
    check_open(row, claim)
    _end(row, OfferState.ACCEPTED, by, claim)
    for one in claim.offers.filter(state=OfferState.OPEN):
        _end(one, OfferState.WITHDRAWN, by, claim)
    return row


def _countered(claim: Claim, side: Party, answers: Offer | None) -> Offer | None:
    if answers is None:
        return None
    row = Offer.objects.filter(pk=answers.pk, claim=claim, side=other_side(side)).first()
    if row is None:
        raise PermissionDenied
    if row.state != OfferState.OPEN:
        raise ValidationError(CHANGED_MEANWHILE, code="changed")
    return row


def _end(offer: Offer, state: OfferState, by: User, claim: Claim) -> None:
    offer.state, offer.settled_by, offer.settled_at = state, by, claim.moment
    offer.save(update_fields=["state", "settled_by", "settled_at", "settled_words"])


def _check(terms: Terms, today: date) -> None:
    faults = {
        "remedy": NO_REMEDY if terms.remedy not in Remedy.values else None,
        "vehicle_offered": NO_CAR if _lacks_car(terms) else None,
        "amount_fen": NO_AMOUNT if terms.remedy in ABOUT_MONEY and not terms.amount_fen else None,
        "months": NO_LENGTH if _lacks_length(terms) else None,
        "fulfil_on": _day_fault(terms.fulfil_on, today, NO_DAY),
        "expires_on": _day_fault(terms.expires_on, today, NO_EXPIRY),
    }
    if any(faults.values()):
        raise ValidationError({name: fault for name, fault in faults.items() if fault})


def _lacks_car(terms: Terms) -> bool:
    offered = (VehicleOffered.SAME_MODEL, VehicleOffered.EQUAL_OR_BETTER)
    return terms.remedy == Remedy.VEHICLE_REPLACEMENT and terms.vehicle_offered not in offered


def _lacks_length(terms: Terms) -> bool:
    return terms.remedy == Remedy.LONGER_WARRANTY and not (terms.months or terms.km)


def _day_fault(day: date | None, today: date, missing: object) -> object:
    return missing if day is None else DAY_PASSED if day < today else None
