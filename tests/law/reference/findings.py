"""Findings and the remedies that join them (readings 13, 15, 18, 21)."""

from tests.law.reference.counters import established, short_by
from tests.law.reference.evidence import rests_on
from tests.law.reference.facts import Facts
from tests.law.reference.logic import Truth
from tests.law.reference.orders import Rule
from tests.law.reference.repair_time import loaner_days
from tests.law.reference.rules import (
    assembly_at_fault,
    commercial_for_certain,
    finding_test,
    household,
    long_visit_entitles,
)

REMEDIES = ("repair", "assembly_replacement", "vehicle_replacement", "vehicle_return", "loaner_or_transport")
ASKS = {
    "quality_problem": "is_quality_problem",
    "serious_safety": "is_serious_safety_failure",
    "event_established": "did_the_event_happen",
    "needs_replacement": "does_it_need_replacing",
    "main_component": "is_main_component",
    "resolved": "was_it_resolved",
    "use": "is_household_use",
    "caused_damage": "did_it_cause_the_damage",
    "established": "is_the_ground_established",
}


def asks(path: str) -> str:
    """The code of the question for a fact."""
    if path.startswith("voucher/wear_parts/"):
        return "wear_part_period"
    return ASKS[path.rsplit("/", 1)[1]]


def grants(facts: Facts, rule: Rule) -> list[str]:
    """Reading 15: Order 150 article 21 gives a return only when neither kind of car is to be had."""
    granted = list(rule.grants)
    no_car = all(facts.demand.get(key) is False for key in ("same_model_available", "equal_or_better_available"))
    if granted == ["vehicle_replacement"] and no_car:
        granted.append("vehicle_return")
    return granted


def finding(facts: Facts, rule: Rule) -> dict:
    """One finding, without its text."""
    truth = Truth(facts, finding_test(rule))
    outcome = truth.outcome()
    questions = [
        {"fact": path, "asks": asks(path), "if_yes": truth.outcome(path, True), "if_no": truth.outcome(path, False)}
        for path in truth.deciding()
    ]
    counted = outcome == "not_met" and not commercial_for_certain(facts)
    return {
        "rule": rule.id,
        "outcome": outcome,
        "grants": grants(facts, rule),
        "owed_by": rule.owed_by,
        "facts": rests_on(facts, rule),
        "short_by": short_by(facts, rule) if counted else {},
        "questions": questions,
    }


def findings(facts: Facts) -> list[dict]:
    """Every rule of the governing order, in the order of the articles."""
    return [finding(facts, rule) for rule in facts.order.rules]


def join(found: list[dict], remedy: str) -> dict:
    """A remedy's outcome joins the outcomes of the findings that grant it, not their logic."""
    granting = [f for f in found if remedy in f["grants"]]
    for outcome in ("met", "undetermined"):
        rules = [f["rule"] for f in granting if f["outcome"] == outcome]
        if rules:
            return {"outcome": outcome, "rules": rules}
    return {"outcome": "not_met", "rules": []}


def remedies(facts: Facts, found: list[dict]) -> dict:
    """The five remedies."""
    joined = {remedy: join(found, remedy) for remedy in REMEDIES}
    assembly = joined["assembly_replacement"]
    assembly["assemblies"] = assemblies_with(facts, assembly["outcome"])
    joined["loaner_or_transport"]["days"] = entitled_days(facts)
    return joined


def assemblies_with(facts: Facts, outcome: str) -> list[str]:
    """Reading 21: the groups whose own outcome is the remedy's."""
    if outcome == "not_met":
        return []
    return [
        group
        for group in facts.order.assemblies
        if Truth(facts, lambda case, g=group: household(case) and assembly_at_fault(case, (g,))).outcome() == outcome
    ]


def entitled_days(facts: Facts) -> dict[str, int]:
    """Reading 21: every visit, established facts only, 0 when not entitled or household use is not established."""
    case = established(facts)
    return {
        visit.id: loaner_days(facts, visit) if household(case) and long_visit_entitles(case, visit) else 0
        for visit in facts.visits
    }
