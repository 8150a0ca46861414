"""Which facts turn a finding, seen over assessed combinations of two versions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from claims.cases.versions.differences import Difference
from claims.cases.versions.outlook import TWO_VALUES, Question, Turn
from sanbao.law.assessment import REMEDIES, Assessment, Finding
from sanbao.law.assessment import Question as OpenFact
from sanbao.law.outcomes import NOT_MET, UNDETERMINED, best

Seen = dict[int, Assessment]
"""Assessments by combination; bit n is set where difference n is read as the business states it."""

_YES, _NO = 0, 1


def joined(outcomes: Iterable[str]) -> str:
    """Met when all are, not met when none can be, else undetermined."""
    distinct = set(outcomes)
    return distinct.pop() if len(distinct) == 1 else UNDETERMINED


def of_findings(seen: Seen) -> dict[str, dict[int, Finding]]:
    """By rule, its finding in each combination; where another regulation governs, or none, it gives nothing."""
    by_mask = {mask: {finding.rule: finding for finding in one.findings} for mask, one in seen.items()}
    some = {finding.rule: finding for one in seen.values() for finding in one.findings}
    nothing = {rule: _nothing(finding) for rule, finding in some.items()}
    return {rule: {mask: row.get(rule, nothing[rule]) for mask, row in by_mask.items()} for rule in some}


def _nothing(finding: Finding) -> Finding:
    return replace(finding, outcome=NOT_MET, grants=(), facts=(), short_by={}, questions=())


def of_remedy(seen: Seen, remedy: str) -> dict[int, str]:
    return {mask: getattr(one.remedies, remedy).outcome for mask, one in seen.items()}


def questions(found: Sequence[Difference], seen: Seen) -> tuple[Question, ...]:
    """The differences that can turn a finding, and the facts left open beside them; by fact."""
    findings = of_findings(seen)
    differing = {one.path for one in found}
    asked = [question for row in findings.values() for one in row.values() for question in one.questions]
    left_open = {question.fact: question for question in asked if question.fact not in differing}
    about_differences = [_of_difference(n, one, findings, seen) for n, one in enumerate(found)]
    about_open_facts = [_of_open_fact(fact, findings, seen) for fact in left_open.values()]
    both = [question for question in [*about_differences, *about_open_facts] if question.findings]
    return tuple(sorted(both, key=lambda question: question.fact))


def changing_money(found: Sequence[Difference], seen: Seen) -> tuple[str, ...]:
    """The differences that change what is paid back or paid for use."""
    amounts = {mask: one.money for mask, one in seen.items()}
    return tuple(one.path for n, one in enumerate(found) if turns(n, amounts))


def turns(n: int, values: Mapping[int, Any]) -> bool:
    """Does difference n change the value? One that no possible case lets flip alone is judged by all cases together."""
    bit = 1 << n
    flips = [(value, values[mask | bit]) for mask, value in values.items() if not mask & bit and mask | bit in values]
    if flips:
        return any(before != after for before, after in flips)
    first, second = _sides(n, values)
    return bool(first and second) and set(first) != set(second)


def _sides(n: int, values: Mapping[int, Any]) -> tuple[list[Any], list[Any]]:
    """The values with the consumer's and with the business's value of difference n."""
    first = [value for mask, value in values.items() if not mask >> n & 1]
    return first, [value for mask, value in values.items() if mask >> n & 1]


def _of_difference(
    n: int, difference: Difference, findings: Mapping[str, Mapping[int, Finding]], seen: Seen
) -> Question:
    turned = [
        (rule, {mask: finding.outcome for mask, finding in row.items()})
        for rule, row in findings.items()
        if turns(n, {mask: _decided_by(finding) for mask, finding in row.items()})
    ]
    remedies = [(remedy, row) for remedy in REMEDIES if turns(n, row := of_remedy(seen, remedy))]
    return Question(
        difference.path,
        TWO_VALUES,
        (difference.consumer, difference.business),
        tuple(_turn(rule, *_sides(n, outcomes)) for rule, outcomes in turned),
        tuple(_turn(remedy, *_sides(n, outcomes)) for remedy, outcomes in remedies),
    )


def _decided_by(finding: Finding) -> tuple[Any, ...]:
    """An open finding is another one when it asks something else, or the same with another result."""
    return finding.outcome, finding.questions


def _turn(of: str, first: Iterable[str], second: Iterable[str]) -> Turn:
    return Turn(of, joined(first), joined(second))


def _of_open_fact(fact: OpenFact, findings: Mapping[str, Mapping[int, Finding]], seen: Seen) -> Question:
    return Question(
        fact.fact,
        fact.asks,
        ("yes", "no"),
        tuple(_turned_findings(fact.fact, findings)),
        tuple(_turned_remedies(fact.fact, seen)),
    )


def _turned_findings(fact: str, findings: Mapping[str, Mapping[int, Finding]]) -> Iterator[Turn]:
    for rule, row in findings.items():
        if any(question.fact == fact for finding in row.values() for question in finding.questions):
            answered = [_answered(finding, fact) for finding in row.values()]
            yield _turn(rule, [one[_YES] for one in answered], [one[_NO] for one in answered])


def _turned_remedies(fact: str, seen: Seen) -> Iterator[Turn]:
    for remedy in REMEDIES:
        granting = [[one for one in assessment.findings if remedy in one.grants] for assessment in seen.values()]
        yes = [best(_answered(one, fact)[_YES] for one in row) for row in granting]
        no = [best(_answered(one, fact)[_NO] for one in row) for row in granting]
        if yes != no:
            yield _turn(remedy, yes, no)


def _answered(finding: Finding, fact: str) -> tuple[str, str]:
    """The finding's outcome with an open fact answered yes, and no."""
    asked = next((question for question in finding.questions if question.fact == fact), None)
    return (finding.outcome, finding.outcome) if asked is None else (asked.if_yes, asked.if_no)
