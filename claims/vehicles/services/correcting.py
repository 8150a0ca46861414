"""A sale is put right after the handover by a later entry: what stood there stays with it, periods and voucher follow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.filings.terms import regulation_on
from claims.vehicles.corrected import FIELDS, written
from claims.vehicles.models import OdometerReading, Ownership, Sale, SaleCorrection, Vehicle
from claims.vehicles.models.sale import FEN
from claims.vehicles.permissions import can_note_replacement, can_put_right
from claims.vehicles.selectors import contradicted_by
from claims.vehicles.services.odometer import moment_of_day
from claims.vehicles.services.recording import record_vehicle
from claims.vehicles.services.selling import BEFORE_ANY_LAW, Invoice, check_invoice, frozen_for
from claims.vehicles.services.telling import tell_owner
from claims.vehicles.services.vouchers import voucher_put_right
from sanbao.accounts.models import User
from sanbao.accounts.services.recording import demand
from sanbao.ledger.shapes import Code

SAY_WHY = gettext_lazy("请写明原因。")
SAY_PROOF = gettext_lazy("请写明凭据。")
NOTHING_CHANGES = gettext_lazy("新的内容和现在的一样，没有要更正的。")
NOT_YET = gettext_lazy("日期不能晚于今天。")
BEFORE_BUILT = gettext_lazy("日期不能早于生产日期。")
AFTER_ANOTHER_OWNER = gettext_lazy("交车日期不能晚于车换了车主或者交还的日期。")
_ON_THE_VOUCHER = {"invoiced_on", "handover_on", "replacement_handover_on"}
_CHOOSE_THE_LAW = {"invoiced_on", "replacement_handover_on"}


@dataclass(frozen=True, kw_only=True)
class Why:
    """`key`: one a form, sent twice it is one entry."""

    reason: str
    key: UUID
    proof: str = ""


@transaction.atomic
def sale_put_right(
    *, sale: Sale, invoice: Invoice, handover_on: date, why: Why, by: User, at: datetime
) -> SaleCorrection:
    """What the invoice and the handover really say. Raises ValidationError at the field that cannot be so."""
    locked = _locked(sale)
    demand(can_put_right(by, locked))
    if known := _known(why.key, by):
        return known
    check_invoice(invoice, locked.vehicle.built_on, at)
    _check_day("handover_on", handover_on, locked, at)
    told: dict[str, object] = {
        "invoice_number": invoice.number.strip(),
        "invoiced_on": invoice.invoiced_on,
        "price_fen": int(invoice.price_yuan * FEN),
        "handover_on": handover_on,
    }
    return _entered(locked, told, why, by, at)


@transaction.atomic
def replacement_note(*, sale: Sale, on: date, why: Why, by: User, at: datetime) -> SaleCorrection:
    """The car was given for another one under the three guarantees: its periods begin anew on the day it was handed over."""
    locked = _locked(sale)
    demand(can_note_replacement(by, locked))
    if known := _known(why.key, by):
        return known
    if not why.proof.strip():
        raise ValidationError({"proof": SAY_PROOF})
    _check_day("on", on, locked, at)
    try:
        regulation_on(on)
    except LookupError:
        raise ValidationError({"on": BEFORE_ANY_LAW}) from None
    return _entered(locked, {"replacement_handover_on": on}, why, by, at)


def _locked(sale: Sale) -> Sale:
    Vehicle.objects.select_for_update(of=("self",), no_key=True).get(pk=sale.vehicle_id)
    rows = Sale.objects.select_for_update(of=("self",))
    return rows.select_related("vehicle__model_line__producer", "seller", "voucher").get(pk=sale.pk)


def _known(key: UUID, by: User) -> SaleCorrection | None:
    return SaleCorrection.objects.filter(made_by=by, request_key=key).first()


def _check_day(field: str, day: date, sale: Sale, at: datetime) -> None:
    if day > timezone.localdate(at):
        raise ValidationError({field: NOT_YET})
    if sale.vehicle.built_on is not None and day < sale.vehicle.built_on:
        raise ValidationError({field: BEFORE_BUILT})


def _entered(sale: Sale, told: Mapping[str, object], why: Why, by: User, at: datetime) -> SaleCorrection:
    changes = {name: (getattr(sale, name), value) for name, value in told.items() if getattr(sale, name) != value}
    if not why.reason.strip():
        raise ValidationError({"reason": SAY_WHY})
    if not changes:
        raise ValidationError(NOTHING_CHANGES)
    entry = SaleCorrection(
        sale=sale,
        changes={name: [written(before), written(after)] for name, (before, after) in changes.items()},
        reason=why.reason.strip(),
        proof=why.proof.strip(),
        replaced=sale.voucher if _ON_THE_VOUCHER & set(changes) else None,
        made_by=by,
        made_at=at,
        request_key=why.key,
    )
    entry.full_clean()
    entry.save()
    _apply(sale, changes, at)
    voucher = _follow(sale, entry, by, at)
    codes: dict[str, Code] = {"sale": str(sale.public_id), "voucher": voucher}
    for name in changes:
        codes[f"new_{name}"] = told[name].isoformat() if name.endswith("_on") else True  # type: ignore[attr-defined]
    record_vehicle("sale.put_right", sale.vehicle, by=by, at=at, outlet=sale.seller, **codes)
    _tell(sale, entry, at)
    return entry


def _apply(sale: Sale, changes: Mapping[str, tuple[Any, Any]], at: datetime) -> None:
    for name, (_before, after) in changes.items():
        setattr(sale, name, after)
    if _CHOOSE_THE_LAW & set(changes):
        sale.terms_json = frozen_for(sale.vehicle.model_line, sale.law_day)
    sale.full_clean()
    sale.save()
    if "handover_on" in changes:
        _move_beginning(sale, *changes["handover_on"], at)


def _move_beginning(sale: Sale, before: date, after: date, at: datetime) -> None:
    """Of the buyer's time as the owner, and of the first reading, which the handover told."""
    bought = sale.vehicle.ownerships.filter(acquired_by=Ownership.Acquired.SALE).order_by("id").first()
    if bought is not None and bought.since == before:
        if bought.until is not None and bought.until < after:
            raise ValidationError({"handover_on": AFTER_ANOTHER_OWNER})
        bought.since = after
        bought.save(update_fields=["since"])
    reading = sale.vehicle.readings.filter(source=OdometerReading.Source.HANDOVER).order_by("id").first()
    if reading is not None and timezone.localdate(reading.read_at) == before:
        reading.read_at = min(moment_of_day(after), at)
        others = contradicted_by(sale.vehicle, reading.km, reading.read_at)
        if others is not None and others.pk != reading.pk and not reading.lower_because:
            reading.lower_because = OdometerReading.Lower.UNCLEAR
        reading.save(update_fields=["read_at", "lower_because"])


def _follow(sale: Sale, entry: SaleCorrection, by: User, at: datetime) -> str | None:
    """What became of the voucher."""
    if entry.replaced is None:
        return None
    fresh = voucher_put_right(sale=sale, key=uuid5(entry.public_id, "voucher"), by=by, at=at)
    return "withdrawn" if fresh is None else "replaced"


def _tell(sale: Sale, entry: SaleCorrection, at: datetime) -> None:
    owner = sale.vehicle.ownerships.filter(until=None).select_related("consumer", "vehicle").first()
    with translation.override("zh-hans"):
        changed = "、".join(str(FIELDS[name]) for name in entry.changes)
        text = _(
            "销售者更正了您的车（车辆识别代号后六位{last6}）的销售登记：{changed}。请看车辆页面；不对的，请联系销售者。"
        )
    tell_owner(owner, text.replace("{changed}", changed), f"sale.put_right/{entry.public_id}", at)
