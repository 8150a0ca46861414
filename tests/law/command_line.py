"""Runs the engine as a command, as a user or another program would."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
ENGINE = [sys.executable, "-m", "sanbao.law"]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}
BOUND = 256 * 1024
FAULTY = 2

CASE: dict[str, Any] = {
    "contract": 1,
    "as_of": "2024-06-30",
    "vehicle": {"kind": "passenger_car", "use": "household", "invoiced_on": "2024-02-20"},
    "visits": [
        {
            "id": "R1",
            "repairer": "network",
            "received_at": "2024-03-20T09:00+08:00",
            "finished_at": "2024-03-22T17:30+08:00",
            "mileage_km": 1200,
            "items": [{"problem": "P1", "work": "repair"}],
        }
    ],
    "demand": {"made_on": "2024-06-28", "mileage_km": 15000, "wants": "vehicle_return"},
}


def engine(*arguments: str, given: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    """The command run to its end, which comes without a traceback."""
    done = subprocess.run(
        [*ENGINE, *arguments],
        input=given,
        capture_output=True,
        cwd=ROOT,
        env={**ENVIRONMENT, **environment},
        timeout=60,
        check=False,
    )
    assert b"Traceback" not in done.stderr
    return done


def as_json(case: object) -> bytes:
    return json.dumps(case, ensure_ascii=False).encode()


def changed(*path: str | int, to: object) -> dict[str, Any]:
    """The case with one value replaced or added."""
    case: Any = json.loads(json.dumps(CASE))
    place = case
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = to
    return case


def with_visits(number: int) -> dict[str, Any]:
    hours = [f"2024-03-{1 + n // 24:02}T{n % 24:02}:00" for n in range(number)]
    visits = [
        {**CASE["visits"][0], "id": f"R{n}", "received_at": hour, "finished_at": None} for n, hour in enumerate(hours)
    ]
    return changed("visits", to=visits)
