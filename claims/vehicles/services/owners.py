from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from claims.vehicles.models import Vehicle
from claims.vehicles.permissions import can_reveal_owner
from claims.vehicles.services.recording import record_vehicle
from sanbao.accounts.models import User
from sanbao.accounts.services.recording import demand


@dataclass(frozen=True)
class Owner:
    name: str
    phone: str


@transaction.atomic
def owner_reveal(*, vehicle: Vehicle, by: User, at: datetime) -> Owner:
    """The owner's name and phone in full; that somebody looked is recorded before he sees it."""
    demand(can_reveal_owner(by, vehicle))
    record_vehicle("owner.revealed", vehicle, by=by, at=at)
    ownership = vehicle.ownerships.filter(until=None).select_related("consumer").first()
    if ownership is None:
        return Owner("", "")
    consumer = ownership.consumer
    return Owner(
        (consumer.name if consumer else "") or ownership.name, (consumer.phone if consumer else "") or ownership.phone
    )
