"""The owner is told of what happens to his car by others."""

from __future__ import annotations

from datetime import datetime, timedelta

from claims.vehicles import vin
from claims.vehicles.models import Ownership
from sanbao.sms.services import send_message

_USEFUL = timedelta(days=1)


def tell_owner(owner: Ownership | None, text: str, key: str, at: datetime) -> None:
    """By SMS, where a number is known; the page of the car says it, too. `text` has a place for `last6` of the VIN."""
    phone = "" if owner is None else ((owner.consumer.phone if owner.consumer else "") or owner.phone)
    if owner is not None and phone:
        said = text.format(last6=owner.vehicle.vin[-vin.SHORTEST_TAIL :])
        send_message(phone=phone, text=said, key=key, useful_until=at + _USEFUL, at=at)
