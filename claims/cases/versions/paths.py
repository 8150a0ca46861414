"""Paths to the facts of which two values may be stated: the contract's paths, a visit named by its id.

A case is handled as the contract writes it (a document of JSON values), so that a stated value is read as strictly as
a whole case is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from claims.cases.versions import silence
from sanbao.law.errors import FactsError, Fault
from sanbao.law.facts import CaseFacts
from sanbao.law.facts_writing import facts_to_json
from sanbao.law.fields import shown
from sanbao.law.parsing import well_formed_facts
from sanbao.law.parts import EDITIONS, Edition, edition
from sanbao.law.regulations import regulation_in_force
from sanbao.law.vocabulary import LOSSES

Document = Mapping[str, Any]

VEHICLE_KEYS = ("use", "handover_on", "invoiced_on", "price_yuan")
VOUCHER_KEYS = ("repair_warranty", "three_guarantees", "use_compensation_coefficient", "extra_main_components")
VISIT_KEYS = ("received_at", "finished_at", "mileage_km", "repairer", "excluded")
DEMAND_KEYS = (
    "made_on",
    "mileage_km",
    "papers",
    "same_model_available",
    "equal_or_better_available",
    "returned_on",
    "returned_mileage_km",
)
EXEMPTION_KEYS = ("caused_damage", "established")
ITEM_KEYS = (
    "problem",
    "component",
    "group",
    "main_component",
    "position",
    "quality_problem",
    "serious_safety",
    "event",
    "event_established",
    "needs_replacement",
    "work",
    "resolved",
)
NOT_IN_A_DEMAND = ("work", "resolved")
_USE = {"yes": "household", "no": "commercial"}
_PARTS_OF_A_VISIT = 2  # visits/ID


def _one_of(keys: Sequence[str]) -> str:
    return f"(?:{'|'.join(keys)})"


_PLACE = "(?:0|[1-9][0-9]*)"
_PATH = re.compile(
    "|".join(
        [
            f"vehicle/{_one_of(VEHICLE_KEYS)}",
            f"voucher/{_one_of(VOUCHER_KEYS)}",
            "voucher/wear_parts/[^/]+",
            "visits/[^/]+",
            f"visits/[^/]+/{_one_of(VISIT_KEYS)}",
            f"visits/[^/]+/items/{_PLACE}/{_one_of(ITEM_KEYS)}",
            f"demand/{_one_of(DEMAND_KEYS)}",
            f"demand/losses_yuan/{_one_of(LOSSES)}",
            f"demand/items/{_PLACE}/{_one_of([key for key in ITEM_KEYS if key not in NOT_IN_A_DEMAND])}",
            f"exemptions/{_PLACE}/{_one_of(EXEMPTION_KEYS)}",
        ]
    )
)


class NoSuchFactError(LookupError):
    """A path of no fact that may have two values, or of nothing in this case."""


def value_at(facts: CaseFacts, path: str) -> Any:
    """The value as the contract writes it; what an absent key says where it is absent; None for an absent visit."""
    return read(document_of(facts), path)


def with_value(facts: CaseFacts, path: str, value: Any) -> CaseFacts:
    """The facts with one value put in place of another; None takes it away (a whole visit, too).

    Raises NoSuchFactError for the path, FactsError naming the path for the value. Together the facts may be impossible,
    which `sanbao.law.consistency.check` tells.
    """
    return facts_of(written(document_of(facts), path, value))


def document_of(facts: CaseFacts) -> Document:
    return facts_to_json(facts)


def facts_of(document: Document) -> CaseFacts:
    """Raises FactsError, a visit named by its id."""
    try:
        return well_formed_facts(document, bounded=False)
    except FactsError as error:
        raise FactsError([_by_id(fault, document) for fault in error.faults]) from error


def _by_id(fault: Fault, document: Document) -> Fault:
    head, _, rest = fault.path.partition("/")
    place, _, inner = rest.partition("/")
    if head != "visits" or not place:
        return fault
    path = "/".join(filter(None, (head, str(document["visits"][int(place)]["id"]), inner)))
    return Fault(path, fault.code, fault.value, fault.allowed)


def value_of_answer(path: str, answer: str) -> str:
    """`yes` or `no` to a fact left open, as the value that says so (a wear part's period is answered by its terms)."""
    return _USE[answer] if path == "vehicle/use" else answer


def visit_id(path: str) -> str | None:
    """The visit that a path lies in, or names."""
    names = path.split("/")
    return names[1] if names[0] == "visits" else None


def is_visit(path: str) -> bool:
    """Does it name a whole visit, present or denied?"""
    return path.startswith("visits/") and path.count("/") == _PARTS_OF_A_VISIT - 1


def visits_by_id(document: Document) -> dict[str, dict[str, Any]]:
    return {visit["id"]: visit for visit in document.get("visits", ())}


def read(document: Document, path: str) -> Any:
    """The value at a path, or what its absence says."""
    value = stated(document, path)
    id_ = visit_id(path)
    if value is not None or (id_ is not None and id_ not in visits_by_id(document)):
        return value
    return silence.says(document, parts_of(document), path)


def stated(document: Document, path: str) -> Any:
    """What is written at a path; None where nothing is."""
    _refuse_unknown(path)
    try:
        node: Any = document
        for key in _keys(document, path):
            node = node[key]
    except LookupError:
        return None
    return node


def written(document: Document, path: str, value: Any) -> Document:
    """The document with the value at a path. Raises NoSuchFactError where the case has no such place."""
    _refuse_unknown(path)
    if is_visit(path):
        return _with_visit(document, path, value)
    keys = _keys(document, path)
    holder = _holder(document, keys, path)
    changed = {**holder, keys[-1]: value}
    if keys[-1] == "component":
        changed["group"] = _group_beside(holder, value, parts_of(document))
    changed = {key: one for key, one in changed.items() if one is not None}
    return dict(_put(document, keys[:-1], changed))


def _refuse_unknown(path: str) -> None:
    if not _PATH.fullmatch(path):
        raise NoSuchFactError(path)


def _keys(document: Document, path: str) -> list[Any]:
    """The keys and places from the document down to the value."""
    names = path.split("/")
    keys: list[Any] = [
        int(name) if name.isdigit() and before in ("items", "exemptions") else name
        for before, name in zip(["", *names], names, strict=False)
    ]
    if names[0] == "visits":
        keys[1] = next((place for place, id_ in enumerate(visits_by_id(document)) if id_ == names[1]), None)
        if keys[1] is None:
            raise NoSuchFactError(path)
    return keys


def _holder(document: Document, keys: Sequence[Any], path: str) -> Mapping[str, Any]:
    """The mapping that a value stands in. A voucher and its lists may be absent; what has a number may not."""
    node: Any = document
    for key in keys[:-1]:
        try:
            node = node[key]
        except (KeyError, IndexError):
            if keys[0] != "voucher" and key != "losses_yuan":
                raise NoSuchFactError(path) from None
            node = {}
    holder: Mapping[str, Any] = node
    return holder


def _put(node: Any, keys: Sequence[Any], value: Any) -> Any:
    """A copy with the value at the end of the keys; what is beside the way is shared."""
    if not keys:
        return value
    key, *rest = keys
    if isinstance(node, list):
        return [_put(one, rest, value) if place == key else one for place, one in enumerate(node)]
    return {**node, key: _put(node.get(key, {}), rest, value)}


def _with_visit(document: Document, path: str, visit: Any) -> Document:
    id_ = path.split("/")[1]
    if visit is not None and (not isinstance(visit, dict) or visit.get("id") != id_):
        raise FactsError([Fault(f"{path}/id", "not_one_of", shown(visit), id_)])
    others = visits_by_id(document)
    if visit is None:
        others.pop(id_, None)
    else:
        others[id_] = visit
    return {**document, "visits": list(others.values())}


def _group_beside(item: Mapping[str, Any], component: Any, parts: Edition) -> str | None:
    """The group goes without saying with a component of the standard, and stays where the component is withdrawn."""
    if isinstance(component, str) and parts.group_of(component):
        return None
    return silence.group(item, parts)


def parts_of(document: Document) -> Edition:
    """The edition of the standard that governs the car, by the days stated in the document."""
    vehicle = document["vehicle"]
    governing = regulation_in_force(
        date.fromisoformat(vehicle.get("replacement_handover_on") or vehicle["invoiced_on"])
    )
    return edition(EDITIONS[-1] if governing is None else governing.parts_edition)
