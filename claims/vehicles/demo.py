"""Demonstration cars, sold and handed over by the services as the outlets would."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from uuid import uuid5

from django.db import transaction
from django.utils import timezone

from claims.filings.models import ModelLine
from claims.vehicles.demo_cars import (
    ASKED_FOR,
    BOUND,
    BROUGHT_BACK,
    CARS,
    FEW,
    IN_PROGRESS,
    LIU,
    OUYANG,
    PUT_RIGHT,
    REPLACEMENT,
    RESOLD,
    TRANSFERRED,
    VOUCHER_LOST,
    ZHOU,
    Car,
)
from claims.vehicles.duties import keys_on
from claims.vehicles.models import Sale, SaleDraft, Vehicle
from claims.vehicles.selectors import handover_of
from claims.vehicles.services.binding import binding_ask, car_bind, transfer_offer
from claims.vehicles.services.correcting import Why, replacement_note, sale_put_right
from claims.vehicles.services.handing_over import (
    Handover,
    handover_ask_for_signatures,
    handover_complete,
    handover_note,
)
from claims.vehicles.services.registering import Identity
from claims.vehicles.services.resale import Offer, car_bring_back, car_resell
from claims.vehicles.services.selling import Buyer, Invoice, sale_register
from claims.vehicles.services.vouchers import reissue_ask
from documents.signatures.permissions import hand_of
from documents.signatures.services import signature_draw
from sanbao.accounts.models import User

_STROKES = (
    "M60 150L90 60L130 150L160 80L200 140L240 60L260 150M300 70L360 70L330 60L330 160M400 60L420 150L470 90L520 150"
)
_BUILT_BEFORE = timedelta(days=35)


def build(at: datetime) -> None:
    """Run again, it finds everything there and changes nothing."""
    _build(CARS, at)
    if not Vehicle.objects.filter(vin=RESOLD, brought_back_on__isnull=False).exists():
        _pass_on(_sale(TRANSFERRED), _person(LIU), at)
        _put_right(_sale(PUT_RIGHT))
        _note_replacement(_sale(REPLACEMENT))
        _resell(_take_back(_sale(RESOLD), at), at)


def build_small(at: datetime) -> None:
    """A car for each state that a page shows, for those who want the world in a second."""
    _build(FEW, at)


@transaction.atomic
def _build(cars: Sequence[Car], at: datetime) -> None:
    if Vehicle.objects.filter(vin=cars[-1].vin).exists():
        return
    for number, car in enumerate(cars, 1):
        _sell(car, number)
    _notes(_sale(IN_PROGRESS), date(2026, 11, 21), at)
    _take_back(_sale(BROUGHT_BACK), at)
    asked, lost = _sale(ASKED_FOR), _sale(VOUCHER_LOST)
    binding_ask(typed_vin=ASKED_FOR, invoice_number=asked.invoice_number, by=_person(OUYANG), at=at)
    reissue_ask(sale=lost, by=_person(ZHOU), at=at)
    _draft(lost, at)


def _sell(car: Car, number: int) -> None:
    seller = _staff(car.seller)
    model, specification = car.line
    line = ModelLine.objects.get(model=model, specification=specification)
    identity = Identity(
        vin=car.vin, model_line=line, use=car.use, built_on=car.invoiced_on - _BUILT_BEFORE, plate=car.plate
    )
    sale = sale_register(
        identity=identity,
        invoice=Invoice(
            number=f"{26330000 + number * 137:08d}", invoiced_on=car.invoiced_on, price_yuan=car.price_yuan
        ),
        buyer=Buyer(name=car.buyer, phone=car.phone),
        outlet=seller.memberships.filter(organisation__is_seller=True).latest("id").organisation,
        by=seller,
        at=_at(car.invoiced_on, 10),
    )
    if car.handover_on is not None:
        _hand_over(sale, car, seller, _at(car.handover_on, 15))


def _hand_over(sale: Sale, car: Car, seller: User, at: datetime) -> None:
    _notes(sale, at.date(), at)
    for signature in handover_ask_for_signatures(sale=sale, by=seller, at=at):
        hand, shown = hand_of(seller, signature), handover_of(sale).content_hash
        assert hand is not None  # noqa: S101  the seller asked for it himself
        signature_draw(signature=signature, path=_STROKES, shown=shown, hand=hand, at=at)
    done = handover_complete(sale=sale, by=seller, at=at)
    if car.phone in BOUND and done.record is not None:
        code = json.loads(done.record.payload)["content"]["bind_code"]
        car_bind(vin_end=car.vin, code=code, by=_person(car.phone), at=at + timedelta(hours=3))


def _notes(sale: Sale, on: date, at: datetime) -> None:
    told = Handover(handover_on=on, km=8 + sale.vehicle_id % 30, done=keys_on(sale.invoiced_on))
    handover_note(sale=sale, handover=told, by=sale.sold_by, at=at)


def _pass_on(sale: Sale, to: User, at: datetime) -> None:
    owner = sale.vehicle.ownerships.get(until=None).consumer
    assert owner is not None  # noqa: S101  one of those who have bound theirs
    code = transfer_offer(vehicle=sale.vehicle, by=owner, at=at - timedelta(days=30))
    car_bind(vin_end=sale.vehicle.vin, code=code, by=to, at=at - timedelta(days=29))


def _put_right(sale: Sale) -> None:
    """A few days later, from the photo taken at the handover."""
    assert sale.handover_on is not None and sale.price_yuan is not None  # noqa: S101, PT018  it was handed over
    why = Why(reason="交车日期抄错了一天，以交车时的照片为准", key=uuid5(sale.public_id, "put right"))
    invoice = Invoice(number=sale.invoice_number, invoiced_on=sale.invoiced_on, price_yuan=sale.price_yuan)
    right, at = sale.handover_on - timedelta(days=1), _at(sale.handover_on + timedelta(days=4), 11)
    sale_put_right(sale=sale, invoice=invoice, handover_on=right, why=why, by=sale.sold_by, at=at)


def _note_replacement(sale: Sale) -> None:
    assert sale.handover_on is not None  # noqa: S101  it was handed over
    why = Why(
        reason="原来的车充电故障修了5次没有修好",
        proof="换下LDECY48P1RA000777，换车协议HC-2025-003",
        key=uuid5(sale.public_id, "replacement"),
    )
    replacement_note(sale=sale, on=sale.handover_on, why=why, by=sale.sold_by, at=_at(sale.handover_on, 17))


def _take_back(sale: Sale, at: datetime) -> Vehicle:
    on = at.date() - timedelta(days=20)
    return car_bring_back(sale=sale, how="vehicle_return", on=on, km=9_600, by=sale.sold_by, at=at)


def _resell(vehicle: Vehicle, at: datetime) -> None:
    sale, today = Sale.objects.select_related("seller", "sold_by").get(vehicle=vehicle), at.date()
    assert sale.seller is not None  # noqa: S101  every car of the demonstration is sold by an outlet
    offer = Offer(
        sold_on=today - timedelta(days=2),
        price_yuan=Decimal("198000.00"),
        km=9_640,
        inspected_on=today - timedelta(days=6),
        inspected_by="演示机动车检测站",
        reason="增程器同一质量问题修了5次仍没有修好，车主退车。增程器总成已经更换。",
        agreed="从交车之日起一年或者20,000公里以内，出现质量问题的，由销售者免费修理。",
    )
    buyer, key = Buyer(name="宋词", phone="+8619900000027"), uuid5(vehicle.public_id, "resale")
    car_resell(vehicle=vehicle, outlet=sale.seller, offer=offer, buyer=buyer, key=key, by=sale.sold_by, at=at)


def _draft(like: Sale, at: datetime) -> None:
    assert like.seller is not None  # noqa: S101  every car of the demonstration is sold by an outlet
    answers = {"vin": "LDECY15H4TA009960", "is_vin_confirmed": False}
    SaleDraft.objects.create(outlet=like.seller, started_by=like.sold_by, changed_at=at, answers=answers)


def _sale(vin: str) -> Sale:
    return Sale.objects.select_related("vehicle", "seller", "sold_by").get(vehicle__vin=vin)


def _staff(username: str) -> User:
    return User.objects.get(username=username)


def _person(phone: str) -> User:
    return User.objects.get(phone=phone)


def _at(day: date, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))
