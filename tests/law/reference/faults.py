"""Is a case malformed? The contract's fault rules, read once more and plainly: shape first, then sense."""

import re
from collections.abc import Callable
from datetime import date, datetime

from tests.law.reference.dates import asked_at, moment
from tests.law.reference.facts import CAUSATION, ORDER_150_ONLY
from tests.law.reference.orders import AQSIQ_150, PARTS, SAMR_43, Order, governing

Check = Callable[[object], bool]


# --- shapes: each returns whether the value has it ---


def is_text(value: object) -> bool:
    return isinstance(value, str) and value != ""


def is_whole(value: object) -> bool:
    """Whole and not negative."""
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def is_decimal(value: object) -> bool:
    """A decimal string, not negative."""
    return isinstance(value, str) and re.fullmatch(r"[0-9]+(\.[0-9]+)?", value) is not None


def is_date(value: object) -> bool:
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        return False
    return parses(date.fromisoformat, value)


def is_moment(value: object) -> bool:
    """ISO with hours and minutes, with or without an offset."""
    shape = r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?(Z|[+-][0-9]{2}:[0-9]{2})?"
    return isinstance(value, str) and re.fullmatch(shape, value) is not None and parses(datetime.fromisoformat, value)


def parses(parse: Callable, value: str) -> bool:
    try:
        parse(value)
    except ValueError:
        return False
    return True


def is_bool(value: object) -> bool:
    return isinstance(value, bool)


def one_of(*allowed: str) -> Check:
    return lambda value: isinstance(value, str) and value in allowed


def list_of(check: Check, least: int = 0) -> Check:
    return lambda value: isinstance(value, list) and len(value) >= least and all(check(one) for one in value)


def table_of(check: Check) -> Check:
    """An object with keys of one's own; null is absent."""
    return lambda value: (
        isinstance(value, dict) and all(is_text(key) and (one is None or check(one)) for key, one in value.items())
    )


def record(required: dict[str, Check], optional: dict[str, Check]) -> Check:
    """An object with these keys only; null is absent where a key may be absent."""

    def check(value: object) -> bool:
        if not isinstance(value, dict) or not required.keys() <= value.keys() <= required.keys() | optional.keys():
            return False
        return all(
            required[key](one) if key in required else one is None or optional[key](one) for key, one in value.items()
        )

    return check


# --- the shape of a case ---

GROUPS = sorted({group for edition in PARTS.values() for group in edition["main_components"]})
OPEN = one_of("yes", "no", "disputed", "unknown")
PERIOD = record({"months": is_whole, "km": is_whole}, {})
POSITIONS = ("front", "rear", "left", "right", "front_left", "front_right", "rear_left", "rear_right")
EVENTS = ("steering_failure", "braking_failure", "body_cracking", "fuel_leak", "traction_battery_fire")
WORKS = (
    "repair",
    "component_replacement",
    "assembly_replacement",
    "software_update",
    "inspection_only",
    "recall",
    "maintenance",
    "accident",
    "none",
)
REASONS = ("special_part_transport", "traction_battery_transport", "rescue_travel", "agreed_suspension")
WANTS = ("repair", "assembly_replacement", "vehicle_replacement", "vehicle_return")

ITEM_OPTIONAL = {
    "group": one_of(*GROUPS),
    "component": is_text,
    "main_component": OPEN,
    "position": one_of(*POSITIONS),
    "quality_problem": OPEN,
    "serious_safety": OPEN,
    "event": one_of(*EVENTS),
    "event_established": OPEN,
    "needs_replacement": OPEN,
    "resolved": one_of("yes", "no", "unknown"),
}
VISIT_ITEM = record({"problem": is_text, "work": one_of(*WORKS)}, ITEM_OPTIONAL)
DEMAND_ITEM = record({"problem": is_text, "work": one_of("none")}, ITEM_OPTIONAL)
EXCLUDED = record({"reason": one_of(*REASONS), "from": is_moment, "to": is_moment}, {})
VISIT = record(
    {
        "id": lambda value: is_text(value) and "/" not in value,
        "repairer": one_of("network", "outside"),
        "received_at": is_moment,
        "mileage_km": is_whole,
        "items": list_of(VISIT_ITEM, least=1),
    },
    {"finished_at": is_moment, "excluded": list_of(EXCLUDED)},
)
VEHICLE = record(
    {"kind": one_of("passenger_car", "pickup", "other"), "invoiced_on": is_date},
    {
        "energy": one_of("ice", "hev", "phev", "erev", "bev", "fcev"),
        "use": one_of("household", "commercial", "unknown"),
        "handover_on": is_date,
        "replacement_handover_on": is_date,
        "price_yuan": is_decimal,
        "resold_after_return": is_bool,
    },
)
VOUCHER = record(
    {},
    {
        "repair_warranty": PERIOD,
        "three_guarantees": PERIOD,
        "use_compensation_coefficient": is_decimal,
        "wear_parts": table_of(PERIOD),
        "extra_main_components": list_of(is_text),
    },
)
DEMAND = record(
    {"made_on": is_date, "mileage_km": is_whole, "wants": one_of(*WANTS)},
    {
        "items": list_of(DEMAND_ITEM),
        "papers": list_of(one_of("invoice", "voucher")),
        "same_model_available": is_bool,
        "equal_or_better_available": is_bool,
        "returned_on": is_date,
        "returned_mileage_km": is_whole,
        "losses_yuan": record({}, {"registration": is_decimal, "accessories_net": is_decimal, "services": is_decimal}),
    },
)
CAUSATION_EXEMPTION = record({"ground": one_of(*CAUSATION), "problems": list_of(is_text)}, {"caused_damage": OPEN})
OTHER_EXEMPTION = record(
    {"ground": one_of("disclosed_flaw", *ORDER_150_ONLY), "problems": list_of(is_text)}, {"established": OPEN}
)


