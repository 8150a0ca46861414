"""What a dispute would likely come to: the law's answer if every open fact is settled for the consumer, and if against."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from sanbao.check.results.what_if import answered
from sanbao.law import Assessment, CaseFacts, assess
from sanbao.law.outcomes import MET, NOT_MET

_RANK = (NOT_MET, "undetermined", MET)


@dataclass(frozen=True, slots=True)
class Result:
    """`outcome` of the remedy asked for; `refund_yuan` where a return is due and can be worked out."""

    outcome: str
    refund_yuan: Decimal | None


@dataclass(frozen=True, slots=True)
class Likely:
    """`best` and `worst` for the consumer; the same where nothing is open. `questions`: how many facts it turns on."""

    best: Result
    worst: Result
    questions: int

    @property
    def is_sure(self) -> bool:
        return self.best == self.worst


def likely(facts: CaseFacts, remedy: str) -> Likely:
    """The questions of the findings that grant the remedy, each answered as suits the one side, then the other."""
    favours = _favourable(assess(facts, texts=False), remedy)
    best, worst = facts, facts
    for fact, yes in favours.items():
        best, worst = answered(best, fact, yes=yes), answered(worst, fact, yes=not yes)
    return Likely(_result(best, remedy), _result(worst, remedy), len(favours))


def _favourable(assessment: Assessment, remedy: str) -> dict[str, bool]:
    """Which answer suits the consumer, by the fact's path."""
    found: dict[str, bool] = {}
    for finding in assessment.findings:
        if remedy in finding.grants:
            for question in finding.questions:
                found.setdefault(question.fact, _RANK.index(question.if_yes) >= _RANK.index(question.if_no))
    return found


def _result(facts: CaseFacts, remedy: str) -> Result:
    assessment = assess(facts, texts=False)
    return Result(getattr(assessment.remedies, remedy).outcome, assessment.money.refund_yuan)
