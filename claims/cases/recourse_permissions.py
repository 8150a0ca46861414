"""Who asks the producer for what the seller has borne, who sees it, who answers."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from claims.cases.codes import State
from claims.cases.models import Claim, RecourseRequest
from claims.cases.permissions import ANSWERING_ROLES, SEEING_ROLES
from sanbao.accounts.models import Organisation, User
from sanbao.accounts.roles import Role
from sanbao.accounts.selectors import is_member, open_memberships

PRODUCER_ROLES = (Role.OWNER, Role.CLERK)


def producer_of(claim: Claim) -> Organisation | None:
    """Of the filed model line; None for a car of no line, or a claim against the producer himself."""
    line = claim.vehicle.model_line
    return None if line is None or line.producer_id == claim.respondent_id else line.producer


def can_ask_recourse(user: User, claim: Claim) -> bool:
    """The respondent's people, once something has been said to be done."""
    if claim.respondent is None or claim.state not in (State.FULFILLING, State.CLOSED) or producer_of(claim) is None:
        return False
    return is_member(user, claim.respondent, *ANSWERING_ROLES) and claim.fulfilments.filter(contested_at=None).exists()


def recourses_visible_to(user: User) -> QuerySet[RecourseRequest]:
    """Of the sellers and of the producers for whom the person works."""
    places = open_memberships(user).filter(role__in=SEEING_ROLES).values("organisation")
    return RecourseRequest.objects.filter(Q(seller__in=places) | Q(producer__in=places))


def can_see_recourse(user: User, request: RecourseRequest) -> bool:
    return recourses_visible_to(user).filter(pk=request.pk).exists()


def can_answer_recourse(user: User, request: RecourseRequest) -> bool:
    """The producer's people, as long as it is not answered."""
    return request.answered_at is None and is_member(user, request.producer, *PRODUCER_ROLES)


def works_for_a_producer(user: User) -> bool:
    held = open_memberships(user).filter(organisation__is_producer=True, role__in=SEEING_ROLES)
    return held.exists()
