"""A car is given for another one under the three guarantees: sold to the same consumer, with periods of its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid5

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from claims.vehicles.models import Ownership, Sale, Vehicle
from claims.vehicles.permissions import can_issue_voucher
from claims.vehicles.services.correcting import Why, replacement_note
from claims.vehicles.services.handing_over import handover_take_over
from claims.vehicles.services.recording import record_vehicle
from claims.vehicles.services.registering import Identity, check_vin
from claims.vehicles.services.selling import Buyer, Invoice, sale_register
from claims.vehicles.services.vouchers import voucher_issue
from documents.papers.checking import ContextError
from sanbao.accounts.models import Organisation, User

SAME_CAR = _("这是换下的那辆车，请填写换来的车。")
SOLD_TO_ANOTHER = _("这辆车已经卖给别人，或者是别的店卖的，请核对车辆识别代号。")
NOT_HANDED_OVER = _("这辆车已经登记销售，还没有办完交车。请先在销售页面办完交车。")


@dataclass(frozen=True, kw_only=True)
class Given:
    """The new car. `proof`: the exchange agreement, the old car; `reason`: why. `key`: one a form."""

    identity: Identity
    invoice: Invoice
    handover_on: date
    km: int
    reason: str
    proof: str
    key: UUID


@transaction.atomic
def car_exchange(*, old: Ownership, given: Given, outlet: Organisation, by: User, at: datetime) -> Sale:
    """The sale of the new car, handed over and noted as a replacement; a voucher where one can be printed.

    A car that was sold to the same consumer by the sale pages before is taken as it stands.
    """
    written = check_vin(given.identity.vin, is_confirmed=given.identity.is_vin_confirmed)
    if written == old.vehicle.vin:
        raise ValidationError({"vin": SAME_CAR})
    known = Sale.objects.filter(vehicle__vin=written).select_related("vehicle").first()
    sale = _as_sold(known, old, outlet) if known else _sold(old, given, outlet, by, at)
    if sale.replacement_handover_on is None:
        why = Why(reason=given.reason, proof=given.proof, key=uuid5(given.key, "replacement"))
        replacement_note(sale=sale, on=sale.handover_on or given.handover_on, why=why, by=by, at=at)
    _bind(sale.vehicle, old, by, at)
    fresh = Sale.objects.select_related("vehicle", "seller", "voucher").get(pk=sale.pk)
    _print_voucher(fresh, by, at)
    return fresh


def _as_sold(sale: Sale, old: Ownership, outlet: Organisation) -> Sale:
    owner = sale.vehicle.ownerships.filter(until=None).first()
    is_his = owner is not None and (
        (owner.consumer_id is not None and owner.consumer_id == old.consumer_id) or owner.phone in _phones(old)
    )
    if sale.seller_id != outlet.pk or not is_his:
        raise ValidationError({"vin": SOLD_TO_ANOTHER})
    if sale.handed_over_at is None:
        raise ValidationError({"vin": NOT_HANDED_OVER})
    return sale


def _sold(old: Ownership, given: Given, outlet: Organisation, by: User, at: datetime) -> Sale:
    """Handed over with the exchange, which both have on paper."""
    buyer = Buyer(name=old.name, phone=next(iter(_phones(old)), ""))
    sale = sale_register(identity=given.identity, invoice=given.invoice, buyer=buyer, outlet=outlet, by=by, at=at)
    return handover_take_over(sale=sale, handover_on=given.handover_on, km=given.km, by=by, at=at)


def _phones(old: Ownership) -> list[str]:
    return [phone for phone in (old.phone, old.consumer.phone if old.consumer else "") if phone]


def _bind(vehicle: Vehicle, old: Ownership, by: User, at: datetime) -> None:
    """The account that had the old car has the new one: the seller has just said that it is the same consumer."""
    owner = vehicle.ownerships.filter(until=None, consumer=None).first()
    if owner is None or old.consumer is None:
        return
    owner.consumer, owner.bound_at = old.consumer, at
    owner.save(update_fields=["consumer", "bound_at"])
    vehicle.binding_codes.filter(used_at=None, ended_at=None).update(ended_at=at)
    record_vehicle("car.bound", vehicle, by=by, at=at, how="exchange")


def _print_voucher(sale: Sale, by: User, at: datetime) -> None:
    """None where the producer has filed nothing, or not all: it is issued on the page of the sale once he has."""
    if not can_issue_voucher(by, sale):
        return
    try:
        with transaction.atomic():
            voucher_issue(sale=sale, by=by, at=at)
    except (ValidationError, ContextError):
        return
    sale.refresh_from_db(fields=["voucher"])
