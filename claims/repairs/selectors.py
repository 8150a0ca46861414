"""Reading visits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from django.db.models import Exists, F, OuterRef, Prefetch, QuerySet, prefetch_related_objects

from claims.repairs.doubles import marked
from claims.repairs.models import Correction, Item, QualityProblem, State, Visit, Wait, Work
from claims.repairs.told import ToldVisit, told
from claims.vehicles.models import Vehicle
from sanbao.accounts.models import Organisation

_SELDOM: dict[str, Any] = {"has_waits": Wait, "has_corrections": Correction}
# Nothing of it is ever the same problem again.
NOT_COMPLAINED_OF = (Work.MAINTENANCE, Work.ACCIDENT, Work.RECALL)


def whole_visits() -> QuerySet[Visit]:
    """With everything that `told` reads: four queries however many there are."""
    return Visit.objects.select_related("outlet", "vehicle").prefetch_related(_items(), "waits", _corrections())


def _items() -> Prefetch[str]:
    return Prefetch("items", Item.objects.select_related("problem").order_by("number"))


def _corrections() -> Prefetch[str]:
    return Prefetch("corrections", Correction.objects.select_related("item__problem").order_by("made_at", "pk"))


def visits_of(vehicle: Vehicle) -> list[ToldVisit]:
    """In the order in which they began; without what an owner has withdrawn."""
    return visits_by_car([vehicle.pk]).get(vehicle.pk, [])


def visits_by_car(vehicle_ids: Collection[int]) -> dict[int, list[ToldVisit]]:
    """The same of many cars, in as many queries as of one."""
    found = defaultdict(list)
    rows = [told(visit) for visit in _whole(Visit.objects.filter(vehicle__in=vehicle_ids, withdrawn_at=None))]
    for one in sorted(rows, key=lambda visit: (visit.began_at, visit.row.number)):
        found[one.row.vehicle_id].append(one)
    return {pk: marked(visits) for pk, visits in found.items()}


def _whole(visits: QuerySet[Visit]) -> list[Visit]:
    """As `whole_visits`, in two queries where nobody waited and nothing was corrected, which is so of most cars."""
    flags = {name: Exists(of.objects.filter(visit=OuterRef("pk"))) for name, of in _SELDOM.items()}
    rows = list(visits.select_related("outlet", "vehicle").prefetch_related(_items()).annotate(**flags))
    for name, prefetch in (("waits", "waits"), ("corrections", _corrections())):
        prefetch_related_objects([row for row in rows if getattr(row, f"has_{name}")], prefetch)
        for row in rows:
            if not getattr(row, f"has_{name}"):
                _known_to_be_empty(row, name)
    return rows


def _known_to_be_empty(row: Visit, name: str) -> None:
    cache: dict[str, object] = row.__dict__.setdefault("_prefetched_objects_cache", {})
    cache[name] = getattr(row, name).none()


def open_visits_at(outlet: Organisation) -> QuerySet[Visit]:
    """Not closed: those in work first, the longest in the shop first; then those that wait to be fetched."""
    rows = whole_visits().exclude(state=State.CLOSED).filter(outlet=outlet)
    return rows.select_related("vehicle__sale", "technician").order_by(
        F("finished_at").asc(nulls_first=True), "received_at", "id"
    )


def closed_visits_at(outlet: Organisation) -> QuerySet[Visit]:
    """The latest first."""
    rows = Visit.objects.filter(outlet=outlet, state=State.CLOSED).select_related("vehicle")
    return rows.order_by("-received_at", "-id")


def problems_of(vehicle: Vehicle) -> QuerySet[QualityProblem]:
    return QualityProblem.objects.filter(vehicle=vehicle).order_by("number")


def problems_told_of(vehicle: Vehicle, *, but: Visit | None = None) -> list[QualityProblem]:
    """Those that visits tell of, for an owner to choose from; without what was begun by the visit that is told anew."""
    items = Item.objects.filter(problem=OuterRef("pk"), visit__withdrawn_at=None).exclude(visit=but)
    return list(problems_of(vehicle).filter(Exists(items.exclude(done_work__in=NOT_COMPLAINED_OF))))
