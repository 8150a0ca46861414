"""Every step of the life cycle, taken as its service takes it, for tests that walk them all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from claims.cases.chart import moves
from claims.cases.codes import Duty, Outcome, Party, StartEvent, State
from claims.cases.models import Claim
from claims.cases.services import answering, deciding, fulfilling, settling
from claims.cases.services.acting import Doing, begin, locked, record_claim, save
from claims.cases.services.submitting import claim_submit
from claims.cases.signals import claim_noted
from claims.cases.time_limits import set_limit, set_next_due
from sanbao.accounts.models import User
from tests.claims.cases import world

LATE = timedelta(days=60)  # every limit of a step before is over
Taken = Callable[[Claim, Doing, world.Case], Claim]


def _raw(name: str, prepare: Callable[[Claim], None] = lambda _claim: None, *arguments: object) -> Taken:
    """A step whose service asks for more than the machine does."""

    def taken(claim: Claim, doing: Doing, _case: world.Case) -> Claim:
        with transaction.atomic():
            act = begin(claim, name, doing)
            if act.is_repeated:
                return act.claim
            prepare(act.claim)
            return act.take(arguments=arguments)

    return taken


def _to_be_signed(claim: Claim) -> None:
    set_limit(claim, Duty.SIGN, StartEvent.AGREEMENT, timezone.localdate(claim.moment))


def _asks(claim: Claim) -> None:
    claim.has_open_questions = True


STEPS: dict[str, Taken] = {
    "submit": lambda claim, doing, case: claim_submit(claim=claim, doing=doing),
    "grant": lambda claim, doing, case: answering.claim_grant(
        claim=claim, grant=world.grant(fulfil_on=doing.at.date() + timedelta(days=9)), doing=doing
    ),
    "refuse": lambda claim, doing, case: answering.claim_refuse(claim=claim, refusal=world.refusal(), doing=doing),
    "accept": lambda claim, doing, case: deciding.claim_accept(claim=claim, doing=doing),
    "accept_refusal": lambda claim, doing, case: deciding.refusal_accept(claim=claim, doing=doing),
    "dispute": lambda claim, doing, case: deciding.claim_dispute(claim=claim, body=case.body, doing=doing),
    "agree": _raw("agree", _to_be_signed),
    "take_up": _raw("take_up"),
    "fall_through": lambda claim, doing, case: settling.settlement_lapse(claim=claim, body=None, doing=doing),
    "consult": _raw("consult", _asks),
    "take_back": _raw("take_back"),
    "refer_outside": lambda claim, doing, case: deciding.claim_refer_outside(claim=claim, doing=doing),
    "close_outside": lambda claim, doing, case: deciding.claim_close_outside(
        claim=claim, outcome=Outcome.DECIDED_OUTSIDE, doing=doing
    ),
    "confirm": _raw("confirm"),
    "close_unconfirmed": lambda claim, doing, case: fulfilling.claim_close_unconfirmed(claim=claim, doing=doing),
    "withdraw": lambda claim, doing, case: deciding.claim_withdraw(claim=claim, doing=doing),
}
# The shortest ways to each state.
WAYS: dict[State, tuple[tuple[str, Party], ...]] = {
    State.DRAFT: (),
    State.SUBMITTED: (("submit", Party.CONSUMER),),
    State.GRANTED: (("submit", Party.CONSUMER), ("grant", Party.BUSINESS)),
    State.REFUSED: (("submit", Party.CONSUMER), ("refuse", Party.BUSINESS)),
    State.DISPUTED: (("submit", Party.CONSUMER), ("refuse", Party.BUSINESS), ("dispute", Party.CONSUMER)),
}
WAYS[State.IN_CONSULTATION] = (*WAYS[State.DISPUTED], ("consult", Party.CLERK))
WAYS[State.SETTLED] = (*WAYS[State.DISPUTED], ("agree", Party.BUSINESS))
WAYS[State.FULFILLING] = (*WAYS[State.DISPUTED], ("grant", Party.BUSINESS), ("accept", Party.CONSUMER))
WAYS[State.REFERRED_OUTSIDE] = (*WAYS[State.DISPUTED], ("refer_outside", Party.CLERK))
GUARDED_BY_TIME = {("submitted", "dispute"), ("fulfilling", "dispute"), ("settled", "fall_through"), ("fulfilling", "close_unconfirmed")}  # fmt: skip


@dataclass(frozen=True)
class One:
    """A step of a party from a state."""

    source: str
    name: str
    party: Party

    def __str__(self) -> str:
        return f"{self.name} ({self.party})"

    def moment(self, at: datetime) -> datetime:
        return at + LATE if (self.source, self.name) in GUARDED_BY_TIME else at

    def take(self, claim: Claim, case: world.Case, at: datetime, **fields: object) -> Claim:
        doing = world.doing(person(case, self.party), self.moment(at), **fields)
        return STEPS[self.name](claim, doing, case)


def all_steps() -> Iterator[One]:
    for move in moves():
        if (move.source, move.name) == (State.DRAFT, "submit"):
            yield One(move.source, move.name, Party.CONSUMER)  # a clerk enters claims of consumers without an account
            continue
        for party in move.rule.who:
            yield One(move.source, move.name, party)


def person(case: world.Case, party: Party) -> User | None:
    return {Party.CONSUMER: case.owner, Party.BUSINESS: case.seller, Party.CLERK: case.clerk, Party.SYSTEM: None}[party]


def brought_to(state: str, case: world.Case, at: datetime = world.AT) -> Claim:
    """With a dispute body from the start, so that its clerk may act; in `fulfilling`, said to be done."""
    claim = world.draft(case, at=at)
    Claim.objects.filter(pk=claim.pk).update(body=case.body)
    for name, party in WAYS[State(state)]:
        claim = STEPS[name](claim, world.doing(person(case, party), at), case)
    if state == State.FULFILLING:
        claim = said_to_be_done(claim, case, at)
    return claim


@transaction.atomic
def said_to_be_done(claim: Claim, case: world.Case, at: datetime) -> Claim:
    current, doing = locked(claim), world.doing(case.seller, at)
    set_limit(current, Duty.CONFIRM, StartEvent.FULFILMENT, timezone.localdate(at))
    set_next_due(current)
    save(current)
    record_claim("claim.said_done", current, doing, Party.BUSINESS, {})
    claim_noted.send(sender=Claim, claim=current, note="claim.said_done", by=doing.by, at=at)
    return current
