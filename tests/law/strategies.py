"""Valid cases for Hypothesis: small words, many open facts, days and kilometres around the thresholds."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

Raw = dict[str, Any]

STARTS = ("2024-03-01", "2019-03-01", "2021-11-15")
VOUCHER = {"extra_main_components": ["suspension_shock_absorber"], "use_compensation_coefficient": "0.005"}
PARTS: tuple[Raw, ...] = (
    {},
    {"group": "engine"},
    {"component": "engine_piston"},
    {"component": "gearbox_bearing", "group": "gearbox"},
    {"group": "drive_motor"},
    {"group": "axle"},
    {"component": "brake_booster"},
    {"component": "suspension_shock_absorber", "group": "suspension_system"},
    {"component": "wear_brake_lining", "group": "braking_system"},
)
ANSWERS = ("yes", "no", "disputed", "unknown")
PROBLEMS = ("P1", "P2", "P3")
DAYS = (0, 3, 4, 5, 6, 7, 8, 20, 30, 40, 50, 59, 60, 61, 100, 110, 120, 130, 140, 300, 500, 700, 730, 731, 732)
HOURS = (2, 24, 25, 100, 120, 121, 240, 360, 700)
DISTANCES = (1, 100, 1000, 2999, 3000, 3001, 20000, 49999, 50000, 50001)
GROUNDS = {
    "improper_use": "caused_damage",
    "force_majeure": "caused_damage",
    "disclosed_flaw": "established",
    "no_invoice_and_voucher": "established",
    "wear_part_expired": "established",
    "commercial_use": "established",
}
WORKS = ("repair", "repair", "component_replacement", "assembly_replacement", "software_update", "inspection_only")


def mostly(usual: str | None, *others: str | None) -> st.SearchStrategy[Any]:
    return st.sampled_from((usual, usual, usual, *others))


@st.composite
def items(draw: st.DrawFn, works: tuple[str, ...] = (*WORKS, "maintenance", "none")) -> Raw:
    return {
        "problem": draw(st.sampled_from(PROBLEMS)),
        "work": draw(st.sampled_from(works)),
        **draw(st.sampled_from(PARTS)),
        "main_component": draw(mostly(None, "yes", "disputed")),
        "position": draw(mostly(None, "front", "rear")),
        "quality_problem": draw(mostly(None, *ANSWERS)),
        "serious_safety": draw(mostly(None, "yes", *ANSWERS)),
        "event": draw(mostly(None, "fuel_leak", "traction_battery_fire")),
        "event_established": draw(mostly(None, "no", "disputed")),
        "needs_replacement": draw(mostly(None, "yes", "unknown")),
        "resolved": draw(mostly("yes", "no", "unknown", None)),
    }


USUAL: tuple[Raw, ...] = (
    {"work": "repair"},
    {"work": "repair", "serious_safety": "yes"},
    {"work": "assembly_replacement", "group": "engine", "component": None},
    {"work": "assembly_replacement", "group": "gearbox", "component": None, "needs_replacement": None},
    {"work": "component_replacement", "component": "gearbox_bearing", "group": None},
    {"work": "component_replacement", "component": "brake_booster", "group": None},
    {},
)
"""What a car comes back with."""

VARIED: tuple[Raw, ...] = (
    {},
    {},
    {},
    {},
    {"resolved": "no"},
    {"resolved": None},
    {"quality_problem": "disputed"},
    {"serious_safety": "unknown"},
    {"position": "front"},
    {"problem": "P2"},
)


@st.composite
def items_of_a_visit(draw: st.DrawFn, usual: Raw) -> list[Raw]:
    """Mostly the usual trouble of the car, which may come with something else."""
    again = {**usual, **draw(st.sampled_from(VARIED))}
    kind = draw(st.sampled_from(("again", "again", "again", "again", "other", "both")))
    return {"again": [again], "other": [], "both": [again]}[kind] + ([] if kind == "again" else [draw(items())])


@st.composite
def visits(draw: st.DrawFn, start: date, day: int, usual: Raw) -> Raw:
    received = datetime.combine(start, datetime.min.time()) + timedelta(days=day, hours=9)
    finished = received + timedelta(hours=draw(st.sampled_from(HOURS)))
    travel = {
        "reason": draw(st.sampled_from(("rescue_travel", "traction_battery_transport", "agreed_suspension"))),
        "from": (received + timedelta(hours=1)).isoformat(),
        "to": (received + timedelta(hours=20)).isoformat(),
    }
    return {
        "id": f"D{day}",
        "repairer": draw(mostly("network", "network", "outside")),
        "received_at": received.isoformat(),
        "finished_at": draw(st.sampled_from((finished.isoformat(), finished.isoformat(), None))),
        "mileage_km": draw(st.sampled_from(DISTANCES)),
        "excluded": draw(st.sampled_from(([], [], [travel]))),
        "items": draw(items_of_a_visit(usual)),
    }


@st.composite
def demands(draw: st.DrawFn, start: date, usual: Raw) -> Raw:
    now = {**usual, **draw(st.sampled_from(VARIED)), "work": "none"}
    return {
        "made_on": (start + timedelta(days=draw(st.sampled_from(DAYS)))).isoformat(),
        "mileage_km": draw(st.sampled_from(DISTANCES)),
        "wants": draw(st.sampled_from(("repair", "vehicle_replacement", "vehicle_return"))),
        "items": draw(st.sampled_from(([], [now], [now]))) + draw(st.lists(items(works=("none",)), max_size=1)),
        "papers": draw(st.sampled_from(([], ["invoice"]))),
        "same_model_available": draw(st.sampled_from((None, False))),
        "equal_or_better_available": draw(st.sampled_from((None, False))),
    }


@st.composite
def exemptions(draw: st.DrawFn, problems: list[str]) -> Raw:
    ground = draw(st.sampled_from(tuple(GROUNDS)))
    named = draw(st.lists(st.sampled_from(problems), min_size=1, max_size=3, unique=True))
    return {
        "ground": ground,
        "problems": named,
        GROUNDS[ground]: draw(st.sampled_from(("no", "disputed", None, "yes"))),
    }


@st.composite
def cases(draw: st.DrawFn, most_visits: int = 8) -> Raw:
    """A valid case; its visits stand in any order."""
    start = date.fromisoformat(draw(st.sampled_from(STARTS)))
    usual = {**draw(items(works=WORKS)), **draw(st.sampled_from(USUAL))}
    number = min(draw(st.sampled_from((0, 1, 2, 3, 6, 7, 8))), most_visits)
    days = draw(st.lists(st.sampled_from(DAYS), min_size=number, max_size=number, unique=True))
    repairs = [draw(visits(start, day, usual)) for day in days]
    demand = draw(st.none() | demands(start, usual))
    problems = sorted({item["problem"] for visit in [*repairs, demand or {"items": []}] for item in visit["items"]})
    wear_parts = draw(st.sampled_from(({}, {"wear_brake_lining": {"months": 6, "km": 10000}})))
    return {
        "contract": 1,
        "as_of": "2028-12-31",
        "vehicle": {
            "kind": "passenger_car",
            "use": draw(mostly("household", "household", "household", "unknown", "commercial")),
            "invoiced_on": start.isoformat(),
            "price_yuan": "186800.00",
        },
        "voucher": {**VOUCHER, "wear_parts": wear_parts},
        "visits": repairs,
        "demand": demand,
        "exemptions": draw(st.lists(exemptions(problems), max_size=draw(st.sampled_from((0, 0, 1, 3)))))
        if problems
        else [],
    }
