"""The counters: what is established (reading 19), and how far a rule is from met (reading 20)."""

from tests.law.reference.dates import hours_between, two_places
from tests.law.reference.facts import Facts, Visit
from tests.law.reference.logic import Decided
from tests.law.reference.orders import Rule
from tests.law.reference.repair_time import excluded_repair_hours, repair_days, repair_span
from tests.law.reference.rules import (
    assembly_keys,
    component_keys,
    counted_visits,
    replaces_assembly,
    replaces_component,
)

TWICE = 2


def established(facts: Facts) -> Decided:
    """The case with every open fact read as no."""
    return Decided(facts, {}, default=False)


def row(visits: list[Visit], limit: int) -> dict:
    return {"count": len(visits), "limit": limit, "visits": [visit.id for visit in visits]}


def key_name(code: str, position: str | None) -> str:
    return code if position is None else f"{code}@{position}"


def repair_days_counter(facts: Facts) -> dict:
    """Reading 5."""
    rows = [
        {
            "id": visit.id,
            "hours": two_places(hours_between(*repair_span(facts, visit))),
            "excluded_hours": two_places(excluded_repair_hours(facts, visit)),
            "days": repair_days(facts, visit),
        }
        for visit in counted_visits(established(facts))
    ]
    return {"count": sum(r["days"] for r in rows), "limit": facts.order.repair_days, "visits": rows}


def same_problem_counter(facts: Facts) -> dict:
    """Reading 6."""
    case = established(facts)
    counts = {
        problem: row(counted_visits(case, lambda item, p=problem: item.problem == p), facts.order.same_problem)
        for problem in sorted({item.problem for item in facts.items})
    }
    return {problem: counted for problem, counted in counts.items() if counted["count"]}


def serious_counter(facts: Facts) -> dict:
    """Reading 7."""
    case = established(facts)
    return row(counted_visits(case, lambda item: case.is_(item, "serious_safety")), TWICE)


def assembly_counter(facts: Facts) -> dict:
    """Reading 8."""
    case = established(facts)
    counts = {
        key_name(*key): row(counted_visits(case, lambda item, k=key: replaces_assembly(item, k)), TWICE)
        for key in assembly_keys(facts)
    }
    return {name: counted for name, counted in counts.items() if counted["count"]}


def component_counter(facts: Facts, groups: tuple[str, ...]) -> dict:
    """Reading 9, for the components of the groups."""
    case = established(facts)
    counts = {
        key_name(*key): row(counted_visits(case, lambda item, k=key: replaces_component(item, k, groups)), TWICE)
        for key in component_keys(facts, groups)
    }
    return {name: counted for name, counted in counts.items() if counted["count"]}


def counters(facts: Facts) -> dict:
    """All counters; the components' row joins the groups of every rule that reads components."""
    groups = tuple(group for rule in facts.order.rules for group in rule.groups)
    return {
        "repair_days": repair_days_counter(facts),
        "same_problem": same_problem_counter(facts),
        "serious_safety_repairs": serious_counter(facts),
        "assembly_replacements": assembly_counter(facts),
        "component_replacements": component_counter(facts, groups),
    }


def highest(rows: dict) -> int:
    return max((counted["count"] for counted in rows.values()), default=0)


def short_by(facts: Facts, rule: Rule) -> dict:
    """Reading 20, for a finding that is not met."""
    order = facts.order
    if rule.kind == "repair_days":
        return {"repair_days": order.repair_days + 1 - repair_days_counter(facts)["count"]}
    if rule.kind == "same_problem":
        return {"same_problem": order.same_problem + 1 - highest(same_problem_counter(facts))}
    if rule.kind == "serious_safety":
        return short_of_two("serious_safety_repairs", serious_counter(facts)["count"])
    if rule.kind == "assemblies":
        return short_of_two("assembly_replacements", highest(assembly_counter(facts)))
    if rule.kind == "components":
        return short_of_two("component_replacements", highest(component_counter(facts, rule.groups)))
    return {}


def short_of_two(name: str, count: int) -> dict:
    """With two or more, what is missing is a later showing."""
    return {"occurrences": 1} if count >= TWICE else {name: TWICE - count}


def splits_positions(facts: Facts) -> bool:
    """Reading 8: one code reaches 2 over all its positions, and at none alone."""
    all_counters = counters(facts)
    for name in ("assembly_replacements", "component_replacements"):
        by_code: dict[str, list[int]] = {}
        for key, counted in all_counters[name].items():
            by_code.setdefault(key.split("@")[0], []).append(counted["count"])
        if any(sum(counts) >= TWICE and max(counts) < TWICE for counts in by_code.values()):
            return True
    return False
