"""The life cycle of a claim, on one screen: from where to where, who, on what guard, with what effect, paper and time limit.

Services alone call these methods (`claims.cases.services.acting`); permissions read `who` from here. The chart in
docs/claim-life-cycle.md is made from this table (`manage.py claim_chart`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django_fsm import FSMField, FSMModelMixin, transition

from claims.cases.codes import Outcome, Party, State

CONSUMER, BUSINESS, CLERK, SYSTEM = Party.CONSUMER, Party.BUSINESS, Party.CLERK, Party.SYSTEM
UNDECIDED = (State.SUBMITTED, State.GRANTED, State.REFUSED, State.DISPUTED, State.IN_CONSULTATION)


@dataclass(frozen=True)
class Rule:
    """What the chart and the permissions say of a transition."""

    who: tuple[Party, ...]
    effect: str = ""
    paper: str = ""
    deadline: str = ""


def move(  # noqa: PLR0913  a transition has that many parts, each named at the call
    source: State | Sequence[State],
    target: State,
    *,
    who: Sequence[Party],
    guard: Callable[[Any], bool] | None = None,
    effect: str = "",
    paper: str = "",
    deadline: str = "",
) -> Callable[[Any], Any]:
    return transition(
        "state",
        source=source if isinstance(source, State) else list(source),
        target=target,
        conditions=[guard] if guard else [],
        custom={"rule": Rule(tuple(who), effect, paper, deadline)},
    )


def is_complete(claim: Any) -> bool:
    """Something is asked for, of somebody, by the one whose car it is now."""
    return bool(claim.is_complete)


def reply_is_overdue(claim: Any) -> bool:
    return bool(claim.is_overdue("reply", claim.moment))


def late_or_contested(claim: Any) -> bool:
    return bool(claim.is_performance_late(claim.moment) or claim.is_contested)


def is_unconfirmed(claim: Any) -> bool:
    """Said to be done, and the consumer was silent for the days of the setting."""
    return bool(claim.is_overdue("confirm", claim.moment))


def has_open_questions(claim: Any) -> bool:
    return bool(claim.has_open_questions)


def is_unsigned_in_time(claim: Any) -> bool:
    return bool(claim.is_overdue("sign", claim.moment))


class LifeCycle(FSMModelMixin, models.Model):
    """`moment`: when the step is taken, set by the service; guards about time read it."""

    state = FSMField(max_length=20, choices=State.choices, default=State.DRAFT, protected=True)
    outcome = models.CharField(max_length=30, choices=Outcome.choices, blank=True)
    moment: datetime

    class Meta:
        abstract = True

    @move(State.DRAFT, State.SUBMITTED, who=[CONSUMER, CLERK], guard=is_complete,
          effect="number", paper="demand_letter", deadline="reply, complete")  # fmt: skip
    def submit(self) -> None: ...

    @move([State.SUBMITTED, State.DISPUTED], State.GRANTED, who=[BUSINESS], effect="remedy", paper="reply")
    def grant(self) -> None: ...

    @move(State.SUBMITTED, State.REFUSED, who=[BUSINESS], effect="reasons", paper="reply")
    def refuse(self) -> None: ...

    @move(State.GRANTED, State.FULFILLING, who=[CONSUMER])
    def accept(self) -> None: ...

    @move(State.REFUSED, State.CLOSED, who=[CONSUMER])
    def accept_refusal(self) -> None:
        self.outcome = Outcome.REFUSAL_ACCEPTED

    @move([State.REFUSED, State.GRANTED], State.DISPUTED, who=[CONSUMER], deadline="screen")
    @move(State.SUBMITTED, State.DISPUTED, who=[CONSUMER], guard=reply_is_overdue, deadline="screen")
    @move(State.FULFILLING, State.DISPUTED, who=[CONSUMER], guard=late_or_contested, deadline="screen")
    def dispute(self) -> None: ...

    @move([*UNDECIDED, State.REFERRED_OUTSIDE], State.SETTLED, who=[CONSUMER, BUSINESS],
          effect="remedy", paper="settlement_agreement", deadline="sign")  # fmt: skip
    def agree(self) -> None: ...

    @move(State.SETTLED, State.FULFILLING, who=[CONSUMER, BUSINESS, SYSTEM])
    def take_up(self) -> None: ...

    @move(State.SETTLED, State.DISPUTED, who=[CONSUMER, BUSINESS, SYSTEM], guard=is_unsigned_in_time, deadline="screen")
    def fall_through(self) -> None: ...

    @move(State.DISPUTED, State.IN_CONSULTATION, who=[CLERK], guard=has_open_questions, effect="questions")
    def consult(self) -> None: ...

    @move(State.IN_CONSULTATION, State.DISPUTED, who=[CLERK, SYSTEM], effect="answers")
    def take_back(self) -> None: ...

    @move([State.REFUSED, State.DISPUTED, State.IN_CONSULTATION], State.REFERRED_OUTSIDE, who=[CONSUMER, CLERK],
          paper="outside_routes")  # fmt: skip
    def refer_outside(self) -> None: ...

    @move(State.REFERRED_OUTSIDE, State.CLOSED, who=[CONSUMER, CLERK])
    def close_outside(self, outcome: Outcome) -> None:
        self.outcome = outcome

    @move(State.FULFILLING, State.CLOSED, who=[CONSUMER])
    def confirm(self) -> None:
        self.outcome = Outcome.FULFILLED

    @move(State.FULFILLING, State.CLOSED, who=[BUSINESS, CLERK, SYSTEM], guard=is_unconfirmed)
    def close_unconfirmed(self) -> None:
        self.outcome = Outcome.FULFILLED_UNCONFIRMED

    @move([State.DRAFT, *UNDECIDED, State.SETTLED, State.REFERRED_OUTSIDE], State.WITHDRAWN, who=[CONSUMER])
    def withdraw(self) -> None:
        self.outcome = Outcome.WITHDRAWN
