"""Random cases in the form in which the check can tell them, named as the check names problems and repairs.

What it cannot tell: different answers about quality for one problem, parts that only a voucher names, work `none` in a
repair, a position of a part a car has one of, more than two waits in a repair.
"""

import copy

from sanbao.check import parts
from sanbao.law.fields import china_moment
from sanbao.law.parts import edition

REPLACED = ("component_replacement", "assembly_replacement")
NO_PROBLEM = ("maintenance", "accident")
MOST_MONTHS = 240
MOST_WAITS, MOST_ITEMS, MOST_GROUNDS = 2, 4, 6


def sound_car(case: dict) -> dict:
    """No replacement before the sale, a day for the moment of the question, promises of a length people write."""
    case = copy.deepcopy(case)
    car, voucher = case["vehicle"], case.get("voucher") or {}
    if (car.get("replacement_handover_on") or car["invoiced_on"]) < car["invoiced_on"]:
        car["replacement_handover_on"] = None
    days = [car.get("replacement_handover_on"), car.get("handover_on"), car["invoiced_on"]]
    case["as_of"] = max([asked_on(case), *filter(None, days)])
    car["energy"] = None  # not read; it would hide parts the case names
    terms = [
        voucher.get("repair_warranty"),
        voucher.get("three_guarantees"),
        *(voucher.get("wear_parts") or {}).values(),
    ]
    for term in filter(None, terms):
        term["months"] = min(max(term["months"], 1), MOST_MONTHS)
    return case


def asked_on(case: dict) -> str:
    """The day of the question on China's clock."""
    return case["as_of"] if len(case["as_of"]) == len("2024-01-01") else china_moment(case["as_of"]).date().isoformat()


def expressible(case: dict, table: str) -> dict:
    """The nearest case that the check can tell; `table` is the governing edition of the standard."""
    case = copy.deepcopy(case)
    case["visits"] = case.get("visits") or []
    demand = case.get("demand")
    case["voucher"] = {**(case.get("voucher") or {}), "extra_main_components": []}
    for number, visit in enumerate(case["visits"], start=1):
        visit["id"] = f"R{number}"
        visit["items"] = visit["items"][:MOST_ITEMS]
        past = [
            wait for wait in visit.get("excluded") or [] if china_moment(wait["to"]).date().isoformat() <= case["as_of"]
        ]
        visit["excluded"] = past[:MOST_WAITS]
    if demand:
        once = {item["problem"]: item for item in reversed(demand.get("items") or [])}
        demand["items"] = list(once.values())[::-1]
    else:
        case["vehicle"]["price_yuan"] = None  # with nothing wanted there is no distance to reckon with
    ordered = [*(demand or {}).get("items", []), *(item for visit in case["visits"] for item in visit["items"])]
    names = {name: f"P{number}" for number, name in enumerate(dict.fromkeys(i["problem"] for i in ordered), start=1)}
    for item in ordered:
        item["problem"] = names[item["problem"]]
        _part(item, edition(table))
    for problem in names.values():
        _of_one_problem([item for item in ordered if item["problem"] == problem], demand)
    _exemptions(case, names)
    return case


def _part(item, table):
    code = item.get("component")
    if code not in table.main_components and code not in table.wear_parts:
        code = item["component"] = None
    if code is not None:
        item["group"] = table.group_of(code)
    if item.get("group") not in {group.code for group in parts.groups_of(table, None)}:
        item["group"] = None
    if not parts.has_several_places(code or item.get("group") or ""):
        item["position"] = None


def _of_one_problem(items, demand):
    now = [item for item in items if demand and any(item is one for one in demand["items"])]
    first = items[0]
    quality = next((item.get("quality_problem") for item in items if item["work"] not in NO_PROBLEM), None)
    for item in items:
        if item["work"] == "none" and not any(item is one for one in now):
            item["work"] = "inspection_only"
        if item["work"] in NO_PROBLEM:
            item.pop("quality_problem", None)
        else:
            item["quality_problem"] = quality
        if item["work"] not in REPLACED and item is not first:
            item["group"], item["component"] = first.get("group"), first.get("component")
            if not parts.has_several_places(item["component"] or item["group"] or ""):
                item["position"] = None
    safety = {item.get("serious_safety") or "no" for item in items}
    if len(safety) > 1 and not safety <= {"yes", "no"}:
        for item in items:
            item["serious_safety"] = first.get("serious_safety")


def _exemptions(case, names):
    told = {item["problem"] for visit in case["visits"] for item in visit["items"]}
    told |= {item["problem"] for item in (case.get("demand") or {}).get("items", [])}
    rows = []
    for row in case.get("exemptions") or []:
        problems = [names[problem] for problem in row["problems"] if names.get(problem) in told]
        if problems:
            rows.append({**row, "problems": list(dict.fromkeys(problems))})
    case["exemptions"] = rows[:MOST_GROUNDS]
