"""Where technical consultants join: questions are handed over, answers come back as a further version of the facts.

    handed = questions_handed(claim=claim, doing=doing)                          # disputed → in_consultation
    answers_taken_back(claim=claim, answers={fact: value, other: None}, doing=doing)   # → disputed, assessed again
    ended_without_answers(claim=claim, outcome="no_panel", doing=doing)          # → disputed, the questions stay open

Whoever consults (a panel, an institute) knows the claim and the facts by their paths; the law, and what follows from an
answer, stays here. `changes_of` tells what an answer changed, line by line.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from claims.cases.keeping import keep_for
from claims.cases.models import Claim, Consultation, DisputeQuestion, Side, Statement
from claims.cases.services.acting import Act, Doing, begin
from claims.cases.services.questioning import keep_open_questions, questions_refresh
from claims.cases.sides import Sides, sides_of, written
from claims.cases.versions import paths
from claims.cases.versions.outlook import TWO_VALUES
from claims.cases.versions.paths import NoSuchFactError
from sanbao.check.results.what_if import answered
from sanbao.law.assessment import REMEDIES
from sanbao.law.errors import FactsError

OPEN, ANSWERED, LEFT_OPEN = (
    DisputeQuestion.State.OPEN,
    DisputeQuestion.State.ANSWERED,
    DisputeQuestion.State.LEFT_OPEN,
)
NOT_ASKED = _("答案里有没有问过的事实，或者问过的事实没有全部答到。")
NOT_AN_ANSWER = _("这个答案和问题对不上。")
NO_OUTCOME = _("请选择咨询是怎样结束的。")
NOTHING = "{}"


@dataclass(frozen=True)
class Change:
    """A remedy, or a finding by its rule, whose outcome is another one after the answers."""

    of: str
    is_remedy: bool
    before: str
    after: str


def open_questions(claim: Claim) -> list[DisputeQuestion]:
    """With both values: what consultants are asked. Never what follows from an answer."""
    return list(claim.questions.filter(state=OPEN).order_by("fact"))


@transaction.atomic
def questions_handed(*, claim: Claim, doing: Doing) -> Consultation:
    """The open questions, as both sides put them now. Raises ValidationError where there is none."""
    act = begin(claim, "consult", doing)
    current = act.claim
    if act.is_repeated:
        return current.consultations.get(number=current.consultations.count())
    questions_refresh(current, current.moment)
    handed = Consultation(
        claim=current,
        number=current.consultations.count() + 1,
        handed_by=act.person,
        handed_at=current.moment,
        before=outcomes(sides_of(current, current.moment)),
    )
    handed.save()
    act.take(questions=current.questions.filter(state=OPEN).count(), round=handed.number)
    return handed


@transaction.atomic
def answers_taken_back(*, claim: Claim, answers: Mapping[str, Any], doing: Doing) -> Claim:
    """What was found of each question, None where it could not be found out; the claim is assessed again with it.

    A value as the contract writes it, or `yes` and `no` for what the engine asks. `doing.by` None: the site itself.
    """
    act = begin(claim, "take_back", doing)
    current = act.claim
    if act.is_repeated:
        return current
    asked = {one.fact: one for one in open_questions(current)}
    if not set(asked) <= set(answers) or not any(answers[fact] is not None for fact in asked):
        raise ValidationError(NOT_ASKED)
    sides = sides_of(current, current.moment)
    if sides is None or not set(answers) <= set(asked):
        raise ValidationError(NOT_ASKED)
    for fact, question in asked.items():
        _answer(question, sides, answers[fact], act)
    keep_open_questions(current)
    _came_back(current, Consultation.Outcome.ANSWERED)
    return act.take(
        answers=sum(value is not None for value in answers.values()),
        outcome=Consultation.Outcome.ANSWERED.value,
        assessment=keep_for(current, "claim.take_back", doing),
    )


@transaction.atomic
def ended_without_answers(*, claim: Claim, outcome: str, doing: Doing) -> Claim:
    """No opinion came: coded, and the questions are left open."""
    act = begin(claim, "take_back", doing)
    current = act.claim
    if act.is_repeated:
        return current
    if outcome not in Consultation.Outcome.values or outcome == Consultation.Outcome.ANSWERED:
        raise ValidationError({"outcome": NO_OUTCOME})
    current.questions.filter(state=OPEN).update(state=LEFT_OPEN, answered_at=current.moment)
    keep_open_questions(current)
    _came_back(current, outcome)
    return act.take(answers=0, outcome=outcome)


def changes_of(consultation: Consultation) -> list[Change]:
    """Remedies first, then findings, each that has another outcome than before."""
    before, after = json.loads(consultation.before), json.loads(consultation.after or NOTHING)
    return [
        Change(name, kind == "remedies", was, after[kind][name])
        for kind in ("remedies", "findings")
        for name, was in before.get(kind, {}).items()
        if name in after.get(kind, {}) and after[kind][name] != was
    ]


def outcomes(sides: Sides | None) -> str:
    """How remedies and findings stand with both sides' words: what is kept before and after a consultation."""
    if sides is None:
        return NOTHING
    try:
        outlook = sides.outlook
    except FactsError:
        return NOTHING
    return written({"remedies": {one: outlook.remedies[one] for one in REMEDIES}, "findings": dict(outlook.findings)})


def _answer(question: DisputeQuestion, sides: Sides, value: Any, act: Act) -> None:
    claim = act.claim
    question.answered_at = claim.moment
    if value is None:
        question.state = LEFT_OPEN
    else:
        found = _value(question, sides, value)
        question.state, question.answer = ANSWERED, written(found)
        Statement.objects.create(
            claim=claim,
            side=Side.PANEL,
            fact=question.fact,
            value=question.answer,
            stated_by=act.doing.by,
            stated_at=claim.moment,
        )
    question.save(update_fields=["state", "answer", "answered_at"])


def _value(question: DisputeQuestion, sides: Sides, value: Any) -> Any:
    """As the contract writes it. A denied visit comes as what it is for either side: the visit itself, or nothing."""
    try:
        if question.asks != TWO_VALUES:
            if value not in ("yes", "no"):
                raise ValidationError({question.fact: NOT_AN_ANSWER})
            return paths.value_at(answered(sides.settled_record, question.fact, yes=value == "yes"), question.fact)
        paths.with_value(sides.record, question.fact, value)
    except (NoSuchFactError, FactsError, LookupError):
        raise ValidationError({question.fact: NOT_AN_ANSWER}) from None
    return value


def _came_back(claim: Claim, outcome: str) -> None:
    consultation = claim.consultations.get(came_back_at=None)
    consultation.came_back_at, consultation.outcome = claim.moment, outcome
    consultation.after = outcomes(sides_of(claim, claim.moment))
    consultation.save(update_fields=["came_back_at", "outcome", "after"])
