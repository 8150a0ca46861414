"""`assess`: from the facts of a case to what the law gives, and why."""

from __future__ import annotations

from types import ModuleType

from sanbao.law import aqsiq_150, samr_43
from sanbao.law.assessment import Alternative, Assessment, Deadline, Notice
from sanbao.law.case import Case
from sanbao.law.consistency import day_of
from sanbao.law.counters import CountRows, count
from sanbao.law.deadlines import due_date
from sanbao.law.facts import CaseFacts
from sanbao.law.money import NO_MONEY, money_of
from sanbao.law.notices import TRANSITION, notice_codes
from sanbao.law.outcomes import NOT_MET
from sanbao.law.parts import edition
from sanbao.law.regulations import Law, Regulation, regulation
from sanbao.law.remedies import no_remedies, remedies_of
from sanbao.law.rules import Judged, judge
from sanbao.law.selection import RegulationChoice, Scope, governing_regulation, scope_of, selecting_day
from sanbao.law.sentences import with_texts

_RULE_BOOKS: dict[str, ModuleType] = {"samr-43": samr_43, "aqsiq-150": aqsiq_150}
_NEW = "samr-43"
_CLAIMS_WITH_TIME_LIMIT = ("vehicle_replacement", "vehicle_return")


def assess(facts: CaseFacts, *, texts: bool = True) -> Assessment:
    """What the two regulations give this consumer (contract version 1).

    `facts` must be free of faults (`sanbao.law.parsing` and `sanbao.law.consistency` see to it). `texts=False`
    leaves the sentences out, for runs over many cars.
    """
    governing, choice = governing_regulation(facts.vehicle)
    if governing is None:
        return _out_of_scope(facts, choice, Scope(NOT_MET, choice.because), None)
    alternative = _alternative(facts, governing)
    law = governing.law_on(selecting_day(facts.vehicle))
    scope = scope_of(facts, law)
    if scope.outcome == NOT_MET:
        assessment = _out_of_scope(facts, choice, scope, alternative)
    else:
        assessment = _in_scope(facts, governing, law, choice, scope, alternative)
    return with_texts(assessment, facts) if texts else assessment


def _in_scope(
    facts: CaseFacts,
    governing: Regulation,
    law: Law,
    choice: RegulationChoice,
    scope: Scope,
    alternative: Alternative | None,
) -> Assessment:
    case = Case(facts, law, edition(governing.parts_edition))
    rows = count(case)
    judged = _judge_all(case, rows, governing.id)
    remedies = remedies_of(case, judged)
    deadlines = _deadlines(facts, governing.id)
    codes = [*notice_codes(case, rows, judged, deadlines), *([TRANSITION] if alternative else [])]
    return Assessment(
        facts.as_of_given or facts.as_of.isoformat(),
        choice,
        scope,
        case.periods,
        rows.counters,
        tuple([one.finding for one in judged]),
        remedies,
        money_of(facts, law, judged, remedies),
        deadlines,
        tuple([Notice(code) for code in sorted(codes)]),
        alternative,
    )


def _out_of_scope(
    facts: CaseFacts, choice: RegulationChoice, scope: Scope, alternative: Alternative | None
) -> Assessment:
    return Assessment(
        facts.as_of_given or facts.as_of.isoformat(),
        choice,
        scope,
        periods=None,
        counters=None,
        findings=(),
        remedies=no_remedies(facts),
        money=NO_MONEY,
        deadlines=(),
        notices=(Notice(TRANSITION),) if alternative else (),
        alternative=alternative,
    )


def _judge_all(case: Case, rows: CountRows, regulation_id: str, *, ask: bool = True) -> list[Judged]:
    return [judge(case, rule, rows, ask=ask) for rule in _RULE_BOOKS[regulation_id].RULES]


def _alternative(facts: CaseFacts, governing: Regulation) -> Alternative | None:
    """The remedies under Order 43 of a car that Order 150 governs, asked about after its repeal (reading 1)."""
    if governing.repealed_on is None or day_of(facts.as_of) < governing.repealed_on:
        return None
    other = regulation(_NEW)
    law = other.law_on(selecting_day(facts.vehicle))
    scope = scope_of(facts, law)
    if scope.outcome == NOT_MET:
        return Alternative(_NEW, scope, no_remedies(facts))
    case = Case(facts, law, edition(other.parts_edition))
    judged = _judge_all(case, count(case), _NEW, ask=False)
    return Alternative(_NEW, scope, remedies_of(case, judged))


def _deadlines(facts: CaseFacts, regulation_id: str) -> tuple[Deadline, ...]:
    """By when the business must answer and finish a demand for replacement or return (reading 17)."""
    demand = facts.demand
    if demand is None or demand.wants not in _CLAIMS_WITH_TIME_LIMIT:
        return ()
    return tuple(
        [
            Deadline(duty, due_date(f"{regulation_id}/{duty}", demand.made_on).due_on, rule)
            for duty, rule in _RULE_BOOKS[regulation_id].DUTIES
        ]
    )
