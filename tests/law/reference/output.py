"""Scope, periods, money, deadlines and notices of an assessment (readings 2, 4, 14, 16, 17)."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from tests.law.reference.counters import splits_positions
from tests.law.reference.dates import add_months, nth_working_day
from tests.law.reference.facts import ORDER_150_ONLY, Facts
from tests.law.reference.findings import REMEDIES
from tests.law.reference.orders import Order
from tests.law.reference.rules import commercial_grounds

FEN = Decimal("0.01")
DUTIES = {
    "samr-43": (("reply", 10, "samr-43/28-1"), ("complete", 20, "samr-43/28-2")),
    "aqsiq-150": (("certificate", 15, "aqsiq-150/24"), ("reply", 10, "aqsiq-150/26")),
}


def scope(vehicle: dict, order: Order | None, facts: Facts | None) -> dict:
    """Reading 2: the first that applies."""
    kind, use = vehicle["kind"], vehicle.get("use") or "unknown"
    if order is None:
        return {"outcome": "not_met", "because": "sold_before_2013_10_01"}
    if kind == "other" or (kind == "pickup" and order.id == "aqsiq-150"):
        return {"outcome": "not_met", "because": "not_a_covered_vehicle"}
    if vehicle.get("resold_after_return"):
        return {"outcome": "not_met", "because": "resold_after_return_is_contractual"}
    if use == "commercial" and order.id == "samr-43":
        return {"outcome": "not_met", "because": "not_household"}
    outcome = "undetermined" if use == "unknown" else "met"
    established_ground = any(facts.stated[path] == "yes" for path in commercial_grounds(facts))
    if use == "commercial" or established_ground:
        return {"outcome": outcome, "because": "commercial_use_is_a_ground"}
    if use == "unknown":
        return {"outcome": outcome, "because": "use_unknown"}
    return {"outcome": outcome, "because": "household_pickup" if kind == "pickup" else "household_passenger_car"}


def periods(facts: Facts) -> dict:
    """The periods as the assessment shows them; the seven days have no distance."""
    shown = {"starts_on": facts.start.isoformat()}
    for name in ("repair_warranty", "three_guarantees", "seven_days", "sixty_days"):
        if name in facts.periods:
            period = facts.periods[name]
            shown[name] = {"last_day": period.last_day.isoformat()}
            if period.km is not None:
                shown[name]["km"] = period.km
    return shown


def capped(facts: Facts) -> bool:
    return facts.coefficient is not None and facts.coefficient > facts.order.highest_coefficient


def coefficient(facts: Facts) -> Decimal | None:
    """Reading 16: capped; not stated it is 0 under Order 43, unknown under Order 150."""
    if facts.coefficient is None:
        return Decimal(0) if facts.order.id == "samr-43" else None
    return min(facts.coefficient, facts.order.highest_coefficient)


def compensation_applies(facts: Facts, found: list[dict]) -> bool | None:
    """Reading 16: due on a paid ground unless a free ground may take its place."""
    price_of = {rule.id: rule.price for rule in facts.order.rules}
    paid = [f["outcome"] for f in found if price_of[f["rule"]] == "paid"]
    free = [f["outcome"] for f in found if price_of[f["rule"]] == "free"]
    if "met" not in paid or "met" in free:
        return False
    return None if "undetermined" in free else True


def yuan(amount: Decimal) -> Decimal:
    """Rounded half up to the fen."""
    return amount.quantize(FEN, rounding=ROUND_HALF_UP)


def money(facts: Facts, found: list[dict], return_outcome: str) -> dict:
    """Reading 16."""
    n, applies = coefficient(facts), compensation_applies(facts, found)
    km = facts.demand.get("returned_mileage_km")
    if km is None:
        km = facts.demand.get("mileage_km")
    due = None
    if applies is True and None not in (facts.price, km, n):
        due = yuan(facts.price * km / 1000 * n)
    return {
        "use_compensation": {
            "applies": applies,
            "coefficient": None if n is None else format(n, "f"),
            "mileage_km": km,
            "yuan": None if due is None else str(due),
        },
        "refund_yuan": refund(facts, return_outcome, applies, due),
    }


def refund(facts: Facts, return_outcome: str, applies: bool | None, due: Decimal | None) -> str | None:
    """Price plus losses (Order 43 only) less compensation, never below 0."""
    if return_outcome != "met" or facts.price is None or applies is None or (applies and due is None):
        return None
    losses = Decimal(0)
    if facts.order.id == "samr-43":
        stated = facts.demand.get("losses_yuan") or {}
        losses = sum((Decimal(amount) for amount in stated.values() if amount is not None), Decimal(0))
    return str(yuan(max(Decimal(0), facts.price + losses - (due or Decimal(0)))))


def no_money() -> dict:
    """Out of scope: null throughout, and no compensation."""
    nothing = {"applies": False, "coefficient": None, "mileage_km": None, "yuan": None}
    return {"use_compensation": nothing, "refund_yuan": None}


def no_remedies(case: dict) -> dict:
    """Out of scope: every remedy not met."""
    nothing: dict = {remedy: {"outcome": "not_met", "rules": []} for remedy in REMEDIES}
    nothing["assembly_replacement"]["assemblies"] = []
    nothing["loaner_or_transport"]["days"] = {visit["id"]: 0 for visit in case.get("visits") or []}
    return nothing


def deadlines(facts: Facts) -> list[dict]:
    """Reading 17: whatever the findings."""
    if facts.demand.get("wants") not in ("vehicle_replacement", "vehicle_return"):
        return []
    made_on, due = date.fromisoformat(facts.demand["made_on"]), []
    for duty, days, rule in DUTIES[facts.order.id]:
        day = nth_working_day(made_on, days)
        due.append({"duty": duty, "due_on": day.isoformat() if day else None, "rule": rule})
    return due


def burden_on_business(case: dict, facts: Facts, found: list[dict]) -> bool:
    """Reading 14: a question on a problem that first showed within six months of the handover."""
    vehicle = case["vehicle"]
    handover = vehicle.get("replacement_handover_on") or vehicle.get("handover_on") or vehicle["invoiced_on"]
    last_day = add_months(date.fromisoformat(handover), 6)
    first = {}
    for item in facts.items:
        first[item.problem] = min(item.day, first.get(item.problem, item.day))
    problems = set()
    asked = {question["fact"] for one in found for question in one["questions"]}
    for exemption in facts.exemptions:
        if exemption.path in asked and exemption.path.endswith("/caused_damage"):
            problems.update(exemption.problems)
    problems.update(item.problem for item in facts.items if f"{item.path}/quality_problem" in asked)
    return any(first[problem] <= last_day for problem in problems)


def notices(case: dict, facts: Facts, found: list[dict], due: list[dict]) -> list[str]:
    """The codes of every notice but `transition`."""
    grounds = {exemption.ground for exemption in facts.exemptions}
    given = {
        "position_split": splits_positions(facts),
        "burden_on_business": burden_on_business(case, facts, found),
        "not_a_ground_in_order_43": facts.order.id == "samr-43" and bool(grounds & set(ORDER_150_ONLY)),
        "coefficient_capped": capped(facts),
        "coefficient_missing": facts.coefficient is None,
        "calendar_not_loaded": any(one["due_on"] is None for one in due),
    }
    return [code for code, applies in given.items() if applies]
