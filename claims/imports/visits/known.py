"""Visits that are there already, by their natural keys, and whether a line says the same of them.

A visit is the outlet's order; without a number, the outlet's visit of this car at this moment, or where the day alone is
told, on this day: the hours that are assumed for it hang on a setting, and today on the hour of the import.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db.models import Prefetch

from claims.imports.columns import Line
from claims.imports.visits.cars import of_these
from claims.imports.visits.columns import ITEM_KEYS, LABELS, VISIT_KEYS
from claims.imports.visits.groups import Group
from claims.repairs.models import Item, Precision, Visit
from claims.repairs.moments import day_of
from claims.repairs.selectors import whole_visits
from claims.repairs.told import told
from sanbao.accounts.models import Organisation

_AS_WRITTEN = tuple(key for key in VISIT_KEYS if key not in ("vin", "order_number"))


class KnownVisits:
    """Of one outlet, those that the lines of a chunk may be."""

    def __init__(self, groups: Sequence[Group], outlet: Organisation, vehicle_ids: Iterable[int]) -> None:
        orders = {group.first.values["order_number"] for group in groups if group.first.values.get("order_number")}
        firsts = [group.first.values for group in groups if "received_at" in group.first.values]
        moments = {values["received_at"] for values in firsts}
        items = Prefetch("items", Item.objects.select_related("problem"))
        found = Visit.objects.filter(outlet=outlet).select_related("vehicle").prefetch_related(items)
        self._by_order: dict[str, Visit] = {}
        self._by_moment: dict[Any, Visit] = {}
        self._by_day: dict[Any, Visit] = {}
        # Said apart, so that each reads its own index; that a number is not empty is said for the sake of the index, too.
        numbered = found.exclude(order_number="").filter(of_these(Visit, "order_number", orders, "varchar"))
        of_cars = found.filter(of_these(Visit, "vehicle_id", list(vehicle_ids), "bigint"))
        at_moments = of_cars.filter(of_these(Visit, "received_at", moments, "timestamptz"))
        for visit in numbered:
            self._by_order[visit.order_number] = visit
        for visit in at_moments:
            self._by_moment.setdefault((visit.vehicle.vin, visit.received_at), visit)
        if any("received_at_is_day" in values for values in firsts):
            for visit in of_cars.filter(received_precision=Precision.DAY):
                self._by_day.setdefault((visit.vehicle.vin, day_of(visit.received_at)), visit)

    def of(self, line: Line) -> Visit | None:
        values = line.values
        order = values.get("order_number")
        if order and order in self._by_order:
            return self._by_order[order]
        visit = self._by_moment.get((values["vin"], values["received_at"]))
        if visit is None and "received_at_is_day" in values:
            visit = self._by_day.get((values["vin"], day_of(values["received_at"])))
        # Two orders with numbers of their own are two visits, though of one minute.
        return None if visit is not None and order and visit.order_number else visit


def differing(visit: Visit, line: Line) -> list[str]:
    """Keys of the columns in which the line says something else than is written, or was put right since."""
    values = line.values
    found = [key for key in _AS_WRITTEN if key in values and not _is_same(key, values, getattr(visit, key))]
    if values["vin"] != visit.vehicle.vin:
        found.append("vin")
    if found and set(found) <= _corrected(visit, values):
        found = []
    if not any(_says_the_same(item, values) for item in visit.items.all()):
        found += [key for key in _of_the_nearest(visit, values) if key not in found]
    return found


def _is_same(key: str, values: dict[str, Any], written: Any) -> bool:
    """Of a day without its time the day alone is compared."""
    if f"{key}_is_day" in values and written is not None:
        return day_of(values[key]) == day_of(written)
    return bool(values[key] == written)


def words_for(keys: Iterable[str]) -> str:
    return "、".join(str(LABELS[key]) for key in keys)


def _corrected(visit: Visit, values: dict[str, Any]) -> set[str]:
    """Columns in which the line says what a later entry has made of it."""
    now = told(whole_visits().get(pk=visit.pk))
    return {key for key in values if hasattr(now, key) and getattr(now, key) == values[key]}


def _says_the_same(item: Item, values: dict[str, Any]) -> bool:
    return not any(_different(item, values))


def _of_the_nearest(visit: Visit, values: dict[str, Any]) -> list[str]:
    items = list(visit.items.all())
    return min((list(_different(item, values)) for item in items), key=len) if items else ["work"]


def _different(item: Item, values: dict[str, Any]) -> Iterator[str]:
    if values["work"] != (item.done_work or item.planned_work):
        yield "work"
    if "problem" in values and values["problem"] != item.problem.name:
        yield "problem"
    if "part" in values and (values["part"].group, _component(values["part"])) != (item.group, item.component):
        yield "component"
    for key in ITEM_KEYS:
        if key in values and values[key] != getattr(item, key):
            yield key


def _component(part: Any) -> str:
    return part.code if part.kind != "group" else ""