def is_exemption(value: object) -> bool:
    """Of either kind; the key of the other kind is a fault, unless it is null (null is absent)."""
    if not isinstance(value, dict):
        return False
    other = "established" if value.get("ground") in CAUSATION else "caused_damage"
    kept = {key: one for key, one in value.items() if not (key == other and one is None)}
    return CAUSATION_EXEMPTION(kept) or OTHER_EXEMPTION(kept)


CASE = record(
    {
        "contract": lambda value: value == 1 and is_whole(value),
        "vehicle": VEHICLE,
        "as_of": lambda value: is_date(value) or is_moment(value),
    },
    {"voucher": VOUCHER, "visits": list_of(VISIT), "demand": DEMAND, "exemptions": list_of(is_exemption)},
)


# --- the sense of a case of the right shape ---


def is_faulty(case: object) -> bool:
    """True when the contract calls the case malformed."""
    if not CASE(case):
        return True
    visits = case.get("visits") or []
    return (
        ids_or_moments_repeat(visits)
        or any(visit_runs_backwards(visit) for visit in visits)
        or something_after_as_of(case)
        or any(not part_is_known(case, item) for item in all_items(case))
        or exemption_names_nothing(case)
    )


def all_items(case: dict) -> list[dict]:
    demand_items = (case.get("demand") or {}).get("items") or []
    return [item for visit in case.get("visits") or [] for item in visit["items"]] + demand_items


def ids_or_moments_repeat(visits: list[dict]) -> bool:
    """Visit ids are unique, and no two visits are received at the same moment."""
    ids = {visit["id"] for visit in visits}
    moments = {moment(visit["received_at"]) for visit in visits}
    return len(ids) < len(visits) or len(moments) < len(visits)


def visit_runs_backwards(visit: dict) -> bool:
    """Finished before received, or an excluded interval that ends before it begins."""
    finished = visit.get("finished_at")
    if finished is not None and moment(finished) < moment(visit["received_at"]):
        return True
    return any(moment(one["to"]) < moment(one["from"]) for one in visit.get("excluded") or [])


def something_after_as_of(case: dict) -> bool:
    """Anything received, finished or demanded after as_of; a date is compared with its day."""
    end, day = asked_at(case["as_of"])
    demand = case.get("demand")
    if demand and date.fromisoformat(demand["made_on"]) > day:
        return True
    for visit in case.get("visits") or []:
        if any(visit.get(key) and moment(visit[key]) > end for key in ("received_at", "finished_at")):
            return True
    return False


def exemption_names_nothing(case: dict) -> bool:
    """A problem in exemptions that no item names."""
    named = {item["problem"] for item in all_items(case)}
    return any(set(one["problems"]) - named for one in case.get("exemptions") or [])


def editions_for(case: dict) -> list[Order]:
    order, _ = governing(case["vehicle"])
    return [order] if order else [AQSIQ_150, SAMR_43]


def part_is_known(case: dict, item: dict) -> bool:
    """The component is in the edition or on the voucher, and the group is not other than its component's."""
    component, group = item.get("component"), item.get("group")
    if component is None:
        return True
    voucher, orders = case.get("voucher") or {}, editions_for(case)
    own_groups = [g for order in orders for g, codes in order.main_components.items() if component in codes]
    if own_groups:
        return group is None or group in own_groups
    on_voucher = component in (voucher.get("extra_main_components") or []) or component in (
        voucher.get("wear_parts") or {}
    )
    return on_voucher or any(component in order.wear_parts for order in orders)
