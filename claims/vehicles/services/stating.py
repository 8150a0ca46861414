"""A car whose dealer does not use the system: its owner tells it from his papers, or a clerk writes it down for him.

Every telling is kept (`CarStatement`); car, sale and owner are what the latest one says, until a seller registers the sale.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claims.vehicles import vin
from claims.vehicles.models import CarStatement, Ownership, Sale, Vehicle
from claims.vehicles.models.sale import FEN
from claims.vehicles.permissions import can_correct_car, can_state_car, can_use_statement
from claims.vehicles.services.binding import ONES_OWN
from claims.vehicles.services.recording import record_vehicle
from claims.vehicles.services.registering import Identity, retold, vehicle_register
from claims.vehicles.services.selling import Buyer, Invoice, check_invoice
from claims.vehicles.stated_terms import PaperTerms, frozen_from_paper
from sanbao.accounts.models import Organisation, User
from sanbao.accounts.services.recording import demand

HERE_ALREADY = _(
    "这个车辆识别代号已经登记过，不能再登记一次。是您的车的，请用绑定码或者购车发票登记到您的账号。"
    "都不行的，请带上证件和发票，找争议处理机构的经办人核对。"
)
HANDOVER_NOT_YET = _("交车日期不能晚于今天。")
NO_PRICE = _("车价款应当大于0。")
STATED_ALREADY = _("已经登记过了。要改的，请在车辆页面办理。")
TAKEN_BACK = _("这辆车刚刚撤回了，没有保存。")
KNOWN_ELSEWHERE = _("修理者接待过这辆车，车辆识别代号是对的，不能再改。")


@dataclass(frozen=True, kw_only=True)
class Purchase:
    """What the invoice and the voucher say. The number is often unreadable, so it may be missing."""

    invoiced_on: date
    seller_name: str
    seller_address: str = ""
    seller_phone: str = ""
    invoice_number: str = ""
    price_yuan: Decimal | None = None
    handover_on: date | None = None
    paper: PaperTerms = field(default_factory=PaperTerms)


@dataclass(frozen=True, kw_only=True)
class StatedCar:
    """`owner`: named where a clerk writes it down; else the owner is whoever tells it."""

    identity: Identity
    purchase: Purchase
    owner: Buyer | None = None


def car_statement_begin(*, organisation: Organisation | None, by: User, at: datetime) -> CarStatement:
    """An owner goes on where he stopped; a clerk, who has many to write down, begins anew."""
    demand(can_state_car(by, organisation))
    begun = CarStatement.objects.filter(begun_by=by, organisation=None, vehicle=None, stated_at=None).first()
    if begun is not None and organisation is None:
        return begun
    return CarStatement.objects.create(begun_by=by, organisation=organisation, changed_at=at)


@transaction.atomic
def car_statement_answer(
    *, statement: CarStatement, answers: Mapping[str, Any], by: User, at: datetime
) -> CarStatement:
    """By page what was answered; what was stated already is not touched. Raises ValidationError at `vin` for a car that is here."""
    row = _open(statement, by)
    if "vin" in answers:
        check_free(answers["vin"]["vin"], row, by)
    row.answers, row.changed_at = row.answers | answers, at
    row.save(update_fields=["answers", "changed_at"])
    return row


@transaction.atomic
def car_state(*, statement: CarStatement, told: StatedCar, by: User, at: datetime) -> Vehicle:
    """Sent twice, it is one car. Raises ValidationError."""
    row = _locked(statement, by)
    if row.stated_at is not None and row.vehicle is not None:
        return row.vehicle
    _check(told, at)
    vehicle = _corrected_car(row.vehicle, told, by) if row.vehicle else _new_car(row, told, by, at)
    _write_sale(vehicle, told.purchase, by, at)
    _write_owner(vehicle, told, row.organisation, by, at)
    last = vehicle.statements.aggregate(last=Max("number"))["last"] or 0
    row.vehicle, row.number, row.stated_at, row.changed_at = vehicle, last + 1, at, at
    row.save()
    codes = {"statement": str(row.public_id), "number": row.number}
    record_vehicle("car.stated", vehicle, by=by, at=at, outlet=row.organisation, **codes)
    return vehicle


@transaction.atomic
def car_correct_begin(*, vehicle: Vehicle, by: User, at: datetime) -> CarStatement:
    """The answers of last time to go through again; begun twice, it is the same."""
    locked = _locked_car(vehicle)
    demand(can_correct_car(by, locked))
    told = locked.statements.filter(stated_at__isnull=False).latest("number")
    begun = locked.statements.filter(stated_at=None, begun_by=by).first()
    return begun or CarStatement.objects.create(
        vehicle=locked, answers=told.answers, begun_by=by, organisation=told.organisation, changed_at=at
    )


@transaction.atomic
def car_withdraw(*, vehicle: Vehicle, by: User, at: datetime) -> None:
    """The car is nobody's again and may be stated anew; everything that was said of it stays."""
    locked = _locked_car(vehicle)
    demand(can_correct_car(by, locked))
    locked.statements.filter(stated_at=None).delete()
    locked.statements.filter(withdrawn_at=None).update(withdrawn_at=at)
    Sale.objects.filter(vehicle=locked, seller=None).delete()
    for ownership in locked.ownerships.filter(until=None):
        ownership.until = max(timezone.localdate(at), ownership.since)
        ownership.save(update_fields=["until"])
    record_vehicle("car.statement_withdrawn", locked, by=by, at=at)


