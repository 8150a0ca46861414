"""What an odometer showed. Nothing that was read is refused for being odd; a reading that does not fit says why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claims.vehicles.models import OdometerReading, Vehicle
from claims.vehicles.permissions import can_record_reading
from claims.vehicles.selectors import contradicted_by, current_ownership
from claims.vehicles.services.recording import record_vehicle
from sanbao.accounts.models import Organisation, User
from sanbao.accounts.services.recording import demand
from sanbao.ledger.shapes import Code

LOWER = _("里程和以前的读数对不上。请再看一遍里程表；确实如此的，请选择原因。")
_NOON = time(12)
NOT_YET = _("读数时间不能晚于现在。")


@dataclass(frozen=True, kw_only=True)
class Reading:
    km: int
    read_at: datetime
    source: str
    precision: str = OdometerReading.Precision.MINUTE
    lower_because: str = ""
    words: str = ""


@transaction.atomic
def odometer_record(
    *, vehicle: Vehicle, reading: Reading, outlet: Organisation | None = None, by: User, at: datetime
) -> OdometerReading:
    """Recorded twice, it is there once. Raises ValidationError at `lower_because` where a reason is wanted."""
    demand(can_record_reading(by, vehicle))
    return reading_keep(vehicle=vehicle, reading=reading, outlet=outlet, by=by, at=at)


def reading_keep(
    *, vehicle: Vehicle, reading: Reading, outlet: Organisation | None, by: User, at: datetime
) -> OdometerReading:
    """Part of another act: whoever calls has permitted it."""
    if reading.read_at > at:
        raise ValidationError({"read_at": NOT_YET})
    Vehicle.objects.select_for_update(of=("self",), no_key=True).get(pk=vehicle.pk)
    fits = contradicted_by(vehicle, reading.km, reading.read_at) is None
    if not fits and not reading.lower_because:
        raise ValidationError({"lower_because": LOWER})
    fresh = OdometerReading(
        vehicle=vehicle,
        km=reading.km,
        read_at=reading.read_at,
        precision=reading.precision,
        source=reading.source,
        lower_because="" if fits else reading.lower_because,
        words=reading.words.strip(),
        ownership=current_ownership(vehicle),
        outlet=outlet,
        recorded_by=by,
        recorded_at=at,
    )
    return _kept(fresh, by, at)


def odometer_record_of_day(  # noqa: PLR0913  each named at the call
    *, vehicle: Vehicle, km: int, on: date, source: str, outlet: Organisation | None, by: User, at: datetime
) -> OdometerReading:
    """With a paper that tells the day alone; where the meter showed more before, the reason is left open."""
    reading = reading_of_day(km, on, source, at)
    return odometer_record(vehicle=vehicle, reading=reading, outlet=outlet, by=by, at=at)


def reading_of_day(km: int, on: date, source: str, at: datetime) -> Reading:
    return Reading(
        km=km,
        read_at=min(moment_of_day(on), at),
        source=source,
        precision=OdometerReading.Precision.DAY,
        lower_because=OdometerReading.Lower.UNCLEAR,
    )


def moment_of_day(day: date) -> datetime:
    """Where the day alone is known: noon."""
    return timezone.make_aware(datetime.combine(day, _NOON))


def _kept(fresh: OdometerReading, by: User, at: datetime) -> OdometerReading:
    same = {"vehicle": fresh.vehicle, "read_at": fresh.read_at, "km": fresh.km, "source": fresh.source}
    known = OdometerReading.objects.filter(**same).first()
    if known is not None:
        return known
    fresh.full_clean()
    fresh.save()
    codes: dict[str, Code] = {"km": fresh.km, "source": fresh.source, "lower_because": fresh.lower_because or None}
    record_vehicle("odometer.recorded", fresh.vehicle, by=by, at=at, outlet=fresh.outlet, **codes)
    return fresh
