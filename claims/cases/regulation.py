"""Which order governs a claim: that of the car's sale."""

from __future__ import annotations

from claims.cases.models import Claim
from claims.record.facts import sale_known, vehicle_facts
from sanbao.law.selection import governing_regulation


def regulation_of(claim: Claim) -> str | None:
    """`samr-43` or `aqsiq-150`; None where the sale is not known, or was before there was an order."""
    sale = sale_known(claim.vehicle)
    if sale is None:
        return None
    governing, _because = governing_regulation(vehicle_facts(claim.vehicle, sale))
    return governing.id if governing else None
