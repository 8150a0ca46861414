"""Reading cars. `current` is the one ownership that has not ended."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from claims.vehicles import vin
from claims.vehicles.models import KnownVehicle, OdometerReading, Ownership, Sale, Vehicle
from claims.vehicles.plates import normalised as plate_of
from sanbao.accounts.models import Organisation, User
from sanbao.sms.mobile_numbers import NumberError, mobile_number


def vehicle_by_vin(text: str) -> Vehicle | None:
    """By the whole VIN, in whatever spelling it was typed."""
    return _vehicles().filter(vin=vin.compact(text)).first()


def vehicles_matching(text: str, outlet: Organisation) -> QuerySet[Vehicle]:
    """By the whole VIN any car; by its last 6 to 8 signs, by plate or by the owner's phone those the outlet knows.

    The latest known first. Each way reads one index, so that a million cars are searched like a thousand.
    """
    typed = vin.compact(text)
    if vin.is_vin(typed):
        return _vehicles().filter(vin=typed)
    ways = Q(pk__in=[])
    if vin.is_tail(typed):
        ways |= Q(vin_last6=typed[-vin.SHORTEST_TAIL :], vin__endswith=typed)
    if plate := plate_of(text):
        ways |= Q(plate=plate)
    if phone := _phone(text):
        ways |= Q(pk__in=Ownership.objects.filter(until=None, phone=phone).values("vehicle"))
    known = KnownVehicle.objects.filter(outlet=outlet, vehicle=OuterRef("pk"))
    return _vehicles().filter(ways).filter(Exists(known)).order_by("-id")


def current_ownership(vehicle: Vehicle) -> Ownership | None:
    """None for a car that is with a seller: returned, or not yet sold again."""
    return vehicle.ownerships.filter(until=None).select_related("consumer").first()


def vehicles_of(user: User) -> QuerySet[Vehicle]:
    """What the person owns now and has bound, the latest first."""
    if not user.is_active:
        return Vehicle.objects.none()
    owned = Ownership.objects.filter(vehicle=OuterRef("pk"), until=None, consumer=user)
    return _vehicles().filter(Exists(owned)).order_by("-id")


def sale_of(vehicle: Vehicle) -> Sale | None:
    """The sale as a new car, on which periods, price and regulation rest, whoever owns the car now."""
    return Sale.objects.filter(vehicle=vehicle).select_related("seller", "voucher", "record").first()


def readings(vehicle: Vehicle) -> QuerySet[OdometerReading]:
    """The latest first; of two at one moment the one recorded last."""
    return vehicle.readings.select_related("outlet").order_by("-read_at", "-id")


def latest_reading(vehicle: Vehicle) -> OdometerReading | None:
    return readings(vehicle).first()


def contradicted_by(vehicle: Vehicle, km: int, read_at: datetime) -> OdometerReading | None:
    """An earlier reading that is higher, or a later one that is lower; a reading with a reason begins anew."""
    before = readings(vehicle).filter(read_at__lte=read_at).first()
    if before is not None and before.km > km:
        return before
    after = readings(vehicle).filter(read_at__gt=read_at).last()
    return after if after is not None and after.km < km and not after.lower_because else None


def _vehicles() -> QuerySet[Vehicle]:
    return Vehicle.objects.select_related("model_line__producer")


def _phone(text: str) -> str:
    try:
        return mobile_number(text)
    except NumberError:
        return ""
