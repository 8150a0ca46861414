"""A new car is sold: the sale with its invoice, the terms frozen, the buyer as the owner to be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claims.filings.models import ModelLine
from claims.filings.selectors import filed_terms
from claims.filings.terms import FiledTerms, regulation_on
from claims.vehicles import frozen_terms
from claims.vehicles.models import Ownership, Sale, SaleDraft, Vehicle
from claims.vehicles.models.sale import ALREADY_SOLD, FEN
from claims.vehicles.permissions import can_hand_over, can_sell
from claims.vehicles.services.recording import record_vehicle
from claims.vehicles.services.registering import OF_A_LINE, Identity, vehicle_make_known, vehicle_register
from claims.vehicles.services.telling import tell_owner
from sanbao.accounts.models import Organisation, User
from sanbao.accounts.services.recording import demand

NOT_YET = _("开票日期不能晚于今天。")
BEFORE_ANY_LAW = _("这一天还没有三包规定，请核对开票日期。")
BUILT_LATER = _("生产日期不能晚于开票日期。")
TAKEN_OVER = _(
    "销售者登记了您的车（车辆识别代号后六位{last6}）的销售。您以前填写的内容还在，可以对照；有不对的，请联系销售者。"
)
DRAFT_IS_DONE = _("这份草稿已经登记成销售。")


@dataclass(frozen=True, kw_only=True)
class Invoice:
    number: str
    invoiced_on: date
    price_yuan: Decimal


@dataclass(frozen=True, kw_only=True)
class Buyer:
    """`phone` is E.164, or empty where he gives none."""

    name: str
    phone: str = ""


@transaction.atomic
def sale_register(
    *, identity: Identity, invoice: Invoice, buyer: Buyer, outlet: Organisation, by: User, at: datetime
) -> Sale:
    """One sale a car: whoever comes second is told at `vin`. What the producer had filed for the invoice day is frozen.

    What the owner had stated from his papers gives way; his statement itself stays.
    """
    demand(can_sell(by, outlet))
    check_invoice(invoice, identity.built_on, at)
    vehicle, _is_new = vehicle_register(identity=identity, outlet=outlet, by=by, at=at)
    vehicle = Vehicle.objects.select_for_update(of=("self",), no_key=True).get(pk=vehicle.pk)
    stated = Sale.objects.filter(vehicle=vehicle).first()
    if stated is not None and not stated.is_stated:
        raise ValidationError({"vin": ALREADY_SOLD})
    vehicle_make_known(vehicle, outlet, at)
    _adopt(vehicle, identity)
    sale = stated or Sale(vehicle=vehicle)
    sale.seller, sale.sold_by, sale.registered_at = outlet, by, at
    sale.seller_name = sale.seller_address = sale.seller_phone = ""
    for name, value in _told(invoice, vehicle.model_line).items():
        setattr(sale, name, value)
    sale.full_clean()
    sale.save()
    if stated is not None:
        _tell_taken_over(sale, at)
    _owned_from_now(vehicle, buyer, invoice.invoiced_on)
    record_vehicle("sale.registered", vehicle, by=by, at=at, outlet=outlet, **_codes(sale))
    return sale


def _tell_taken_over(sale: Sale, at: datetime) -> None:
    owner = sale.vehicle.ownerships.filter(until=None).select_related("consumer", "vehicle").first()
    tell_owner(owner, str(TAKEN_OVER), f"sale.taken_over/{sale.public_id}", at)


@transaction.atomic
def draft_complete(
    *, draft: SaleDraft, identity: Identity, invoice: Invoice, buyer: Buyer, by: User, at: datetime
) -> Sale:
    """Sent twice, it makes one sale; the answers, which hold personal data, are then forgotten."""
    locked = SaleDraft.objects.select_for_update(of=("self",)).select_related("outlet", "sale").get(pk=draft.pk)
    demand(can_sell(by, locked.outlet))
    if locked.sale is not None:
        return locked.sale
    sale = sale_register(identity=identity, invoice=invoice, buyer=buyer, outlet=locked.outlet, by=by, at=at)
    locked.sale, locked.answers, locked.changed_at = sale, {}, at
    locked.save()
    return sale


@transaction.atomic
def draft_answer(*, draft: SaleDraft, answers: dict[str, object], by: User, at: datetime) -> SaleDraft:
    locked = SaleDraft.objects.select_for_update(of=("self",)).select_related("outlet").get(pk=draft.pk)
    demand(can_sell(by, locked.outlet))
    if locked.sale_id is not None:
        raise ValidationError(DRAFT_IS_DONE)
    if "vin" in answers and Sale.objects.filter(vehicle__vin=answers["vin"], seller__isnull=False).exists():
        raise ValidationError({"vin": ALREADY_SOLD})
    locked.answers, locked.changed_at = locked.answers | answers, at
    locked.save(update_fields=["answers", "changed_at"])
    return locked


@transaction.atomic
def sale_correct(*, sale: Sale, invoice: Invoice, buyer: Buyer, by: User, at: datetime) -> Sale:
    """Until the car is handed over; what was signed before no longer holds then."""
    locked = (
        Sale.objects.select_for_update(of=("self",)).select_related("vehicle__model_line", "seller").get(pk=sale.pk)
    )
    demand(can_hand_over(by, locked))
    check_invoice(invoice, locked.vehicle.built_on, at)
    for name, value in _told(invoice, locked.vehicle.model_line).items():
        setattr(locked, name, value)
    locked.full_clean()
    locked.save()
    ownership = locked.vehicle.ownerships.get(until=None)
    ownership.name, ownership.phone, ownership.since = buyer.name.strip(), buyer.phone, invoice.invoiced_on
    ownership.full_clean()
    ownership.save()
    record_vehicle("sale.corrected", locked.vehicle, by=by, at=at, outlet=locked.seller, **_codes(locked))
    return locked


def check_invoice(invoice: Invoice, built_on: date | None, at: datetime) -> None:
    if invoice.invoiced_on > timezone.localdate(at):
        raise ValidationError({"invoiced_on": NOT_YET})
    if built_on is not None and built_on > invoice.invoiced_on:
        raise ValidationError({"invoiced_on": BUILT_LATER})
    try:
        regulation_on(invoice.invoiced_on)
    except LookupError:
        raise ValidationError({"invoiced_on": BEFORE_ANY_LAW}) from None


def _told(invoice: Invoice, line: ModelLine | None) -> dict[str, object]:
    terms = frozen_for(line, invoice.invoiced_on)
    return {
        "invoice_number": invoice.number.strip(),
        "invoiced_on": invoice.invoiced_on,
        "price_fen": int(invoice.price_yuan * FEN),
        "terms_json": terms,
    }


def frozen_for(line: ModelLine | None, day: date) -> dict[str, object] | None:
    """What binds for a car sold on this day: the filed terms, bettered by the law; None where nothing was filed."""
    terms = binding_terms(line, day)
    return None if terms is None else frozen_terms.frozen(terms)


def binding_terms(line: ModelLine | None, day: date) -> FiledTerms | None:
    terms = filed_terms(line, day) if line is not None else None
    return None if terms is None else terms.binding_on(day)


def _adopt(vehicle: Vehicle, identity: Identity) -> None:
    """The seller knows the car he sells: what an intake or an owner had stated of it gives way."""
    told = {"model_line": identity.model_line, "built_on": identity.built_on, "use": identity.use}
    if vehicle.is_stated_by_owner:
        told |= {name: getattr(identity.model_line or identity, name) for name in OF_A_LINE} | {"plate": identity.plate}
    changed: dict[str, object] = {
        name: value for name, value in told.items() if value not in (None, "", getattr(vehicle, name))
    }
    for name, value in changed.items():
        setattr(vehicle, name, value)
    if vehicle.is_stated_by_owner:
        vehicle.is_stated_by_owner, changed["is_stated_by_owner"] = False, False
    if changed:
        vehicle.save(update_fields=list(changed))


def _owned_from_now(vehicle: Vehicle, buyer: Buyer, since: date) -> None:
    """Who had stated the car as his own stays bound where the seller names him by his number; anybody else was mistaken."""
    ownership = vehicle.ownerships.filter(until=None).select_related("consumer").first()
    if ownership is not None and ownership.consumer is not None and ownership.consumer.phone != buyer.phone:
        ownership.until = max(since, ownership.since)
        ownership.save(update_fields=["until"])
        ownership = None
    ownership = ownership or Ownership(vehicle=vehicle)
    ownership.name, ownership.phone, ownership.since = buyer.name.strip(), buyer.phone, since
    ownership.acquired_by = Ownership.Acquired.SALE
    ownership.full_clean()
    ownership.save()


def _codes(sale: Sale) -> dict[str, str | int | bool | None]:
    terms = sale.terms
    return {
        "sale": str(sale.public_id),
        "invoiced_on": sale.invoiced_on.isoformat(),
        "filing": terms.version_id if terms else None,
    }
