"""A rule of a regulation, and how a finding is made of it on one case (readings 15, 18, 20)."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from sanbao.law.assessment import VEHICLE_RETURN, Finding, Question
from sanbao.law.case import Case
from sanbao.law.conditions import Condition
from sanbao.law.counters import CountRows
from sanbao.law.facts import Demand
from sanbao.law.grounds import Ground
from sanbao.law.open_facts import OpenFact
from sanbao.law.outcomes import MET, NOT_MET, UNDETERMINED
from sanbao.law.regulations import Law

SELLER = "seller"
REPAIRER = "repairer"
COMPENSATION_DUE = "due"
COMPENSATION_FREE = "free"

Shortfall = Callable[[CountRows], dict[str, int]]


def _nothing_to_count(rows: CountRows) -> dict[str, int]:
    return {}


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its test, what it grants and who owes it; `topic` is what its sentences are about.

    `compensation` says whether a replacement or return on this ground is free of use compensation;
    `return_only_without_car` that a return is granted only when no car can be given instead.
    """

    id: str
    topic: str
    test: Callable[[Case], Ground]
    grants: tuple[str, ...]
    owed_by: str
    compensation: str | None = None
    return_only_without_car: bool = False
    short_by: Shortfall = _nothing_to_count
    groups: Callable[[Law], Collection[str]] = lambda _: ()

    def granted(self, demand: Demand | None) -> tuple[str, ...]:
        if not self.return_only_without_car:
            return self.grants
        no_car = (
            demand is not None and demand.same_model_available is False and demand.equal_or_better_available is False
        )
        return self.grants if no_car else tuple(remedy for remedy in self.grants if remedy != VEHICLE_RETURN)


@dataclass(slots=True)
class Judged:
    """A finding with the rule and the ground it is of, and the outcome for each assembly where the rule has one."""

    rule: Rule
    ground: Ground
    finding: Finding
    assemblies: dict[str, str]


def judge(case: Case, rule: Rule, rows: CountRows, *, ask: bool) -> Judged:
    """The finding of a rule; `ask` finds its questions too."""
    ground = rule.test(case)
    condition = ground.condition
    outcome = outcome_of(case, condition)
    finding = Finding(
        rule.id,
        outcome,
        rule.granted(case.facts.demand),
        rule.owed_by,
        tuple(dict.fromkeys([showing.where for showing in ground.showings])),
        rule.short_by(rows) if outcome == NOT_MET and not case.excluded_by_use else {},
        questions_of(case, condition) if ask and outcome == UNDETERMINED else (),
    )
    assemblies = {group: outcome_of(case, part) for group, part in ground.by_assembly.items()}
    return Judged(rule, ground, finding, assemblies)


def outcome_of(case: Case, condition: Condition) -> str:
    """Met when every way of answering the open facts meets it, not met when none does (reading 18)."""
    if case.excluded_by_use or not condition.at(case.open_facts.all_favourable()):
        return NOT_MET
    return MET if not case.gate and condition.at(0) else UNDETERMINED


def questions_of(case: Case, condition: Condition) -> tuple[Question, ...]:
    """The open facts that can turn an undetermined finding, by path."""
    decisive = case.gate if condition.at(0) else case.gate | condition.decisive()
    everything = case.open_facts.all_favourable()
    questions = []
    for bit, fact in case.open_facts.of(decisive):
        with_it = MET if case.gate & bit == case.gate and condition.at(bit) else UNDETERMINED
        without = NOT_MET if bit & case.gate or not condition.at(everything ^ bit) else UNDETERMINED
        questions.append(_question(fact, with_it, without))
    return tuple(questions)


def _question(fact: OpenFact, favourable: str, unfavourable: str) -> Question:
    if fact.favourable == "yes":
        return Question(fact.path, fact.asks, favourable, unfavourable)
    return Question(fact.path, fact.asks, unfavourable, favourable)


def short_of_repair_days(rows: CountRows) -> dict[str, int]:
    days = rows.counters.repair_days
    return {"repair_days": days.limit + 1 - days.count}


def short_of_same_problem(rows: CountRows) -> dict[str, int]:
    highest = max([count.count for count in rows.counters.same_problem.values()], default=0)
    return {"same_problem": rows.law.same_problem_limit + 1 - highest}


def short_of_serious_safety_repairs(rows: CountRows) -> dict[str, int]:
    counter = rows.counters.serious_safety_repairs
    return _short_of_times("serious_safety_repairs", counter.count, counter.limit)


def short_of_assembly_replacements(rows: CountRows) -> dict[str, int]:
    highest = max([len(row.visits) for row in rows.assemblies], default=0)
    return _short_of_times("assembly_replacements", highest, rows.law.assembly_replacements_limit)


def short_of_component_replacements(groups: Callable[[Law], Collection[str]]) -> Shortfall:
    """The shortfall of the components in the groups that a rule reads."""

    def shortfall(rows: CountRows) -> dict[str, int]:
        highest = max([len(row.visits) for row in rows.components_of(groups(rows.law))], default=0)
        return _short_of_times("component_replacements", highest, rows.law.component_replacements_limit)

    return shortfall


def _short_of_times(counter: str, count: int, limit: int) -> dict[str, int]:
    """So many more, or, when the number is reached, one more occurrence."""
    return {counter: limit - count} if count < limit else {"occurrences": 1}
