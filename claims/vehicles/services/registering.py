"""A car comes into the system: at its sale, at its first intake, or by its owner's papers. One VIN is one car."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from claims.filings.models import ModelLine
from claims.vehicles import plates, vin
from claims.vehicles.models import KnownVehicle, Vehicle
from claims.vehicles.models.vehicle import NOT_A_VIN
from claims.vehicles.permissions import can_register_vehicle
from claims.vehicles.services.recording import record_vehicle
from sanbao.accounts.models import Organisation, User
from sanbao.accounts.services.recording import demand

WRONG_CHECK_DIGIT = _("校验位对不上，多半是抄错了一位。请对照车上的铭牌再看一遍；铭牌就是这样写的，请确认。")


@dataclass(frozen=True, kw_only=True)
class Identity:
    """What a car is. With a `model_line` the words of the line are taken, without one those told here.

    `is_vin_confirmed`: the check digit is wrong, and whoever registers has looked at the car again.
    """

    vin: str
    is_vin_confirmed: bool = False
    model_line: ModelLine | None = None
    brand: str = ""
    model: str = ""
    vehicle_type: str = ""
    specification: str = ""
    kind: str = Vehicle.Kind.PASSENGER_CAR
    energy: str = Vehicle.Energy.ICE
    use: str = Vehicle.Use.UNKNOWN
    built_on: date | None = None
    plate: str = ""


OF_A_LINE = ("brand", "model", "vehicle_type", "specification", "kind", "energy")


@transaction.atomic
def vehicle_register(
    *, identity: Identity, outlet: Organisation | None, by: User, at: datetime
) -> tuple[Vehicle, bool]:
    """The car of this VIN, and whether it is new here. One that is known stays as it is. Without an outlet: its owner's.

    Typing the VIN of a car that is here already opens nothing of it, above all not its owner's phone: an outlet knows
    the car once it has sold or received it.
    """
    demand(can_register_vehicle(by, outlet))
    fresh = _vehicle(identity, is_stated_by_owner=outlet is None, at=at)
    known = Vehicle.objects.filter(vin=fresh.vin).first()
    if known is None:
        fresh.full_clean(validate_unique=False, exclude={"vin_last6"})
    # Of two at the same moment the second finds the first one's.
    told = {name: getattr(fresh, name) for name in _TOLD}
    vehicle, is_new = Vehicle.objects.get_or_create(vin=fresh.vin, defaults=told)
    if is_new:
        codes = {"vin_check": "confirmed"} if vehicle.is_vin_confirmed else {}
        record_vehicle("vehicle.registered", vehicle, by=by, at=at, outlet=outlet, **codes)
    if outlet is not None and is_new:
        vehicle_make_known(vehicle, outlet, at)
    return vehicle, is_new


_TOLD = {field.name for field in fields(Identity)} - {"vin"} | {"is_stated_by_owner", "registered_at"}


def retold(vehicle: Vehicle, identity: Identity, *, is_vin_kept: bool) -> None:
    """The car as it is told now; not saved. Whoever calls has locked it."""
    fresh = _vehicle(identity, is_stated_by_owner=vehicle.is_stated_by_owner, at=vehicle.registered_at)
    kept = {"is_stated_by_owner", "registered_at"} | ({"is_vin_confirmed"} if is_vin_kept else set())
    for name in _TOLD - kept:
        setattr(vehicle, name, getattr(fresh, name))
    if not is_vin_kept:
        vehicle.vin = fresh.vin


def vehicle_make_known(vehicle: Vehicle, outlet: Organisation, at: datetime) -> None:
    """From now on the outlet's people find the car by less than its VIN. Whoever calls has permitted it."""
    KnownVehicle.objects.get_or_create(vehicle=vehicle, outlet=outlet, defaults={"since": at})


def check_vin(typed: str, *, is_confirmed: bool) -> str:
    """The VIN as it is kept; raises ValidationError at `vin`, or at `is_vin_confirmed` where a look at the car helps."""
    written = vin.compact(typed)
    if not vin.is_vin(written):
        raise ValidationError({"vin": NOT_A_VIN})
    if not vin.has_right_check_digit(written) and not is_confirmed:
        raise ValidationError({"is_vin_confirmed": WRONG_CHECK_DIGIT})
    return written


def _vehicle(identity: Identity, *, is_stated_by_owner: bool, at: datetime) -> Vehicle:
    told: dict[str, Any] = {field.name: getattr(identity, field.name) for field in fields(Identity)}
    written = check_vin(identity.vin, is_confirmed=identity.is_vin_confirmed)
    told |= {"vin": written, "plate": plates.compact(identity.plate)}
    told["is_vin_confirmed"] = not vin.has_right_check_digit(written)
    if identity.model_line is not None:
        told |= {name: getattr(identity.model_line, name) for name in OF_A_LINE}
    return Vehicle(**told, is_stated_by_owner=is_stated_by_owner, registered_at=at)
