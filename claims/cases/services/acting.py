"""The one way in which a claim takes a step: permit, lock, transition, save, record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext_lazy as _
from django_fsm import TransitionNotAllowed

from claims.cases.codes import Party, State
from claims.cases.models import Claim, Step
from claims.cases.permissions import can_see_claim, party_taking, rule_of
from claims.cases.seldom import with_seldom
from claims.cases.signals import claim_stepped
from claims.cases.time_limits import set_next_due
from sanbao.accounts.models import Organisation, User
from sanbao.ledger.services import record
from sanbao.ledger.shapes import SYSTEM, Code

CHANGED_MEANWHILE = _("这份请求刚刚有人处理过，请看过现在的情况再决定。")
NOT_NOW = _("按这份请求现在的情况，这一步还不能做，或者已经不能做了。请看过现在的情况再决定。")
ENDED = (State.WITHDRAWN, State.CLOSED)


@dataclass(frozen=True, kw_only=True)
class Doing:
    """Who does it, when, and the key of the form, sent with it. `by` None: the site. `lock`: what the form was shown with."""

    by: User | None
    at: datetime
    key: UUID
    lock: int | None = None


class Act:
    """A step about to be taken. The claim is locked; `is_repeated`: this very form has taken it before."""

    def __init__(
        self, claim: Claim, name: str, doing: Doing, party: Party, steps: list[Step], *, repeated: bool
    ) -> None:
        self.claim, self.name, self.doing, self.party = claim, name, doing, party
        self.is_repeated = repeated
        self._steps = steps

    @property
    def person(self) -> User:
        """Who does it; steps of the site itself record nobody's words."""
        return person_of(self.doing)

    def times_taken(self, *names: str) -> int:
        """How often one of these steps was taken before."""
        return sum(step.name in names for step in self._steps)

    def take(
        self, *, arguments: tuple[object, ...] = (), commitments: dict[str, str] | None = None, **codes: Code
    ) -> Claim:
        """The transition with its guard, the row, the step, the event, and whoever listens."""
        claim, came_from = self.claim, self.claim.state
        try:
            getattr(claim, self.name)(*arguments)
        except TransitionNotAllowed:
            raise ValidationError(NOT_NOW, code="not_now") from None
        claim.last_step_at = claim.moment
        if claim.state in ENDED:
            claim.closed_at = claim.moment
        set_next_due(claim)
        save(claim)
        step = self._step(came_from)
        self._record(came_from, codes, commitments)
        claim_stepped.send(sender=Claim, claim=claim, step=step, at=claim.moment)
        return claim

    def _step(self, came_from: str) -> Step:
        doing, number = self.doing, self._steps[-1].number + 1 if self._steps else 1
        return Step.objects.create(
            claim=self.claim,
            number=number,
            name=self.name,
            from_state=came_from,
            to_state=self.claim.state,
            party=self.party,
            by=doing.by,
            organisation=_organisation(self.claim, self.party),
            at=self.claim.moment,
            request_key=doing.key,
        )

    def _record(self, came_from: str, codes: dict[str, Code], commitments: dict[str, str] | None) -> None:
        told: dict[str, Code] = {"from": came_from, "to": self.claim.state, "party": self.party, **codes}
        record_claim(f"claim.{self.name}", self.claim, self.doing, self.party, told, commitments)


def person_of(doing: Doing) -> User:
    if doing.by is None:
        raise PermissionDenied
    return doing.by


def begin(claim: Claim, name: str, doing: Doing) -> Act:
    """Raises PermissionDenied for whoever may not, ValidationError where the claim has moved on meanwhile.

    In the transaction of the step.
    """
    current = locked(claim)
    steps = list(
        Step.objects.filter(claim=current).order_by("number").only("number", "name", "request_key", "at", "party")
    )
    known = next((one for one in steps if one.request_key == doing.key and one.name == name), None)
    if known is not None and (doing.by is None or can_see_claim(doing.by, current)):
        return Act(current, name, doing, Party(known.party), steps, repeated=True)
    party = _party(current, name, doing)
    if doing.lock is not None and doing.lock != current.lock:
        raise ValidationError(CHANGED_MEANWHILE, code="changed")
    # A clock that was set back does not undo the order in which things happened.
    current.moment = max(doing.at, current.last_step_at)
    return Act(current, name, doing, party, steps, repeated=False)


def _party(claim: Claim, name: str, doing: Doing) -> Party:
    """Somebody who sees the claim is told that it has moved on; a stranger learns nothing."""
    rule = rule_of(claim, name)
    if doing.by is None:
        if rule is None or Party.SYSTEM not in rule.who:
            raise ValidationError(NOT_NOW, code="not_now")
        return Party.SYSTEM
    party = party_taking(doing.by, claim, name)
    if party is not None:
        return party
    if rule is None and can_see_claim(doing.by, claim):
        raise ValidationError(CHANGED_MEANWHILE, code="changed")
    raise PermissionDenied


def locked(claim: Claim) -> Claim:
    """The row, locked, with what the steps read."""
    rows = Claim.objects.select_for_update(of=("self",), no_key=True)
    related = ("vehicle__model_line", "vehicle__sale", "ownership", "respondent", "body", "demand")
    return with_seldom(rows.select_related(*related), "grounds", "statements").get(pk=claim.pk)


def save(claim: Claim) -> None:
    claim.lock += 1
    claim.save()


def record_claim(
    action: str,
    claim: Claim,
    doing: Doing,
    party: Party,
    codes: dict[str, Code],
    commitments: dict[str, str] | None = None,
) -> None:
    """An event in the chain of the claim: codes and opaque ids alone."""
    organisation = _organisation(claim, party)
    record(
        action=action,
        subject=claim.ledger_subject,
        actor=str(doing.by.public_id) if doing.by else SYSTEM,
        organisation=str(organisation.public_id) if organisation else None,
        codes=codes,
        commitments=commitments,
        at=doing.at,
    )


def _organisation(claim: Claim, party: Party) -> Organisation | None:
    return {Party.BUSINESS: claim.respondent, Party.CLERK: claim.body}.get(party)
