"""What happens to a claim beside its steps: an offer, a question, a delay. Permitted, locked, recorded like a step."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError

from claims.cases.codes import OPEN_STATES, Party
from claims.cases.models import Claim
from claims.cases.permissions import parties_of
from claims.cases.services.acting import CHANGED_MEANWHILE, NOT_NOW, Doing, locked, record_claim, save
from claims.cases.signals import claim_noted
from claims.cases.time_limits import set_next_due
from sanbao.accounts.models import User
from sanbao.ledger.shapes import Code


@dataclass(frozen=True)
class Note:
    """The claim, locked, with who notes something of it and as which party."""

    claim: Claim
    doing: Doing
    party: Party
    by: User

    def take(self, action: str, **codes: Code) -> None:
        """Saved and recorded; whoever listens is told."""
        set_next_due(self.claim)
        save(self.claim)
        record_claim(f"claim.{action}", self.claim, self.doing, self.party, {"party": self.party, **codes})
        claim_noted.send(sender=Claim, claim=self.claim, note=f"claim.{action}", by=self.by, at=self.claim.moment)


def begin_note(claim: Claim, doing: Doing, *parties: Party, states: Collection[str] = OPEN_STATES) -> Note:
    """As the first of these parties that the person is. Raises PermissionDenied for anybody else, ValidationError where
    the claim has moved on meanwhile."""
    current = locked(claim)
    if doing.by is None:
        raise PermissionDenied
    mine = parties_of(doing.by, current)
    party = next((one for one in parties if one in mine), None)
    if party is None:
        raise PermissionDenied
    if current.state not in states:
        raise ValidationError(NOT_NOW, code="not_now")
    if doing.lock is not None and doing.lock != current.lock:
        raise ValidationError(CHANGED_MEANWHILE, code="changed")
    current.moment = max(doing.at, current.last_step_at)
    return Note(current, doing, party, doing.by)
