"""Valid cases with one defect, each of a kind that the contract calls a fault."""

import random
from collections.abc import Callable
from datetime import date, timedelta

from tests.law.reference.dates import asked_at, moment
from tests.law.reference.orders import AQSIQ_150, PARTS, SAMR_43, governing

REQUIRED = {
    "case": ("contract", "as_of", "vehicle"),
    "vehicle": ("kind", "invoiced_on"),
    "visit": ("id", "repairer", "received_at", "mileage_km", "items"),
    "excluded": ("reason", "from", "to"),
    "item": ("problem", "work"),
    "demand": ("made_on", "mileage_km", "wants"),
    "exemption": ("ground", "problems"),
    "period": ("months", "km"),
}
ENUMS = (
    "kind",
    "energy",
    "use",
    "repairer",
    "reason",
    "group",
    "position",
    "event",
    "work",
    "wants",
    "ground",
    "quality_problem",
    "serious_safety",
    "event_established",
    "needs_replacement",
    "main_component",
    "resolved",
    "caused_damage",
    "established",
)
TEXTS = ("id", "problem", "component")
DATES = ("invoiced_on", "handover_on", "replacement_handover_on", "made_on", "returned_on")
MOMENTS = ("received_at", "finished_at", "from", "to")
DISTANCES = ("mileage_km", "returned_mileage_km", "km", "months")
AMOUNTS = ("price_yuan", "use_compensation_coefficient", "registration", "accessories_net", "services")
BOOLEANS = ("resold_after_return", "same_model_available", "equal_or_better_available")


class NotHere(Exception):
    """The defect has no place in this case."""


def choose(rng: random.Random, places: list) -> object:
    if not places:
        raise NotHere
    return rng.choice(places)


# --- places ---


def visits(case: dict) -> list[dict]:
    return case.get("visits") or []


def demand_items(case: dict) -> list[dict]:
    return (case.get("demand") or {}).get("items") or []


def objects(case: dict) -> list[tuple[str, dict]]:
    """Every object of the case with the name of its kind."""
    found = [("case", case), ("vehicle", case["vehicle"])]
    voucher, demand = case.get("voucher"), case.get("demand")
    if voucher:
        found.append(("voucher", voucher))
        periods = [voucher.get("repair_warranty"), voucher.get("three_guarantees")]
        found += [("period", one) for one in [*periods, *(voucher.get("wear_parts") or {}).values()] if one]
    for visit in visits(case):
        found.append(("visit", visit))
        found += [("excluded", one) for one in visit.get("excluded") or []]
        found += [("item", item) for item in visit["items"]]
    if demand:
        found += [("demand", demand), *(("item", item) for item in demand_items(case))]
        found += [("losses", demand["losses_yuan"])] if demand.get("losses_yuan") else []
    return found + [("exemption", one) for one in case.get("exemptions") or []]


def holders(case: dict, keys: tuple[str, ...]) -> list[tuple[dict, str]]:
    """Every stated value under one of the keys, as its object and key."""
    return [(one, key) for _, one in objects(case) for key in keys if one.get(key) is not None]


def put(keys: tuple[str, ...], *values: object) -> Callable:
    """A defect: one of the values in the place of a stated value under one of the keys."""

    def spoil(rng: random.Random, case: dict) -> None:
        holder, key = choose(rng, holders(case, keys))
        holder[key] = rng.choice(values)

    return spoil


# --- defects of shape ---


def required_key_missing(rng: random.Random, case: dict) -> None:
    name, holder = choose(rng, [(name, one) for name, one in objects(case) if name in REQUIRED])
    key = rng.choice(REQUIRED[name])
    if rng.random() < 0.5:
        holder[key] = None
    else:
        holder.pop(key)


def unknown_key(rng: random.Random, case: dict) -> None:
    _, holder = choose(rng, objects(case))
    holder[rng.choice(("note", "Kind", "mileage", "x"))] = rng.choice((None, "x", 1))


def no_items(rng: random.Random, case: dict) -> None:
    choose(rng, visits(case))["items"] = []


def wrong_container(rng: random.Random, case: dict) -> None:
    key = choose(rng, [key for key in ("vehicle", "voucher", "visits", "demand", "exemptions") if case.get(key)])
    case[key] = rng.choice(("x", 1, True))


def contract_of_another_version(rng: random.Random, case: dict) -> None:
    case["contract"] = rng.choice((2, 0, "1", True))


def as_of_unreadable(rng: random.Random, case: dict) -> None:
    case["as_of"] = rng.choice(("", "2024-13-01", "2024-02-30", "yesterday", "2024-06-30T12", 20240630))


# --- defects of sense ---


def work_in_demand(rng: random.Random, case: dict) -> None:
    choose(rng, demand_items(case))["work"] = rng.choice(("repair", "inspection_only", "assembly_replacement"))


def id_twice(rng: random.Random, case: dict) -> None:
    if len(visits(case)) < 2:
        raise NotHere
    one, other = rng.sample(visits(case), 2)
    one["id"] = other["id"]


