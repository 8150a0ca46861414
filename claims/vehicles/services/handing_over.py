"""The handover: duties ticked, both sign, then in one transaction the car is the buyer's, with voucher, record and code."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid5

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claims.vehicles import duties
from claims.vehicles.binding_codes import new_code
from claims.vehicles.handover_record import handover_record
from claims.vehicles.lacking import completed
from claims.vehicles.models import BindingCode, HandoverDuty, OdometerReading, Sale, Vehicle
from claims.vehicles.paper_kinds import HANDOVER
from claims.vehicles.permissions import can_hand_over, can_see_sale
from claims.vehicles.selectors import handover_of
from claims.vehicles.services.odometer import odometer_record_of_day
from claims.vehicles.services.recording import record_vehicle
from claims.vehicles.services.selling import binding_terms
from claims.vehicles.services.vouchers import voucher_issue_first
from documents.issuing.freezing import Order
from documents.issuing.models import Paper
from documents.issuing.services import paper_issue
from documents.signatures.models import Signature
from documents.signatures.selectors import is_signed_by
from documents.signatures.services import Signer, signature_request, signature_withdraw
from sanbao.accounts.models import User
from sanbao.accounts.services.recording import demand

UNKNOWN_DUTY = _("请从列表里选择。")
BEFORE_BUILT = _("交车日期不能早于生产日期。")
NOT_YET = _("交车日期不能晚于今天。")
NOT_ALL_DONE = _("交车时要做的事还没有做完，请先逐项做完、勾选。")
NOT_SIGNED = _("还没有双方签字，或者签字以后内容又有改动。请双方对现在的内容签字。")
SELLER, CONSUMER = "seller", "consumer"


@dataclass(frozen=True, kw_only=True)
class Handover:
    handover_on: date
    km: int
    done: Iterable[str]
    words: str = ""


@transaction.atomic
def handover_note(*, sale: Sale, handover: Handover, by: User, at: datetime) -> Sale:
    """What was done so far. May be noted again until the car is handed over; signatures then no longer hold."""
    locked = _locked(sale, by)
    keys, done = duties.keys_on(locked.invoiced_on), list(dict.fromkeys(handover.done))
    if not set(done) <= set(keys):
        raise ValidationError({"done": UNKNOWN_DUTY})
    _check_day(handover.handover_on, locked, at)
    locked.handover_on, locked.handover_km = handover.handover_on, handover.km
    locked.handover_words = handover.words.strip()
    locked.full_clean()
    locked.save()
    HandoverDuty.objects.filter(sale=locked).exclude(duty__in=done).delete()
    for key in done:
        HandoverDuty.objects.get_or_create(sale=locked, duty=key, defaults={"done_at": at})
    record_vehicle("handover.noted", locked.vehicle, by=by, at=at, outlet=locked.seller, done=len(done), of=len(keys))
    return locked


@transaction.atomic
def handover_ask_for_signatures(*, sale: Sale, by: User, at: datetime) -> list[Signature]:
    """Of both, once everything is done. What is signed and still holds is not asked for again."""
    locked = _locked(sale, by)
    _demand_done(locked)
    signable, buyer = handover_of(locked), locked.vehicle.ownerships.get(until=None)
    people = {
        SELLER: Signer(name=by.name or by.username, user=by),
        CONSUMER: Signer(name=buyer.name, phone=buyer.phone, user=buyer.consumer),
    }
    asked = []
    for role, signer in people.items():
        if is_signed_by(signable, role):
            continue
        _withdraw_other(str(signable), role, signer, by, at)
        asked.append(signature_request(signable=signable, role=role, signer=signer, by=by, at=at))
    return asked


def handover_complete(*, sale: Sale, by: User, at: datetime, bilingual: bool = False) -> Sale:
    """Voucher, record with the owner's code, first odometer reading. Done twice, it is done once.

    Raises ContextError where the voucher cannot be printed: nothing is changed then. Where the producer has filed nothing
    the car is handed over without a voucher, which is issued once he has. `bilingual`: a voucher with its English.
    """
    with transaction.atomic():
        known = Sale.objects.select_for_update(of=("self",)).get(pk=sale.pk)
        if known.handed_over_at is not None and can_see_sale(by, known):
            return known
        locked = _locked(sale, by)
        _demand_done(locked)
        _demand_signed(locked)
        locked.handed_over_at = at
        # What the producer has filed meanwhile for the invoice day: it fills what was missing, and changes nothing else.
        locked.terms_json = completed(locked, binding_terms(locked.vehicle.model_line, locked.law_day))
        locked.save(update_fields=["handed_over_at", "terms_json"])
        _begin_ownership(locked)
        _first_reading(locked, by, at)
        record_vehicle(
            "car.handed_over", locked.vehicle, by=by, at=at, outlet=locked.seller, sale=str(locked.public_id)
        )
        voucher_issue_first(sale=locked, by=by, at=at, bilingual=bilingual)
        locked.record = _record_paper(locked, by, at)
        locked.save(update_fields=["record"])
    return locked


@transaction.atomic
def handover_take_over(*, sale: Sale, handover_on: date, km: int | None, by: User, at: datetime) -> Sale:
    """It took place before this system knew of it: what the papers say is kept; nothing is signed or printed here."""
    locked = _locked(sale, by)
    _check_day(handover_on, locked, at)
    locked.handover_on, locked.handover_km, locked.handed_over_at = handover_on, km, at
    locked.full_clean()
    locked.save()
    _begin_ownership(locked)
    if km is not None:
        _first_reading(locked, by, at)
    codes = {"sale": str(locked.public_id), "handover_on": str(handover_on)}
    record_vehicle("handover.taken_over", locked.vehicle, by=by, at=at, outlet=locked.seller, **codes)
    return locked


def _locked(sale: Sale, by: User) -> Sale:
    Vehicle.objects.select_for_update(of=("self",), no_key=True).get(pk=sale.vehicle_id)
    locked = (
        Sale.objects.select_for_update(of=("self",))
        .select_related("vehicle__model_line__producer", "seller", "voucher")
        .get(pk=sale.pk)
    )
    demand(can_hand_over(by, locked))
    return locked


def _check_day(day: date, sale: Sale, at: datetime) -> None:
    if day > timezone.localdate(at):
        raise ValidationError({"handover_on": NOT_YET})
    if sale.vehicle.built_on is not None and day < sale.vehicle.built_on:
        raise ValidationError({"handover_on": BEFORE_BUILT})


def _demand_done(sale: Sale) -> None:
    done = set(sale.duties.values_list("duty", flat=True))
    if sale.handover_on is None or done != set(duties.keys_on(sale.invoiced_on)):
        raise ValidationError(NOT_ALL_DONE)


def _demand_signed(sale: Sale) -> None:
    signable = handover_of(sale)
    if not all(is_signed_by(signable, role) for role in (SELLER, CONSUMER)):
        raise ValidationError(NOT_SIGNED)


def _withdraw_other(signable: str, role: str, signer: Signer, by: User, at: datetime) -> None:
    """An open request to somebody else, from before a correction."""
    for open_one in Signature.objects.filter(signable=signable, role=role, state=Signature.State.OPEN):
        if (open_one.name, open_one.phone, open_one.user) != (signer.name.strip(), signer.phone, signer.user):
            signature_withdraw(signature=open_one, by=by, at=at)


def _begin_ownership(sale: Sale) -> None:
    ownership = sale.vehicle.ownerships.get(until=None)
    ownership.since = sale.handover_on or sale.invoiced_on
    ownership.save(update_fields=["since"])


def _first_reading(sale: Sale, by: User, at: datetime) -> None:
    day = sale.handover_on or timezone.localdate(at)
    source, km = OdometerReading.Source.HANDOVER, sale.handover_km or 0
    odometer_record_of_day(vehicle=sale.vehicle, km=km, on=day, source=source, outlet=sale.seller, by=by, at=at)


def _record_paper(sale: Sale, by: User, at: datetime) -> Paper:
    ownership = sale.vehicle.ownerships.get(until=None)
    code = "" if ownership.consumer_id else new_code(sale.vehicle, BindingCode.Purpose.HANDOVER, by=by, at=at)
    assert sale.seller is not None  # noqa: S101  can_hand_over said so
    order = Order(
        kind=HANDOVER,
        context=handover_record(sale, code),
        issuer=sale.seller,
        subject=sale.vehicle.ledger_subject,
        key=key_for(sale, "record"),
        holder=ownership.consumer,
    )
    return paper_issue(order, by=by, at=at)


def key_for(sale: Sale, what: str) -> UUID:
    """One a sale: the same paper asked for twice is one paper."""
    return uuid5(sale.public_id, what)
