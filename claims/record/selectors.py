"""Reading who has looked at the record of a car."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from claims.record.models import Look
from claims.vehicles.models import Vehicle

ONE_LOOK = timedelta(hours=1)
MOST_SHOWN = 20


@dataclass(frozen=True)
class OutletLook:
    """As the owner is told of it: which workshop, when. Looks of one workshop within an hour are one."""

    outlet: str
    looked_at: datetime
    visits_shown: int


def looks_at(vehicle: Vehicle) -> list[OutletLook]:
    """The latest first; one query."""
    rows = Look.objects.filter(vehicle=vehicle).select_related("outlet").order_by("-looked_at", "-id")
    kept: list[OutletLook] = []
    told: dict[int, datetime] = {}
    for row in rows[: MOST_SHOWN * 3]:
        later = told.get(row.outlet_id)
        if later is None or later - row.looked_at >= ONE_LOOK:
            told[row.outlet_id] = row.looked_at
            kept.append(OutletLook(row.outlet.name, row.looked_at, row.visits_shown))
    return kept[:MOST_SHOWN]
