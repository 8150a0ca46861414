"""The open facts of a case as JSON, and the case with one of them answered: the contract's paths, written back."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

from sanbao.law.vocabulary import GROUNDS_WITH_CAUSATION

Raw = dict[str, Any]

OPEN = ("disputed", "unknown")
ITEM_KEYS = ("quality_problem", "serious_safety", "event_established", "main_component", "needs_replacement")
FOREVER = {"months": 1200, "km": 1_000_000_000}
NEVER_BEGUN = {"months": 0, "km": 0}
"""A period over before a car has driven one kilometre."""


def places(raw: Raw) -> Iterator[tuple[str, Raw]]:
    """Every item with its path by visit id."""
    for visit in raw["visits"]:
        for index, item in enumerate(visit["items"]):
            yield f"visits/{visit['id']}/items/{index}", item
    for index, item in enumerate((raw["demand"] or {}).get("items", [])):
        yield f"demand/items/{index}", item


def key_of(exemption: Raw) -> str:
    return "caused_damage" if exemption["ground"] in GROUNDS_WITH_CAUSATION else "established"


def open_facts(raw: Raw) -> list[str]:
    """The paths of the facts left open, but for periods of wear parts."""
    found = ["vehicle/use"] if raw["vehicle"].get("use") in (None, "unknown") else []
    for path, item in places(raw):
        found += [f"{path}/{key}" for key in ITEM_KEYS if item.get(key) in OPEN]
        if path.startswith("visits/") and item.get("resolved") in (None, "unknown"):
            found.append(f"{path}/resolved")
    for place, exemption in enumerate(raw["exemptions"]):
        if exemption.get(key_of(exemption)) in (None, *OPEN):
            found.append(f"exemptions/{place}/{key_of(exemption)}")
    return found


def answered(raw: Raw, fact: str, *, yes: bool) -> Raw:
    """The case with this fact answered."""
    raw = copy.deepcopy(raw)
    root, key = fact.rpartition("/")[::2]
    answer = "yes" if yes else "no"
    if fact == "vehicle/use":
        raw["vehicle"]["use"] = "household" if yes else "commercial"
    elif root == "voucher/wear_parts":
        raw["voucher"] = {**raw["voucher"]}
        raw["voucher"]["wear_parts"] = {**raw["voucher"].get("wear_parts", {}), key: FOREVER if yes else NEVER_BEGUN}
    elif root.startswith("exemptions/"):
        raw["exemptions"][int(root.partition("/")[2])][key] = answer
    else:
        dict(places(raw))[root][key] = answer
    return raw
