"""What other apps offer on the page of a car. Filled in their `ready()`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from claims.garage.viewing import Viewer
from sanbao.web.components import Action

Offers = Callable[[Any, Viewer], Action | None]

_offers: list[Offers] = []


def add_action(offers: Offers) -> None:
    """`offers(vehicle, viewer)`: the button, or None for whom it is not. It asks no database: the page is full."""
    if offers not in _offers:
        _offers.append(offers)


def actions_for(vehicle: Any, viewer: Viewer) -> tuple[Action, ...]:
    return tuple(action for offers in _offers if (action := offers(vehicle, viewer)) is not None)
