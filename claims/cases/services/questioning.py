"""The questions of a dispute: made from what the two versions differ in, closed where both agree."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from claims.cases.codes import State
from claims.cases.disputes import is_accepted, latest_questions, round_of
from claims.cases.models import Claim, DisputeQuestion
from claims.cases.sides import Sides, sides_of, written
from claims.cases.signals import claim_noted
from claims.cases.versions.outlook import Question
from sanbao.law.errors import FactsError

OPEN, AGREED, LEFT_OPEN, MOOT = (
    DisputeQuestion.State.OPEN,
    DisputeQuestion.State.AGREED,
    DisputeQuestion.State.LEFT_OPEN,
    DisputeQuestion.State.MOOT,
)
WHAT_CHANGES_FACTS = ("claim.fact_stated", "claim.fact_agreed")


def add() -> None:
    claim_noted.connect(_when_facts_change, dispatch_uid="cases.questions")


def _when_facts_change(*, claim: Claim, note: str, at: datetime, **_signal: Any) -> None:
    if note in WHAT_CHANGES_FACTS:
        questions_refresh(claim, at)


def questions_refresh(claim: Claim, at: datetime) -> None:
    """After facts were stated or agreed on; in the transaction of that, the claim locked.

    Of an accepted dispute alone. While consultants work nothing is asked anew, and what is agreed on is closed.
    """
    if claim.state not in (State.DISPUTED, State.IN_CONSULTATION) or not is_accepted(claim):
        return
    sides = sides_of(claim, at)
    known = latest_questions(claim)
    asked = _turning(sides)
    for row in known.values():
        if row.state == OPEN and row.fact not in asked:
            _close(row, sides, at)
    if claim.state == State.DISPUTED:
        number = round_of(claim)
        for question in asked.values():
            _ask(claim, question, number, known.get(question.fact), at)
    keep_open_questions(claim)


def keep_open_questions(claim: Claim) -> None:
    """What the guard of the machine reads; a form that was shown before is still good."""
    claim.has_open_questions = claim.questions.filter(state=OPEN).exists()
    Claim.objects.filter(pk=claim.pk).update(has_open_questions=claim.has_open_questions)


def _turning(sides: Sides | None) -> dict[str, Question]:
    """Nothing can be asked of a record that is no possible case: the page says so."""
    try:
        return {} if sides is None else sides.questions
    except FactsError:
        return {}


def _close(row: DisputeQuestion, sides: Sides | None, at: datetime) -> None:
    settled = {} if sides is None else sides.settled
    if row.fact in settled:
        row.state, row.answer = AGREED, written(settled[row.fact])
    else:
        row.state = MOOT
    row.answered_at = at
    row.save(update_fields=["state", "answer", "answered_at"])


def _ask(claim: Claim, question: Question, number: int, known: DisputeQuestion | None, at: datetime) -> None:
    """One left open before is asked again only where somebody says something new."""
    values = {
        "asks": question.asks,
        "consumer_value": written(question.answers[0]),
        "business_value": written(question.answers[1]),
    }
    is_as_before = known is not None and all(getattr(known, name) == value for name, value in values.items())
    if known is not None and is_as_before and known.state in (OPEN, LEFT_OPEN):
        return
    DisputeQuestion.objects.update_or_create(
        claim=claim,
        round=number,
        fact=question.fact,
        defaults={**values, "state": OPEN, "answer": "", "asked_at": at, "answered_at": None},
    )
