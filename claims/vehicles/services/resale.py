"""A car that came back under the guarantees, and its sale to somebody else (Order 43, article 33)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID, uuid5

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claims.vehicles.models import OdometerReading, Ownership, Resale, Sale, Vehicle
from claims.vehicles.models.sale import FEN
from claims.vehicles.paper_kinds import RESALE
from claims.vehicles.permissions import can_bring_back, can_resell
from claims.vehicles.resale_disclosure import disclosure
from claims.vehicles.services.odometer import odometer_record_of_day, reading_keep, reading_of_day
from claims.vehicles.services.recording import record_vehicle
from claims.vehicles.services.selling import Buyer
from documents.issuing.freezing import Order
from documents.issuing.models import Paper
from documents.issuing.services import paper_issue
from sanbao.accounts.models import Organisation, User
from sanbao.accounts.services.recording import demand

NOT_YET = _("日期不能晚于今天。")
BEFORE_HANDOVER = _("交还车辆的日期不能早于交车日期。")
BEFORE_RETURN = _("检验和销售的日期不能早于车辆交还的日期。")


@dataclass(frozen=True, kw_only=True)
class Back:
    """A car that came back: exchanged or returned, on which day, with how many kilometres."""

    how: str
    on: date
    km: int


@dataclass(frozen=True, kw_only=True)
class Offer:
    """What the buyer of a returned car is told, and what both agree."""

    sold_on: date
    price_yuan: Decimal
    km: int
    inspected_on: date
    inspected_by: str
    reason: str
    agreed: str


@transaction.atomic
def car_bring_back(*, sale: Sale, how: str, on: date, km: int, by: User, at: datetime) -> Vehicle:
    """The car is with the seller again; its owner's time ends. Done twice, it is done once."""
    vehicle = Vehicle.objects.select_for_update(of=("self",), no_key=True).get(pk=sale.vehicle_id)
    locked = Sale.objects.select_related("vehicle", "seller").get(pk=sale.pk)
    if vehicle.brought_back_on == on and vehicle.brought_back_by == how:
        return vehicle
    demand(can_bring_back(by, locked))
    if on > timezone.localdate(at):
        raise ValidationError({"on": NOT_YET})
    if locked.handover_on is not None and on < locked.handover_on:
        raise ValidationError({"on": BEFORE_HANDOVER})
    return take_back(sale=locked, vehicle=vehicle, back=Back(how=how, on=on, km=km), by=by, at=at)


def take_back(*, sale: Sale, vehicle: Vehicle, back: Back, by: User, at: datetime) -> Vehicle:
    """The car's rows, locked by whoever calls, who has permitted it, too."""
    reading = reading_of_day(back.km, back.on, OdometerReading.Source.RETURN, at)
    reading_keep(vehicle=vehicle, reading=reading, outlet=sale.seller, by=by, at=at)
    vehicle.brought_back_on, vehicle.brought_back_by = back.on, back.how
    vehicle.full_clean(exclude={"vin_last6"})
    vehicle.save(update_fields=["brought_back_on", "brought_back_by"])
    vehicle.ownerships.filter(until=None).update(until=back.on)
    vehicle.binding_codes.filter(used_at=None, ended_at=None).update(ended_at=at)
    record_vehicle("car.brought_back", vehicle, by=by, at=at, outlet=sale.seller, how=back.how)
    return vehicle


@transaction.atomic
def car_resell(  # noqa: PLR0913  each named at the call
    *, vehicle: Vehicle, outlet: Organisation, offer: Offer, buyer: Buyer, key: UUID, by: User, at: datetime
) -> Resale:
    """The disclosure is issued with the sale; without it there is none. `key`: sent twice, it makes one sale."""
    known = Resale.objects.filter(sold_by=by, request_key=key).first()
    if known is not None:
        return known
    locked = Vehicle.objects.select_for_update(of=("self",), no_key=True).get(pk=vehicle.pk)
    demand(can_resell(by, locked, outlet))
    _check_days(locked, offer, at)
    resale = Resale(
        vehicle=locked,
        seller=outlet,
        buyer_name=buyer.name.strip(),
        buyer_phone=buyer.phone,
        sold_on=offer.sold_on,
        price_fen=int(offer.price_yuan * FEN),
        inspected_on=offer.inspected_on,
        inspected_by=offer.inspected_by.strip(),
        reason=offer.reason.strip(),
        agreed=offer.agreed.strip(),
        sold_by=by,
        registered_at=at,
        request_key=key,
    )
    resale.full_clean()
    resale.ownership = _owned(locked, buyer, offer.sold_on)
    resale.save()
    record_vehicle("car.resold", locked, by=by, at=at, outlet=outlet, resale=str(resale.public_id))
    source, km = OdometerReading.Source.RESALE, offer.km
    odometer_record_of_day(vehicle=locked, km=km, on=offer.sold_on, source=source, outlet=outlet, by=by, at=at)
    resale.paper = _disclosed(resale, km, by, at)
    resale.save(update_fields=["paper"])
    return resale


def _disclosed(resale: Resale, km: int, by: User, at: datetime) -> Paper:
    order = Order(
        kind=RESALE,
        context=disclosure(resale, km),
        issuer=resale.seller,
        subject=resale.vehicle.ledger_subject,
        key=uuid5(resale.public_id, "disclosure"),
    )
    return paper_issue(order, by=by, at=at)


def _owned(vehicle: Vehicle, buyer: Buyer, since: date) -> Ownership:
    ownership = Ownership(
        vehicle=vehicle,
        name=buyer.name.strip(),
        phone=buyer.phone,
        acquired_by=Ownership.Acquired.RESALE,
        since=since,
    )
    ownership.full_clean()
    ownership.save()
    return ownership


def _check_days(vehicle: Vehicle, offer: Offer, at: datetime) -> None:
    for field, day in (("sold_on", offer.sold_on), ("inspected_on", offer.inspected_on)):
        if day > timezone.localdate(at):
            raise ValidationError({field: NOT_YET})
        if vehicle.brought_back_on is not None and day < vehicle.brought_back_on:
            raise ValidationError({field: BEFORE_RETURN})
