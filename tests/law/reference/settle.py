"""Open some of a case's yes/no facts, then settle as many as are too many for brute force."""

import random

from tests.law.reference.facts import read_facts
from tests.law.reference.orders import SAMR_43, governing


def items_by_path(case: dict) -> dict[str, dict]:
    """Every item by its path."""
    found = {
        f"visits/{visit['id']}/items/{number}": item
        for visit in case.get("visits") or []
        for number, item in enumerate(visit["items"])
    }
    demand_items = (case.get("demand") or {}).get("items") or []
    found.update({f"demand/items/{number}": item for number, item in enumerate(demand_items)})
    return found


def open_facts(case: dict) -> list[str]:
    """Paths of the open facts, unstated wear-part periods among them."""
    order, _ = governing(case["vehicle"])
    facts = read_facts(case, order or SAMR_43)
    wear = {item.component for item in facts.items if (item.component or "").startswith("wear_")} - set(
        facts.wear_periods
    )
    stated = [path for path, value in facts.stated.items() if value in ("disputed", "unknown")]
    if case["vehicle"].get("use") == "commercial":
        stated = [path for path in stated if path != "vehicle/use"]
    return sorted([*stated, *(f"voucher/wear_parts/{code}" for code in wear)])


def settle_open_facts(rng: random.Random, case: dict, max_open: int, worth_opening: list[tuple[dict, str]]) -> None:
    """Open some facts, those that the themes call worth it first, then settle down to a number within max_open."""
    if rng.random() < 0.7:
        for item, key in worth_opening:
            item[key] = "unknown" if key == "resolved" else rng.choice(("disputed", "unknown"))
    items = items_by_path(case)
    spots = [(item, key) for item in items.values() for key in openable(item)]
    for item, key in rng.sample(spots, min(len(spots), rng.choice((0, 0, 0, 1, 2, 6)))):
        item[key] = "unknown" if key == "resolved" else rng.choice(("disputed", "unknown"))
    # Not more than the number drawn here stay open: cases with few open facts must be as usual as those with many.
    allowed = rng.choice((min(2, max_open), max_open, max_open))
    paths = open_facts(case)
    rng.shuffle(paths)
    for path in paths[allowed:]:
        settle(rng, case, items, path)


def openable(item: dict) -> list[str]:
    """The keys worth opening; those that are read only with an event or without a component where they are read."""
    keys = ["quality_problem", "serious_safety", "needs_replacement", "resolved"]
    if item.get("event"):
        keys.append("event_established")
    if item.get("component") is None and item.get("group"):
        keys.append("main_component")
    return keys


def settle(rng: random.Random, case: dict, items: dict[str, dict], path: str) -> None:
    """Answer the open fact at the path, the way that keeps rules alive more often than not."""
    base, key = path.rsplit("/", 1)
    if path == "vehicle/use":
        case["vehicle"]["use"] = "household"
    elif base == "voucher/wear_parts":
        voucher = case.get("voucher") or {}
        case["voucher"] = voucher
        voucher.setdefault("wear_parts", {})[key] = {
            "months": rng.choice((1, 6, 12)),
            "km": rng.choice((1000, 5000, 10000)),
        }
    elif base.startswith("exemptions/"):
        case["exemptions"][int(base.split("/")[1])][key] = rng.choice(("no", "no", "no", "yes"))
    elif key in ("main_component", "serious_safety", "needs_replacement", "quality_problem", "event_established"):
        items[base][key] = rng.choice(("yes", "yes", "yes", "no"))
    else:
        items[base][key] = rng.choice(("yes", "no"))
