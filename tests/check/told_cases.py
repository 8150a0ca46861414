"""Cases to be told to the check: the public ones, and a car of 2024 to which more happens."""

from pathlib import Path

import yaml

from tests.check.walking import TODAY

CASES = {row["id"]: row["case"] for row in yaml.safe_load(Path("tests/law/cases/public.yaml").read_text("utf-8"))}


def case(**changes) -> dict:
    """A car of 2024 without repairs, with one problem of today."""
    whole = {
        "as_of": TODAY.isoformat(),
        "vehicle": {"kind": "passenger_car", "use": "household", "invoiced_on": "2024-03-01", "energy": "ice"},
        "visits": [],
        "demand": {
            "made_on": "2026-11-20",
            "mileage_km": 15000,
            "wants": "repair",
            "items": [{"problem": "顿挫", "group": "gearbox", "work": "none"}],
        },
    }
    return {**whole, **changes}


def visit(day: str, **changes) -> dict:
    return {
        "id": day,
        "repairer": "network",
        "received_at": f"{day}T09:00+08:00",
        "finished_at": f"{day}T17:00+08:00",
        "mileage_km": 9000,
        "items": [{"problem": "顿挫", "group": "gearbox", "work": "repair"}],
        **changes,
    }
