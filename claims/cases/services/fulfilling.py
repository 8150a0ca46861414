"""What was granted is done: the business says so, the consumer confirms or contests; silence closes the claim in the end."""

from __future__ import annotations

from dataclasses import replace

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claims.cases.codes import Duty, Party, Remedy, StartEvent, State, VehicleOffered
from claims.cases.models import Claim, Deadline, Fulfilment
from claims.cases.models.claim import PERFORMANCE
from claims.cases.services.acting import NOT_NOW, Doing, begin, locked
from claims.cases.services.certifying import certificate_issue
from claims.cases.services.done import WHOLE_CAR, Done, check, promised, row_of, sold_by_respondent
from claims.cases.services.noting import begin_note
from claims.cases.time_limits import mark_met, set_limit
from claims.vehicles.models import Vehicle
from claims.vehicles.services.exchanging import car_exchange
from claims.vehicles.services.resale import Back, take_back
from claims.vehicles.services.vouchers import voucher_issue, voucher_reissue
from documents.issuing.models import Paper
from sanbao.accounts.models import User

ALREADY_SAID = _("已经说过办好了，正在等消费者确认。")
NOTHING_SAID = _("经营者还没有说已经办好。")
SAY_WHAT_IS_WRONG = _("请写明哪里没有办好。")


@transaction.atomic
def fulfilment_say(*, claim: Claim, done: Done, doing: Doing) -> Fulfilment:
    """Said twice under one key it is said once. The new car is sold here, a voucher issued anew, a certificate given."""
    known = locked(claim).fulfilments.filter(request_key=doing.key, said_by=doing.by).first()
    if known is not None:
        return known
    note = begin_note(claim, doing, Party.BUSINESS, states=(State.FULFILLING,))
    current, by = note.claim, note.by
    if waiting_of(current) is not None:
        raise ValidationError(ALREADY_SAID, code="said")
    check(current, done, current.moment)
    row = row_of(current, done, by, current.moment)
    row.request_key = doing.key
    row.new_sale_id = _exchange(current, done, by)
    row.paper = _reissue(current, doing, by)
    row.save()
    row.certificate = certificate_issue(row, by, current.moment)
    row.save(update_fields=["certificate"])
    current.is_contested = False
    mark_met(current, PERFORMANCE, done.fulfilled_on)
    set_limit(current, Duty.CONFIRM, StartEvent.FULFILMENT, timezone.localdate(current.moment))
    note.take("fulfilment_said", remedy=row.remedy, number=row.number, fulfilled_on=str(row.fulfilled_on))
    return row


@transaction.atomic
def fulfilment_contest(*, claim: Claim, words: str, doing: Doing) -> Claim:
    """It is not done, or not as granted: the time limit runs on as if nothing had been said, and a dispute is open to him."""
    known = locked(claim).fulfilments.filter(contest_key=doing.key).exists()
    note = begin_note(claim, replace(doing, lock=None) if known else doing, Party.CONSUMER)
    current, row = note.claim, waiting_of(note.claim)
    if known:
        return current
    if row is None:
        raise ValidationError(NOTHING_SAID, code="nothing_said")
    if not words.strip():
        raise ValidationError({"words": SAY_WHAT_IS_WRONG})
    row.contested_at, row.contested_words, row.contest_key = current.moment, words.strip(), doing.key
    row.save(update_fields=["contested_at", "contested_words", "contest_key"])
    current.is_contested = True
    Deadline.objects.filter(claim=current, duty__in=PERFORMANCE, met_on=row.fulfilled_on).update(met_on=None)
    mark_met(current, [Duty.CONFIRM], timezone.localdate(current.moment))
    note.take("fulfilment_contested", number=row.number)
    return current


@transaction.atomic
def fulfilment_confirm(*, claim: Claim, doing: Doing) -> Claim:
    """Also where the business has not said a word: what the consumer has, he has."""
    act = begin(claim, "confirm", doing)
    if act.is_repeated:
        return act.claim
    today = timezone.localdate(act.claim.moment)
    row = waiting_of(act.claim)
    if row is not None:
        row.confirmed_at = act.claim.moment
        row.save(update_fields=["confirmed_at"])
        _take_back(row)
    mark_met(act.claim, PERFORMANCE, row.fulfilled_on if row else today)
    mark_met(act.claim, [Duty.CONFIRM], today)
    return act.take(said=row.number if row else None)


