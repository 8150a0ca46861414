"""What both sign at a handover, as data: codes and numbers alone, so that it is the same in every language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from copy import copy
from datetime import date
from typing import Any

from claims.vehicles.models import Ownership, Sale

_SIGNED: Mapping[str, Callable[[str], Any]] = {
    "invoice_number": str,
    "invoiced_on": date.fromisoformat,
    "price_fen": int,
    "handover_on": date.fromisoformat,
}


def buyer_of(sale: Sale) -> Ownership | None:
    """To whom the car was sold new, whoever owns it now."""
    return sale.vehicle.ownerships.filter(acquired_by=Ownership.Acquired.SALE).order_by("id").first()


def done_for(sale: Sale) -> list[str]:
    return list(sale.duties.values_list("duty", flat=True))


def as_signed(sale: Sale) -> Sale:
    """As it stood when both signed: what later entries put right is not what they signed."""
    if sale.handed_over_at is None:
        return sale
    shown = copy(sale)
    for entry in sale.corrections.order_by("-made_at", "-id"):
        for name, (before, _after) in entry.changes.items():
            if name in _SIGNED:
                setattr(shown, name, _SIGNED[name](before))
    return shown


def content_of(sale: Sale, buyer: Ownership | None, done: Iterable[str]) -> dict[str, Any]:
    sale = as_signed(sale)
    return {
        "vin": sale.vehicle.vin,
        "car": str(sale.vehicle),
        "seller": sale.seller_named,
        "buyer": buyer.name if buyer else "",
        "invoice_number": sale.invoice_number,
        "invoiced_on": sale.invoiced_on.isoformat(),
        "price_fen": sale.price_fen,
        "handover_on": sale.handover_on.isoformat() if sale.handover_on else None,
        "handover_km": sale.handover_km,
        "words": sale.handover_words,
        "done": sorted(done),
    }
