"""What a case says by saying nothing: the values that the contract gives to absent keys."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sanbao.law.parts import Edition

_NO_PROBLEM_UNLESS_STATED = ("maintenance", "accident", "none")
_OF_AN_ITEM = {"main_component": "no", "serious_safety": "no", "event_established": "yes", "resolved": "unknown"}
_ELSEWHERE: Mapping[str, Any] = {
    "vehicle/use": "unknown",
    "voucher/extra_main_components": [],
    "demand/papers": [],
}
_OF_A_VISIT: Mapping[str, Any] = {"excluded": []}


def says(document: Mapping[str, Any], parts: Edition, path: str) -> Any:
    """The value that stands for the absent one; None where absence says nothing more."""
    names = path.split("/")
    if names[0] == "exemptions":
        return "unknown"
    item = _item(document, names)
    if item is not None:
        return _of_item(item, names[-1], document, parts, in_visit=names[0] == "visits")
    return _OF_A_VISIT.get(names[-1]) if names[0] == "visits" else _ELSEWHERE.get(path)


def _item(document: Mapping[str, Any], names: list[str]) -> Mapping[str, Any] | None:
    if "items" not in names:
        return None
    if names[0] == "demand":
        items = document.get("demand", {}).get("items", ())
    else:
        items = next((visit["items"] for visit in document.get("visits", ()) if visit["id"] == names[1]), ())
    place = int(names[-2])
    return items[place] if place < len(items) else None


def _of_item(
    item: Mapping[str, Any], key: str, document: Mapping[str, Any], parts: Edition, *, in_visit: bool
) -> str | None:
    if key == "quality_problem":
        return "no" if in_visit and item["work"] in _NO_PROBLEM_UNLESS_STATED else "yes"
    if key == "needs_replacement":
        return "yes" if _was_replaced(item, document, parts) else "no"
    return group(item, parts) if key == "group" else _OF_AN_ITEM.get(key)


def _was_replaced(item: Mapping[str, Any], document: Mapping[str, Any], parts: Edition) -> bool:
    """An assembly, or a component that is a main component by the standard or by the voucher."""
    main_components = {*parts.main_components, *document.get("voucher", {}).get("extra_main_components", ())}
    work = item["work"]
    return work == "assembly_replacement" or (
        work == "component_replacement" and item.get("component") in main_components
    )


def group(item: Mapping[str, Any], parts: Edition) -> str | None:
    """The stated group, or that of the component."""
    stated: str | None = item.get("group")
    return stated or parts.group_of(item.get("component") or "")