@transaction.atomic
def claim_close_unconfirmed(*, claim: Claim, doing: Doing) -> Claim:
    """Said to be done, and the consumer has been silent for the days of the setting. `doing.by` None: the site itself."""
    act = begin(claim, "close_unconfirmed", doing)
    if act.is_repeated:
        return act.claim
    row = waiting_of(act.claim)
    closed = act.take(said=row.number if row else None)
    if row is not None:
        _take_back(row)
    mark_met(closed, [Duty.CONFIRM], timezone.localdate(closed.moment))
    return closed


@transaction.atomic
def replacement_turn_into_return(*, claim: Claim, doing: Doing) -> Claim:
    """There is no car to give, neither the same nor a better one, or it did not come in time: the money back instead.

    Order 43, articles 25 and 28. Turned twice, it is turned once.
    """
    is_turned = _is_turned(locked(claim))
    note = begin_note(claim, replace(doing, lock=None) if is_turned else doing, Party.CONSUMER)
    current = note.claim
    if is_turned:
        return current
    if not may_turn_into_return(current):
        raise ValidationError(NOT_NOW, code="not_now")
    current.remedy = Remedy.VEHICLE_RETURN
    note.take("turned_into_return", remedy=str(Remedy.VEHICLE_RETURN))
    return current


def may_turn_into_return(claim: Claim) -> bool:
    """By the state and the answer, at the claim's `moment`; that it is the consumer stands beside."""
    if claim.remedy != Remedy.VEHICLE_REPLACEMENT or claim.state not in (State.GRANTED, State.FULFILLING):
        return False
    has_no_car = promised(claim).vehicle_offered == VehicleOffered.NONE
    return waiting_of(claim) is None and (has_no_car or claim.is_performance_late(claim.moment))


def _is_turned(claim: Claim) -> bool:
    return claim.remedy == Remedy.VEHICLE_RETURN and promised(claim).remedy == Remedy.VEHICLE_REPLACEMENT


def waiting_of(claim: Claim) -> Fulfilment | None:
    """What the business has said and the consumer has not answered."""
    return claim.fulfilments.filter(confirmed_at=None, contested_at=None).first()


def _exchange(claim: Claim, done: Done, by: User) -> int | None:
    """The new car, where the respondent has sold the old one."""
    if claim.remedy != Remedy.VEHICLE_REPLACEMENT or done.given is None or claim.respondent is None:
        return None
    old = claim.ownership
    old.vehicle = claim.vehicle
    return car_exchange(old=old, given=done.given, outlet=claim.respondent, by=by, at=claim.moment).pk


def _reissue(claim: Claim, doing: Doing, by: User) -> Paper | None:
    """The voucher that was lost, or never given."""
    sale = sold_by_respondent(claim) if claim.remedy == Remedy.VOUCHER_REISSUE else None
    if sale is None:
        return None
    if sale.voucher is None:
        return voucher_issue(sale=sale, by=by, at=claim.moment)
    return voucher_reissue(sale=sale, key=doing.key, by=by, at=claim.moment)


def _take_back(row: Fulfilment) -> None:
    """The old car is the seller's from the day on which it came back, now that the consumer has said, or let stand, that it did."""
    sale = sold_by_respondent(row.claim) if row.remedy in WHOLE_CAR else None
    if sale is None or row.returned_on is None or row.returned_mileage_km is None:
        return
    vehicle = Vehicle.objects.select_for_update(of=("self",), no_key=True).get(pk=sale.vehicle_id)
    if vehicle.brought_back_on is None:
        back = Back(how=row.remedy, on=row.returned_on, km=row.returned_mileage_km)
        take_back(sale=sale, vehicle=vehicle, back=back, by=row.said_by, at=row.claim.moment)
