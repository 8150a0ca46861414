"""From answers to a case of the contract: what is not answered is left to the contract's defaults, or left open."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from sanbao.check.state import Answers, Case
from sanbao.law.facts import CONTRACT, CaseFacts, Vehicle
from sanbao.law.parsing import facts_from_json
from sanbao.law.regulations import FOLDERS, Regulation, regulation
from sanbao.law.selection import governing_regulation

NEVER_A_PROBLEM = ("maintenance", "accident")  # work whose items are no quality problem unless stated
NOT_OF_THE_CONTRACT = ("is_wear", "is_estimate")  # kept with an item while its part is told, and with a repair
ANYTHING = "fuel_leak"  # an event both orders name: what an unanswered event could be


def case_of(answers: Answers, as_of: date) -> CaseFacts:
    """The facts as answered. Raises FactsError with the faults of the contract."""
    return facts_from_json(raw_case(answers, as_of))


def day_asked(answers: Answers, as_of: date) -> date:
    """The day the question is asked: today, or the day the person chose."""
    chosen = answers.case.get("as_of")
    return date.fromisoformat(chosen) if chosen else as_of


def raw_case(answers: Answers, as_of: date) -> Case:
    """The whole case as JSON; repairs and problems that are still being told are left out."""
    case = answers.draft()
    case.pop("is_in_shop", None)  # what the visits tell by themselves
    case["contract"] = CONTRACT
    case["as_of"] = day_asked(answers, as_of).isoformat()
    case.setdefault("vehicle", {}).setdefault("kind", "passenger_car")  # not asked of a car sold before either order
    case["visits"] = [visit for visit in map(_told, case.get("visits", [])) if visit["items"]]
    demand = _demand(case.pop("demand", {}), case)
    if demand is not None:
        case["demand"] = demand
    known = {item["problem"] for _, item in items_of(case)}
    grounds = [{**row, "problems": [p for p in row["problems"] if p in known]} for row in case.get("exemptions", [])]
    case["exemptions"] = [row for row in grounds if row["problems"]]
    return case


def _told(visit: Case) -> Case:
    return {**_plain(visit), "items": [_plain(item) for item in visit["items"] if item.get("work")]}


def _plain(item: Case) -> Case:
    return {key: value for key, value in item.items() if key not in NOT_OF_THE_CONTRACT}


def _demand(demand: Case, case: Case) -> Case | None:
    """The demand, or None when nothing is wrong now, nothing is wanted and nothing is to be paid."""
    items = [{**_plain(item), "work": "none"} for item in demand.get("items", [])]
    given = {key: value for key, value in demand.items() if value not in (None, "", {}, [])}
    if not given:
        return None
    latest = max([visit["mileage_km"] for visit in case["visits"]], default=0)
    return {
        **given,
        "wants": given.get("wants", "repair"),
        "made_on": given.get("made_on", case["as_of"]),
        "mileage_km": given.get("mileage_km", latest),
        "items": items,
    }


def items_of(case: Case) -> Iterator[tuple[str, Case]]:
    """Every item with its path, visits first."""
    for visit in case.get("visits") or []:
        for index, item in enumerate(visit["items"]):
            yield f"visits/{visit['id']}/items/{index}", item
    for index, item in enumerate((case.get("demand") or {}).get("items") or []):
        yield f"demand/items/{index}", item


def problems_of(answers: Answers) -> list[str]:
    """The problems that an item names, in the order they were told."""
    named = {item.get("problem") for _, item in items_of(answers.case)}
    return [problem for problem in answers.names if problem in named]


def visit_of(case: Case, visit_id: str) -> Case | None:
    return next((visit for visit in case.get("visits") or [] if visit["id"] == visit_id), None)


def item_at(case: Case, path: str) -> Case | None:
    return next((item for at, item in items_of(case) if at == path), None)


def open_case(answers: Answers, as_of: date) -> Case:
    """The case in which every yes/no fact that is not answered yet is open, an event too where none was asked."""
    case = raw_case(answers, as_of)
    for path, item in items_of(case):
        _open(item, path, frozenset(answers.answered))
    return case


def _open(item: Case, path: str, answered: frozenset[str]) -> None:
    problem = item["problem"]
    if item["work"] not in NEVER_A_PROBLEM and f"quality:{problem}" not in answered:
        item["quality_problem"] = "unknown"
    if f"safety:{problem}" not in answered:
        item["serious_safety"] = "unknown"
    if f"event:{path}" not in answered:
        item["event"] = ANYTHING
    for key in ("event_established", "needs_replacement", "main_component", "resolved"):
        if f"fact:{path}/{key}" not in answered:
            item[key] = "unknown"


def vehicle_of(answers: Answers) -> Vehicle | None:
    """The car, as far as it decides which order governs; None while the invoice date is not answered."""
    car: dict[str, Any] = answers.case.get("vehicle", {})
    if "invoiced_on" not in car:
        return None
    replaced = car.get("replacement_handover_on")
    return Vehicle(
        car.get("kind", "passenger_car"),
        date.fromisoformat(car["invoiced_on"]),
        use=car.get("use", "household"),
        replacement_handover_on=date.fromisoformat(replaced) if replaced else None,
        resold_after_return=car.get("resold_after_return", False),
    )


def newest_order() -> Regulation:
    return max(map(regulation, FOLDERS), key=lambda order: order.in_force_from)


def may_change_its_order(answers: Answers) -> bool:
    """Sold before the newest order: a car given in its place later may be covered by another one."""
    invoiced_on = answers.case.get("vehicle", {}).get("invoiced_on")
    return invoiced_on is not None and date.fromisoformat(invoiced_on) < newest_order().in_force_from


def parts_edition(answers: Answers) -> str:
    """The edition of the standard whose list the order of this car uses."""
    vehicle = vehicle_of(answers)
    governing = governing_regulation(vehicle)[0] if vehicle else None
    return (governing or newest_order()).parts_edition


def is_only_asking(answers: Answers) -> bool:
    """Nothing has been demanded yet; the contract then reads a demand for repair, which has no time limit."""
    return not (answers.case.get("demand") or {}).get("wants")
