"""Codes that bind a car to an account. Random, printed or shown once, kept as a keyed hash; read with the end of the VIN,
so that a guess has to hit one car and not any of a million."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.crypto import salted_hmac

from claims.vehicles import vin
from claims.vehicles.models import BindingCode, Vehicle
from claims.vehicles.models.binding import Purpose
from documents.issuing.check_code import new_check_code, read_check_code
from sanbao.accounts.models import User

TRANSFER_LIFETIME = timedelta(days=14)
_SALT = "claims.vehicles.binding"


def new_code(vehicle: Vehicle, purpose: Purpose, *, by: User, at: datetime) -> str:
    """Earlier codes of this car open nothing any more. Called in the transaction that gives it out."""
    vehicle.binding_codes.filter(used_at=None, ended_at=None).update(ended_at=at)
    code = new_check_code()
    expires_at = at + TRANSFER_LIFETIME if purpose == Purpose.TRANSFER else None
    BindingCode.objects.create(
        vehicle=vehicle, purpose=purpose, code_hash=_hash(code), made_by=by, made_at=at, expires_at=expires_at
    )
    return code


def open_code(vin_end: str, typed: str, at: datetime) -> BindingCode | None:
    """The code that fits this car and can still be used."""
    written = vin.compact(vin_end)
    if not (vin.is_vin(written) or vin.is_tail(written)):
        return None
    found = BindingCode.objects.filter(code_hash=_hash(read_check_code(typed)), used_at=None, ended_at=None)
    code = found.select_related("vehicle").first()
    if code is None or not code.vehicle.vin.endswith(written) or (code.expires_at and code.expires_at <= at):
        return None
    return code


def _hash(code: str) -> str:
    return salted_hmac(_SALT, code, algorithm="sha256").hexdigest()
