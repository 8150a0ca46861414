"""What can still change the result: the law is asked with everything unanswered left open (readings 11 to 18).

An unanswered yes/no fact is worth a question when it stands among the questions of some finding while every other
unanswered fact is open too, or when a counter rests on it. Every finding only gains by favourable answers, so what
cannot turn a finding there cannot turn it under any answers. Other steps are asked by predicates over the periods,
windows and counts of the law data. Where a car may be judged by two orders, both are looked at.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from sanbao.check.case import day_asked, open_case, vehicle_of
from sanbao.check.parts import group_of, has_several_places
from sanbao.check.state import Answers
from sanbao.law.case import Case, Showing, Workshop
from sanbao.law.consistency import day_of
from sanbao.law.engine import Judgement
from sanbao.law.facts import CaseFacts
from sanbao.law.fields import CHINA
from sanbao.law.open_facts import NEVER
from sanbao.law.outcomes import MET, NOT_MET, UNDETERMINED
from sanbao.law.parsing import facts_from_json
from sanbao.law.regulations import Regulation, regulation
from sanbao.law.repair_time import in_china
from sanbao.law.rules import COMPENSATION_DUE, COMPENSATION_FREE, Judged, outcome_of, questions_of
from sanbao.law.selection import governing_regulation, scope_of, selecting_day

LATER_ORDER = "samr-43"


class Outlook:
    """What the answers so far leave open."""

    def __init__(self, answers: Answers, as_of: date) -> None:
        self.answers = answers
        self.facts = facts_from_json(open_case(answers, as_of))
        self.governing, _ = governing_regulation(self.facts.vehicle)
        self.judgements = [judge(self.facts, order) for order in orders_in_scope(self.facts)]
        self.asked = self._asked()

    def _asked(self) -> frozenset[str]:
        """The paths of the open facts that can turn a finding, or an assembly of one."""
        return frozenset(
            question.fact
            for judgement in self.judgements
            for one in judgement.judged
            for condition in (one.ground.condition, *one.ground.by_assembly.values())
            if outcome_of(judgement.case, condition) == UNDETERMINED
            for question in questions_of(judgement.case, condition)
        )

    # -- the cases and their showings

    @property
    def cases(self) -> list[Case]:
        return [judgement.case for judgement in self.judgements]

    def _showings(self) -> Iterator[tuple[Case, Showing]]:
        for case in self.cases:
            for showing in case.showings:
                if not showing.unreleased & NEVER:
                    yield case, showing

    # -- yes/no facts

    def quality_matters(self, problem: str) -> bool:
        """A finding or a counter rests on it, or the days of a loaner."""
        return any(f"{path}/quality_problem" in self.asked for path in self._paths(problem)) or any(
            showing.item.problem == problem and (showing.counts or _has_loaner_days(showing))
            for _, showing in self._showings()
        )

    def safety_matters(self, problem: str) -> bool:
        return any(f"{path}/serious_safety" in self.asked for path in self._paths(problem)) or any(
            showing.item.problem == problem and showing.counts for _, showing in self._showings()
        )

    def fact_matters(self, path: str) -> bool:
        return path in self.asked

    def _paths(self, problem: str) -> Iterator[str]:
        for case in self.cases[:1]:
            for showing in case.showings:
                if showing.item.problem == problem:
                    yield showing.path

    def wear_period_matters(self, code: str) -> bool:
        """The stated period of a wear part takes the place of the repair warranty, or ends a ground of refusal."""
        return any(
            showing.component == code and (self._judged_for_repair(case, showing) or self._said_worn_out(showing))
            for case, showing in self._showings()
        )

    @staticmethod
    def _judged_for_repair(case: Case, showing: Showing) -> bool:
        judged = case.demand_showings or (case.visit_showings[-1] if case.visit_showings else [])
        return showing in judged and showing.day >= case.periods.starts_on

    def _said_worn_out(self, showing: Showing) -> bool:
        return any(
            row.ground == "wear_part_expired" and showing.item.problem in row.problems for row in self.facts.exemptions
        )

    def refusal_matters(self) -> bool:
        """There is something that a ground of the business could take away."""
        return any(one.finding.outcome != NOT_MET for judgement in self.judgements for one in judgement.judged) or any(
            showing.counts or _has_loaner_days(showing) for _, showing in self._showings()
        )

    # -- repairs

    def waits_matter(self, visit_id: str) -> bool:
        """Waits may shorten a repair that is longer than the least day, or that gives a loaner."""
        return any(
            workshop.loaner_days > 0 or _counted_days(case, workshop) > case.law.least_repair_days_per_visit
            for case in self.cases
            for workshop in case.workshops
            if workshop.visit.id == visit_id
        )

    def places_that_matter(self) -> list[str]:
        """Parts replaced in so many repairs that it matters whether it was at the same place."""
        found: dict[str, None] = {}
        for case in self.cases:
            for code, count, limit in _replaced_codes(case):
                if count >= limit and has_several_places(code):
                    found[code] = None
        return list(found)

    def replaced_often(self, group: str | None) -> bool:
        """A main component of this group was replaced so often that it matters whether it is at fault again."""
        return any(
            count >= limit and group_of(code) == group
            for case in self.cases
            for code, count, limit in _replaced_codes(case)
        )

    # -- promises of the voucher

    def periods_matter(self) -> bool:
        """Something showed, or a repair went on, when the least period of the law was over."""
        bare = replace(self.facts, voucher=replace(self.facts.voucher, repair_warranty=None, three_guarantees=None))
        return any(_outlasts_the_least_period(judge(bare, order).case) for order in orders_in_scope(bare))

    # -- money: the order that governs alone gives it

    def _vehicle_grounds(self) -> list[Judged]:
        if not self.judgements or self.judgements[0].regulation is not self.governing:
            return []
        return [one for one in self.judgements[0].judged if one.rule.compensation is not None]

    def _possible(self, *kinds: str) -> bool:
        return any(one.finding.outcome != NOT_MET and one.rule.compensation in kinds for one in self._vehicle_grounds())

    def price_matters(self) -> bool:
        return self._possible(COMPENSATION_DUE, COMPENSATION_FREE)

    def compensation_matters(self) -> bool:
        """A ground on which the owner pays for use may be met, and none that is free is."""
        free = [one for one in self._vehicle_grounds() if one.rule.compensation == COMPENSATION_FREE]
        return self._possible(COMPENSATION_DUE) and all(one.finding.outcome != MET for one in free)

    def losses_matter(self) -> bool:
        return any(
            one.finding.outcome != NOT_MET and "vehicle_return" in one.rule.grants for one in self._vehicle_grounds()
        ) and bool(self.cases[0].law.compensated_losses)

    def other_cars_matter(self) -> bool:
        """A ground that may be met gives a return only when no car is there to replace this one with."""
        return any(
            one.rule.return_only_without_car and one.finding.outcome != NOT_MET for one in self._vehicle_grounds()
        )


def judge(facts: CaseFacts, order: Regulation) -> Judgement:
    return Judgement.of(facts, order, order.law_on(selecting_day(facts.vehicle)), ask=False)


def orders_in_scope(facts: CaseFacts) -> list[Regulation]:
    """The order that governs and, for an older car asked about today, the later one; those that cover the car."""
    governing, _ = governing_regulation(facts.vehicle)
    if governing is None:
        return []
    orders = [governing]
    if governing.repealed_on is not None and day_of(facts.as_of) >= governing.repealed_on:
        orders.append(regulation(LATER_ORDER))
    day = selecting_day(facts.vehicle)
    return [order for order in orders if scope_of(facts, order.law_on(day)).outcome != NOT_MET]


def is_outside(answers: Answers, as_of: date) -> bool:
    """No order covers this car, or its use takes every right away: nothing else can change the result."""
    vehicle = vehicle_of(answers)
    if vehicle is None:
        return False
    facts = CaseFacts(day_asked(answers, as_of), vehicle)
    orders = orders_in_scope(facts)
    return not orders or vehicle.use == "commercial"


def _has_loaner_days(showing: Showing) -> bool:
    return showing.workshop is not None and showing.workshop.loaner_days > 0


def _counted_days(case: Case, workshop: Workshop) -> int:
    counted = any(showing.counts and not showing.unreleased & NEVER for showing in case.visit_showings[workshop.order])
    return workshop.time.days if counted and workshop.time else 0


def _replaced_codes(case: Case) -> Iterator[tuple[str, int, int]]:
    """Each replaced assembly and component, with the number of counted repairs and the number that gives a right."""
    assemblies: Counter[str] = Counter()
    components: Counter[str] = Counter()
    for showings in case.visit_showings:
        counted = [one for one in showings if one.counts and not one.unreleased & NEVER]
        assemblies.update({one.group for one in counted if one.item.work == "assembly_replacement" and one.group})
        components.update(
            {one.component for one in counted if one.item.work == "component_replacement" and one.component}
        )
    for code, count in assemblies.items():
        yield code, count, case.law.assembly_replacements_limit
    for code, count in components.items():
        yield code, count, case.law.component_replacements_limit


def _outlasts_the_least_period(case: Case) -> bool:
    periods = case.periods
    end = datetime.combine(periods.three_guarantees.last_day, time(), CHINA) + timedelta(days=1)
    for showing in case.showings:
        if showing.unreleased & NEVER or showing.day < periods.starts_on:
            continue
        shown = (showing.day, showing.km)
        if not (periods.three_guarantees.contains(*shown) and periods.repair_warranty.contains(*shown)):
            return True
        if showing.workshop is not None:
            visit = showing.workshop.visit
            if (in_china(visit.finished_at) if visit.finished_at else case.ends_at) > end:
                return True
    return False
