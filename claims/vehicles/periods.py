"""What the law says of a sale: its facts, and until when a lost voucher is to be replaced."""

from __future__ import annotations

from datetime import date

from claims.vehicles.models import Sale
from sanbao.law import due_date, facts
from sanbao.law.deadlines import DueDate
from sanbao.law.selection import governing_regulation


def legal_vehicle(sale: Sale) -> facts.Vehicle:
    vehicle = sale.vehicle
    return facts.Vehicle(
        vehicle.kind,
        sale.invoiced_on,
        energy=vehicle.energy,
        use=vehicle.use,
        handover_on=sale.handover_on,
        replacement_handover_on=sale.replacement_handover_on,
        price_yuan=sale.price_yuan,
        resold_after_return=vehicle.brought_back_on is not None,
    )


def reissue_due(sale: Sale, asked_on: date) -> DueDate | None:
    """Until when a lost voucher is to be replaced; None where the regulation says promptly and counts no days."""
    regulation, _choice = governing_regulation(legal_vehicle(sale))
    try:
        return due_date(f"{regulation.id}/voucher_reissue", asked_on) if regulation else None
    except LookupError:
        return None
