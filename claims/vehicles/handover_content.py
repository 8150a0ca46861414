"""What both sign at a handover, as data: codes and numbers alone, so that it is the same in every language."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from claims.vehicles.models import Ownership, Sale


def buyer_of(sale: Sale) -> Ownership | None:
    """To whom the car was sold new, whoever owns it now."""
    return sale.vehicle.ownerships.filter(acquired_by=Ownership.Acquired.SALE).order_by("id").first()


def done_for(sale: Sale) -> list[str]:
    return list(sale.duties.values_list("duty", flat=True))


def content_of(sale: Sale, buyer: Ownership | None, done: Iterable[str]) -> dict[str, Any]:
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
