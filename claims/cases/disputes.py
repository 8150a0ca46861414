"""Where a dispute stands: whether it waits for its screening, which round of questions it is in."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import F, QuerySet

from claims.cases.codes import Party, State
from claims.cases.models import Claim, DisputeQuestion, Screening, Side, Step
from claims.cases.permissions import CLERK_ROLES, parties_of
from sanbao.accounts.models import User
from sanbao.accounts.selectors import open_memberships

BEGIN_A_DISPUTE = ("dispute", "fall_through")
BETWEEN_THE_SIDES = (
    State.SUBMITTED,
    State.GRANTED,
    State.REFUSED,
    State.DISPUTED,
    State.IN_CONSULTATION,
    State.REFERRED_OUTSIDE,
)
_PARTY = {Side.CONSUMER: Party.CONSUMER, Side.BUSINESS: Party.BUSINESS}


def dispute_step(claim: Claim) -> Step | None:
    """With which step the dispute began that is going on, or was the last."""
    return claim.steps.filter(name__in=BEGIN_A_DISPUTE).select_related("screening").order_by("-number").first()


def screening_of(step: Step | None) -> Screening | None:
    return getattr(step, "screening", None)


def step_to_screen(claim: Claim) -> Step | None:
    """The dispute that nobody has looked at yet."""
    if claim.state != State.DISPUTED:
        return None
    step = dispute_step(claim)
    return step if step is not None and screening_of(step) is None else None


def is_accepted(claim: Claim) -> bool:
    screening = screening_of(dispute_step(claim))
    return screening is not None and screening.accepted


def round_of(claim: Claim) -> int:
    """Of the consultation that runs, or that would come next."""
    handed = claim.consultations.count()
    return handed if claim.state == State.IN_CONSULTATION else handed + 1


def latest_questions(claim: Claim) -> dict[str, DisputeQuestion]:
    """By fact, as it was asked last."""
    return {one.fact: one for one in claim.questions.order_by("round", "pk")}


def disputes_of(user: User) -> QuerySet[Claim]:
    """Before the bodies for which he is a clerk: what touches safety first, then what is due first."""
    places = open_memberships(user).filter(role__in=CLERK_ROLES).values("organisation")
    rows = Claim.objects.filter(body__in=places, state__in=[State.DISPUTED, State.IN_CONSULTATION])
    return rows.select_related("vehicle__model_line", "respondent").order_by(
        "-is_priority", F("next_due_on").asc(nulls_last=True), "id"
    )


def can_screen(user: User, claim: Claim) -> bool:
    return Party.CLERK in parties_of(user, claim)


def stating_as(parties: Collection[Party], claim: Claim) -> list[Side]:
    """For which sides somebody of these parties may state facts now."""
    if claim.state not in BETWEEN_THE_SIDES:
        return []
    return [side for side, party in _PARTY.items() if party in parties]


def agreeing_as(parties: Collection[Party], claim: Claim) -> list[Side]:
    """For which he may take what the other says. Nobody agrees with himself: who writes down for a business without an
    account what it said does not give in for it."""
    sides = stating_as(parties, claim)
    return sides if Party.CLERK in parties or len(sides) < len(_PARTY) else [Side.CONSUMER]


def can_state(user: User, claim: Claim, side: str) -> bool:
    return side in stating_as(parties_of(user, claim), claim)


def can_agree(user: User, claim: Claim, side: str) -> bool:
    return side in agreeing_as(parties_of(user, claim), claim)