def id_with_slash(rng: random.Random, case: dict) -> None:
    choose(rng, visits(case))["id"] = "R/1"


def received_twice(rng: random.Random, case: dict) -> None:
    """At the same moment, perhaps written with another offset."""
    if len(visits(case)) < 2:
        raise NotHere
    one, other = rng.sample(visits(case), 2)
    one["received_at"], one["finished_at"] = moment(other["received_at"]).isoformat(), None


def finished_before_received(rng: random.Random, case: dict) -> None:
    visit = choose(rng, visits(case))
    visit["finished_at"] = (moment(visit["received_at"]) - timedelta(minutes=1)).isoformat()


def interval_backwards(rng: random.Random, case: dict) -> None:
    one = choose(rng, [one for visit in visits(case) for one in visit.get("excluded") or []])
    one["to"] = (moment(one["from"]) - timedelta(minutes=1)).isoformat()


def visit_after_as_of(rng: random.Random, case: dict) -> None:
    visit, end = choose(rng, visits(case)), asked_at(case["as_of"])[0]
    if rng.random() < 0.5:
        visit["received_at"], visit["finished_at"] = (end + timedelta(minutes=1)).isoformat(), None
    else:
        visit["finished_at"] = (end + timedelta(minutes=1)).isoformat()


def demanded_after_as_of(rng: random.Random, case: dict) -> None:
    demand = choose(rng, [case["demand"]] if case.get("demand") else [])
    demand["made_on"] = (asked_at(case["as_of"])[1] + timedelta(days=1)).isoformat()


def every_item(case: dict) -> list[dict]:
    return [item for visit in visits(case) for item in visit["items"]] + demand_items(case)


def component_nobody_lists(rng: random.Random, case: dict) -> None:
    """A code of no edition, or of the edition that does not govern."""
    order, _ = governing(case["vehicle"])
    codes = ["gearbox_flywheel"]
    if order:
        other = AQSIQ_150 if order is SAMR_43 else SAMR_43
        own = [code for group in order.main_components.values() for code in group]
        codes += [code for group in other.main_components.values() for code in group if code not in own]
    named = (case.get("voucher") or {}).get("extra_main_components") or []
    item = choose(rng, every_item(case))
    item["component"] = rng.choice([code for code in codes if code not in named])
    item.pop("group", None)


def group_of_another(rng: random.Random, case: dict) -> None:
    """A group other than its component's."""
    order = governing(case["vehicle"])[0] or rng.choice((AQSIQ_150, SAMR_43))
    group = rng.choice(sorted(order.main_components))
    item = choose(rng, every_item(case))
    item["component"] = rng.choice(order.main_components[group])
    every_group = {name for edition in PARTS.values() for name in edition["main_components"]}
    item["group"] = rng.choice(sorted(every_group - {group}))


def key_of_the_other_kind(rng: random.Random, case: dict) -> None:
    one = choose(rng, case.get("exemptions") or [])
    with_causation = one["ground"] in ("improper_use", "forbidden_modification", "improper_handling", "force_majeure")
    one["established" if with_causation else "caused_damage"] = rng.choice(("yes", "no", "unknown"))


def exemption_for_no_item(rng: random.Random, case: dict) -> None:
    one = choose(rng, case.get("exemptions") or [])
    one["problems"] = [*one["problems"], "P99"]


def invoice_on_no_day(rng: random.Random, case: dict) -> None:
    year = date.fromisoformat(case["vehicle"]["invoiced_on"]).year
    case["vehicle"]["invoiced_on"] = rng.choice((f"{year}-02-30", f"{year}0301", f"{year}-3-1", f"{year}-03-01T00:00"))


DEFECTS: tuple[Callable, ...] = (
    required_key_missing,
    required_key_missing,
    unknown_key,
    no_items,
    wrong_container,
    contract_of_another_version,
    as_of_unreadable,
    work_in_demand,
    id_twice,
    id_with_slash,
    received_twice,
    finished_before_received,
    interval_backwards,
    visit_after_as_of,
    demanded_after_as_of,
    component_nobody_lists,
    group_of_another,
    key_of_the_other_kind,
    exemption_for_no_item,
    invoice_on_no_day,
    put(ENUMS, "maybe", "", 1, True, ["yes"]),
    put(TEXTS, "", 7),
    put(DATES, "", "2024-02-30", "soon", 20240101),
    put(MOMENTS, "", "2024-03-20", "2024-03-20T09", "2024-03-20T25:00+08:00", 1710896400),
    put(DISTANCES, -1, "1200", 12.5, True),
    put(AMOUNTS, "-0.01", "", "many", 0.005),
    put(BOOLEANS, "yes", 1),
)


def break_somewhere(rng: random.Random, case: dict) -> bool:
    """One random defect, in place; False when it has no place in this case."""
    try:
        rng.choice(DEFECTS)(rng, case)
    except NotHere:
        return False
    return True
