"""What the public looks for: model lines by name, by outlet and by province, and outlets themselves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from claims.filings.models import Appointment, FilingVersion, ModelLine
from claims.filings.selectors import appointments_on, model_lines_search


@dataclass(frozen=True, slots=True)
class Wanted:
    """`text`: brand, model, type or producer. `outlet`: part of a name. `province`: two digits of the region's code."""

    text: str = ""
    outlet: str = ""
    province: str = ""
    energy: str = ""
    producer: UUID | None = None


def lines_wanted(wanted: Wanted, day: date) -> QuerySet[ModelLine]:
    """With their versions, first day first. By outlet: of producers who have such an outlet on this day."""
    found = model_lines_search(wanted.text)
    if wanted.energy:
        found = found.filter(energy=wanted.energy)
    if wanted.producer:
        found = found.filter(producer__public_id=wanted.producer)
    if wanted.outlet or wanted.province:
        places = Wanted(outlet=wanted.outlet, province=wanted.province)
        found = found.filter(producer__in=outlets_wanted(places, day).order_by().values("producer"))
    versions = FilingVersion.objects.filter(withdrawn_at=None).order_by("in_force_from")
    return found.prefetch_related(Prefetch("versions", versions, to_attr="valid_versions"))


def outlets_wanted(wanted: Wanted, day: date) -> QuerySet[Appointment]:
    """Appointments that hold on this day, by province."""
    found = appointments_on(day).select_related("producer", "outlet")
    if wanted.outlet:
        found = found.filter(outlet__name__icontains=wanted.outlet)
    if wanted.province:
        found = found.filter(outlet__region__startswith=wanted.province)
    if wanted.producer:
        found = found.filter(producer__public_id=wanted.producer)
    return found.order_by("outlet__region", "outlet_id", "id")
