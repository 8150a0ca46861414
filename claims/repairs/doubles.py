"""Which of the visits that an owner has stated may be those that a repairer has entered, too: proposed, never decided. Pure.

Two of three must fit: the place, the day, the odometer. Once people have said so, their answer holds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from claims.repairs.moments import day_of
from claims.repairs.told import ToldVisit

DAYS_APART = 1
KM_APART = 200
MOST_DAYS_APART = 31  # place and odometer alone say nothing of another month
_ENOUGH = 2


def marked(visits: Sequence[ToldVisit]) -> list[ToldVisit]:
    """Each with the likeliest entry of a repairer that it may be; an entry that is matched already is nobody else's."""
    taken = {one.row.same_as_id for one in visits}
    entered = [one for one in visits if not one.row.is_stated and one.row.pk not in taken]
    if len(entered) == len(visits):
        return list(visits)
    return [_with_double(one, entered) for one in visits]


def _with_double(one: ToldVisit, entered: Sequence[ToldVisit]) -> ToldVisit:
    if not one.row.is_stated or one.row.same_as_id is not None:
        return one
    others = (other for other in entered if other.row.key not in one.row.told_apart)
    found = [other for other in others if _fitting(one, other) >= _ENOUGH]
    best = min(found, key=lambda other: (-_fitting(one, other), _km(one, other)), default=None)
    return one if best is None else replace(one, double=best.row)


def _fitting(one: ToldVisit, other: ToldVisit) -> int:
    days = abs((day_of(one.began_at) - day_of(other.began_at)).days)
    if days > MOST_DAYS_APART:
        return 0
    return is_same_place(one, other) + (days <= DAYS_APART) + (_km(one, other) <= KM_APART)


def _km(one: ToldVisit, other: ToldVisit) -> int:
    return abs(one.mileage_km - other.mileage_km)


def is_same_place(one: ToldVisit, other: ToldVisit) -> bool:
    if one.row.stated_outlet_id is not None:
        return one.row.stated_outlet_id == other.row.outlet_id
    return one.row.outlet_name.strip() == other.row.place