@transaction.atomic
def car_statement_rely(*, vehicle: Vehicle, by: User, at: datetime) -> None:
    """A claim rests on what was stated: from now on it is not changed. Whoever calls has permitted it."""
    resting = _locked_car(vehicle).statements.filter(stated_at__isnull=False, withdrawn_at=None, relied_on_at=None)
    if resting.update(relied_on_at=at):
        record_vehicle("car.statement_relied_on", vehicle, by=by, at=at)


def check_free(written: str, statement: CarStatement, by: User) -> None:
    """Says that a car is here, and nothing else of it. One that only a workshop knows has no owner yet."""
    found = Vehicle.objects.filter(vin=vin.compact(written)).first()
    if found is None or found.pk == statement.vehicle_id:
        return
    owner = found.ownerships.filter(until=None).first()
    if owner is not None and owner.consumer_id == by.pk:
        raise ValidationError({"vin": ONES_OWN})
    if owner is not None or found.brought_back_on is not None or Sale.objects.filter(vehicle=found).exists():
        raise ValidationError({"vin": HERE_ALREADY})


def _open(statement: CarStatement, by: User) -> CarStatement:
    row = _locked(statement, by)
    if row.stated_at is not None:
        raise ValidationError(STATED_ALREADY)
    return row


def _locked(statement: CarStatement, by: User) -> CarStatement:
    """After its car, where it is one already: all lock in this order."""
    if statement.vehicle is not None:
        _locked_car(statement.vehicle)
    found = CarStatement.objects.select_for_update(of=("self",)).select_related("vehicle", "organisation")
    row = found.filter(pk=statement.pk).first()
    if row is None:  # a correction goes with the car
        raise ValidationError(TAKEN_BACK)
    demand(can_use_statement(by, row))
    return row


def _locked_car(vehicle: Vehicle) -> Vehicle:
    return Vehicle.objects.select_for_update(of=("self",), no_key=True).get(pk=vehicle.pk)


def _check(told: StatedCar, at: datetime) -> None:
    bought = told.purchase
    price = bought.price_yuan
    if price is not None and price <= 0:
        raise ValidationError({"price_yuan": NO_PRICE})
    if bought.handover_on is not None and bought.handover_on > timezone.localdate(at):
        raise ValidationError({"handover_on": HANDOVER_NOT_YET})
    invoice = Invoice(number=bought.invoice_number, invoiced_on=bought.invoiced_on, price_yuan=price or Decimal(0))
    check_invoice(invoice, told.identity.built_on, at)


def _new_car(statement: CarStatement, told: StatedCar, by: User, at: datetime) -> Vehicle:
    """Of two at one moment the second finds the first one's."""
    demand(can_state_car(by, statement.organisation))
    found, is_new = vehicle_register(identity=told.identity, outlet=None, by=by, at=at)
    vehicle = _locked_car(found)
    check_free(vehicle.vin, statement, by)
    if not is_new:
        retold(vehicle, told.identity, is_vin_kept=True)
        vehicle.is_stated_by_owner = True
        vehicle.save()
    return vehicle


def _corrected_car(vehicle: Vehicle, told: StatedCar, by: User) -> Vehicle:
    locked = _locked_car(vehicle)
    demand(can_correct_car(by, locked))
    is_known = locked.known_to.exists()
    if is_known and vin.compact(told.identity.vin) != locked.vin:
        raise ValidationError({"vin": KNOWN_ELSEWHERE})
    retold(locked, told.identity, is_vin_kept=is_known)
    locked.full_clean(exclude={"vin_last6"})
    locked.save()
    return locked


def _write_sale(vehicle: Vehicle, bought: Purchase, by: User, at: datetime) -> Sale:
    sale = Sale.objects.filter(vehicle=vehicle).first() or Sale(vehicle=vehicle, sold_by=by, registered_at=at)
    sale.seller_name, sale.seller_address = bought.seller_name.strip(), bought.seller_address.strip()
    sale.seller_phone, sale.invoice_number = bought.seller_phone.strip(), bought.invoice_number.strip()
    sale.invoiced_on, sale.handover_on = bought.invoiced_on, bought.handover_on
    sale.price_fen = None if bought.price_yuan is None else int(bought.price_yuan * FEN)
    sale.terms_json = frozen_from_paper(bought.paper, vehicle.model_line, vehicle.energy, bought.invoiced_on)
    sale.full_clean()
    sale.save()
    return sale


def _write_owner(
    vehicle: Vehicle, told: StatedCar, organisation: Organisation | None, by: User, at: datetime
) -> Ownership:
    since = told.purchase.handover_on or told.purchase.invoiced_on
    current = vehicle.ownerships.filter(until=None).first()
    ownership = current or Ownership(vehicle=vehicle, acquired_by=Ownership.Acquired.STATED)
    ownership.since = since
    if organisation is not None and told.owner is not None:
        ownership.name, ownership.phone = told.owner.name.strip(), told.owner.phone
    elif current is None:
        ownership.name, ownership.phone = by.name, by.phone or ""
        ownership.consumer, ownership.bound_at = by, at
    ownership.full_clean()
    ownership.save()
    return ownership
