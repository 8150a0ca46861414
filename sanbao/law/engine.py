"""`assess`: from the facts of a case to what the law gives, and why."""

from __future__ import annotations

from dataclasses import dataclass
from types import ModuleType

from sanbao.law import aqsiq_150, samr_43
from sanbao.law.assessment import Alternative, Assessment, Deadline, Finding, Notice
from sanbao.law.case import Case
from sanbao.law.consistency import day_of
from sanbao.law.counters import CountRows, count
from sanbao.law.deadlines import due_date
from sanbao.law.facts import CaseFacts
from sanbao.law.money import NO_MONEY, money_of
from sanbao.law.notices import TRANSITION, notice_codes
from sanbao.law.outcomes import NOT_MET
from sanbao.law.parts import edition
from sanbao.law.phrases import WORDS
from sanbao.law.regulations import Law, Regulation, regulation
from sanbao.law.remedies import no_remedies, remedies_of
from sanbao.law.rules import Judged, judge
from sanbao.law.selection import RegulationChoice, Scope, governing_regulation, scope_of, selecting_day
from sanbao.law.sentences import Sentences, notice_text

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
        return _out_of_scope(facts, choice, scope, alternative)
    return _in_scope(Judgement.of(facts, governing, law), choice, scope, alternative, texts=texts)


@dataclass(frozen=True, slots=True)
class Judgement:
    """A case under one regulation with all its findings judged: what the assessment and its sentences are made of."""

    regulation: Regulation
    case: Case
    rows: CountRows
    judged: list[Judged]

    @classmethod
    def of(cls, facts: CaseFacts, regulation_: Regulation, law: Law, *, ask: bool = True) -> Judgement:
        case = Case(facts, law, edition(regulation_.parts_edition))
        rows = count(case)
        judged = [judge(case, rule, rows, ask=ask) for rule in _RULE_BOOKS[regulation_.id].RULES]
        return cls(regulation_, case, rows, judged)


def judgement_of(facts: CaseFacts, regulation_id: str | None = None) -> Judgement | None:
    """The judged findings of a case under the governing regulation, or as if another governed; None out of scope."""
    governing = regulation(regulation_id) if regulation_id else governing_regulation(facts.vehicle)[0]
    if governing is None:
        return None
    law = governing.law_on(selecting_day(facts.vehicle))
    if scope_of(facts, law).outcome == NOT_MET:
        return None
    return Judgement.of(facts, governing, law)


def assessment_of(judgement: Judgement, choice: RegulationChoice, scope: Scope) -> Assessment:
    """All that a judgement gives, money and time limits too; for the alternative order, of which `assess` tells less."""
    return _in_scope(judgement, choice, scope, None, texts=False)


def _in_scope(
    judgement: Judgement, choice: RegulationChoice, scope: Scope, alternative: Alternative | None, *, texts: bool
) -> Assessment:
    case, rows, judged = judgement.case, judgement.rows, judgement.judged
    facts = case.facts
    remedies = remedies_of(case, judged)
    deadlines = _deadlines(facts, judgement.regulation.id)
    codes = sorted([*notice_codes(case, rows, judged, deadlines), *([TRANSITION] if alternative else [])])
    findings = [one.finding for one in judged]
    notices = [Notice(code) for code in codes]
    if texts:
        sentences = Sentences(case, rows)
        findings = [_with_text(one.finding, sentences.finding(one)) for one in judged]
        notices = [Notice(code, sentences.notice(code)) for code in codes]
    return Assessment(
        facts.as_of_given or facts.as_of.isoformat(),
        choice,
        scope,
        case.periods,
        rows.counters,
        tuple(findings),
        remedies,
        money_of(facts, case.law, judged, remedies),
        deadlines,
        tuple(notices),
        alternative,
    )


def _with_text(finding: Finding, text_zh: str) -> Finding:
    """The finding with its sentence; `dataclasses.replace` costs as much as judging it."""
    return Finding(
        finding.rule,
        finding.outcome,
        finding.grants,
        finding.owed_by,
        finding.facts,
        finding.short_by,
        finding.questions,
        text_zh,
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
        notices=(Notice(TRANSITION, notice_text(TRANSITION, WORDS["zh"])),) if alternative else (),
        alternative=alternative,
    )


def _alternative(facts: CaseFacts, governing: Regulation) -> Alternative | None:
    """The remedies under Order 43 of a car that Order 150 governs, asked about after its repeal (reading 1)."""
    if governing.repealed_on is None or day_of(facts.as_of) < governing.repealed_on:
        return None
    other = regulation(_NEW)
    law = other.law_on(selecting_day(facts.vehicle))
    scope = scope_of(facts, law)
    if scope.outcome == NOT_MET:
        return Alternative(_NEW, scope, no_remedies(facts))
    judgement = Judgement.of(facts, other, law, ask=False)
    return Alternative(_NEW, scope, remedies_of(judgement.case, judgement.judged))


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
