"""A full case to break in one place, and the faults that come of it."""

from __future__ import annotations

import copy
import json
from typing import Any

from sanbao.law.errors import FactsError, Fault
from sanbao.law.parsing import facts_from_json, facts_from_text

GONE = object()
"""Put in place of a value to take the key away."""

WHOLE: dict[str, Any] = {
    "contract": 1,
    "as_of": "2024-06-30",
    "vehicle": {
        "kind": "passenger_car",
        "energy": "ice",
        "use": "household",
        "invoiced_on": "2024-02-20",
        "handover_on": "2024-03-01",
        "replacement_handover_on": None,
        "price_yuan": "186800.00",
        "resold_after_return": False,
    },
    "voucher": {
        "repair_warranty": {"months": 36, "km": 100000},
        "three_guarantees": {"months": 24, "km": 50000},
        "use_compensation_coefficient": "0.005",
        "wear_parts": {"wear_brake_lining": {"months": 6, "km": 10000}},
        "extra_main_components": ["suspension_shock_absorber"],
    },
    "visits": [
        {
            "id": "R1",
            "repairer": "network",
            "received_at": "2024-03-20T09:00+08:00",
            "finished_at": "2024-03-22T17:30+08:00",
            "mileage_km": 1200,
            "excluded": [
                {
                    "reason": "special_part_transport",
                    "from": "2024-03-21T08:00+08:00",
                    "to": "2024-03-21T18:00+08:00",
                }
            ],
            "items": [
                {
                    "problem": "P1",
                    "group": "gearbox",
                    "component": "gearbox_bearing",
                    "main_component": "no",
                    "position": None,
                    "quality_problem": "yes",
                    "serious_safety": "no",
                    "event": None,
                    "event_established": "yes",
                    "work": "component_replacement",
                    "needs_replacement": "yes",
                    "resolved": "yes",
                }
            ],
        }
    ],
    "demand": {
        "made_on": "2024-06-28",
        "mileage_km": 15000,
        "wants": "vehicle_return",
        "items": [{"problem": "P2", "work": "none"}],
        "papers": ["invoice", "voucher"],
        "same_model_available": None,
        "equal_or_better_available": None,
        "returned_on": None,
        "returned_mileage_km": None,
        "losses_yuan": {"registration": "125.00", "accessories_net": "3000.00", "services": "800.00"},
    },
    "exemptions": [
        {"ground": "improper_use", "problems": ["P1"], "caused_damage": "disputed"},
        {"ground": "disclosed_flaw", "problems": ["P1"], "established": "no"},
    ],
}

OBJECTS = (
    "",
    "vehicle",
    "voucher",
    "voucher/repair_warranty",
    "voucher/three_guarantees",
    "voucher/wear_parts/wear_brake_lining",
    "visits/0",
    "visits/0/excluded/0",
    "visits/0/items/0",
    "demand",
    "demand/items/0",
    "demand/losses_yuan",
    "exemptions/0",
    "exemptions/1",
)
"""Every place where an object with known keys stands."""

REQUIRED = {
    "": ("contract", "as_of", "vehicle"),
    "vehicle": ("kind", "invoiced_on"),
    "voucher/repair_warranty": ("months", "km"),
    "voucher/three_guarantees": ("months", "km"),
    "voucher/wear_parts/wear_brake_lining": ("months", "km"),
    "visits/0": ("id", "repairer", "received_at", "mileage_km", "items"),
    "visits/0/excluded/0": ("reason", "from", "to"),
    "visits/0/items/0": ("problem", "work"),
    "demand": ("made_on", "mileage_km", "wants"),
    "demand/items/0": ("problem", "work"),
    "exemptions/0": ("ground", "problems"),
    "exemptions/1": ("ground", "problems"),
}
LISTS = (
    "visits",
    "visits/0/excluded",
    "visits/0/items",
    "demand/items",
    "demand/papers",
    "voucher/extra_main_components",
    "exemptions",
    "exemptions/0/problems",
)


def at(path: str, key: str) -> str:
    return f"{path}/{key}" if path else key


def place(raw: Any, path: str) -> Any:
    for step in path.split("/") if path else ():
        raw = raw[int(step)] if isinstance(raw, list) else raw[step]
    return raw


def broken(*changes: tuple[str, Any]) -> dict[str, Any]:
    """The whole case with values put at these paths."""
    raw = copy.deepcopy(WHOLE)
    for path, value in changes:
        root, _, last = path.rpartition("/")
        holder = place(raw, root)
        step = int(last) if isinstance(holder, list) else last
        if value is GONE:
            del holder[step]
        else:
            holder[step] = value
    return raw


def faults_of(raw: Any, **how: bool) -> list[Fault]:
    """The faults of a case as JSON values or as JSON text; none when it is accepted."""
    try:
        if isinstance(raw, str | bytes):
            facts_from_text(raw, **how)
        else:
            facts_from_json(raw, **how)
    except FactsError as error:
        return error.faults
    return []


def codes(raw: Any, **how: bool) -> list[tuple[str, str]]:
    """Path and code of every fault."""
    return [(fault.path, fault.code) for fault in faults_of(raw, **how)]


def as_text(raw: Any) -> str:
    return json.dumps(raw, ensure_ascii=False)
