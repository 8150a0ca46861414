"""What the record of a visit still lacks, and on which page it is told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.urls import reverse

from claims.repairs.models import Item, State
from claims.repairs.signing import HAND_OVER
from claims.repairs.statutory import REPLACEMENTS, MissingField
from claims.repairs.told import ToldVisit


@dataclass(frozen=True)
class Lacking:
    """`url` is empty where it cannot be told yet, or by this person."""

    field: MissingField
    url: str


def lacking_fields(missing: tuple[MissingField, ...], visit: ToldVisit, *, completes: bool) -> tuple[Lacking, ...]:
    return tuple(Lacking(field, _page_of(field.code, visit) if completes else "") for field in missing)


def _page_of(code: str, visit: ToldVisit) -> str:
    row = visit.row
    if code in _OF_AN_ITEM:
        item = next((one.row for one in visit.items if _OF_AN_ITEM[code](one.row)), None)
        return reverse("workshop:item", args=[item.public_id]) if item else ""
    if code in _ON_THE_RECORD:
        return reverse("workshop:record", args=[row.public_id])
    if code == "work" and row.state == State.OPEN:
        return reverse("workshop:finish", args=[row.public_id])
    if code == "handed_back_at" and row.state == State.FINISHED:
        return reverse("workshop:hand_back", args=[row.public_id])
    if code == "signatures" and row.picked_up_at is not None:
        return reverse("signatures:request", args=[HAND_OVER, row.public_id])
    return ""


def _lacks_part(item: Item) -> bool:
    is_told = (item.component or item.part_name or item.group) and item.new_part_number
    return item.done_work in REPLACEMENTS and not is_told


_ON_THE_RECORD = ("inspection_result", "towing_cost", "loaner_or_transport")
_OF_AN_ITEM: Mapping[str, Callable[[Item], bool]] = {
    "parts_replaced": _lacks_part,
    "material_cost": lambda item: item.material_fen is None,
    "labour_cost": lambda item: item.labour_minutes is None or item.labour_fen is None,
}
