"""Reading people and organisations. An *open* membership is one that has not been ended; rights rest on these alone."""

from collections.abc import Iterable
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db.models import Case, F, Q, QuerySet, Value, When

from sanbao.accounts import credit_code
from sanbao.accounts.models import Employment, ExpertProfile, Invitation, Membership, Organisation, User
from sanbao.accounts.roles import Role

LEAST_WRITTEN = 2  # one character is in half of all names


def open_memberships(user: User) -> QuerySet[Membership]:
    """What the person may act in now; nothing once the person is deactivated."""
    return Membership.objects.filter(user=user, left_on=None, user__is_active=True)


def members_of(organisation: Organisation) -> QuerySet[Membership]:
    """Open memberships of people who can still sign in, in the order in which roles are declared."""
    order = Case(*(When(role=role, then=place) for place, role in enumerate(Role)))
    return (
        Membership.objects.filter(organisation=organisation, left_on=None, user__is_active=True)
        .select_related("user")
        .order_by(order, "joined_on", "id")
    )


def secured_among(members: Iterable[Membership]) -> frozenset[int]:
    """Who of them has set up a second factor."""
    people = [member.user_id for member in members]
    return frozenset(Authenticator.objects.filter(user__in=people).values_list("user", flat=True))


def is_member(user: User, organisation: Organisation, *roles: Role) -> bool:
    """Of any role where none is named."""
    held = open_memberships(user).filter(organisation=organisation)
    return (held.filter(role__in=roles) if roles else held).exists()


def open_invitations(organisation: Organisation, at: datetime) -> QuerySet[Invitation]:
    return Invitation.objects.filter(
        organisation=organisation, accepted_at=None, revoked_at=None, expires_at__gt=at
    ).order_by("-created_at", "-id")


def expert_of(user: User) -> ExpertProfile | None:
    return ExpertProfile.objects.filter(user=user).first()


def current_employments(expert: ExpertProfile) -> QuerySet[Employment]:
    """As they stand after all corrections: what goes on first, then the latest."""
    return (
        Employment.objects.filter(expert=expert, replaced_by=None)
        .select_related("employer")
        .order_by(F("ended_on").desc(nulls_first=True), "-started_on", "id")
    )


def organisations_like(written: str) -> QuerySet[Organisation]:
    """Whose name holds what was written, or the other way round, or who has it as credit code."""
    written = written.strip()
    if len(written) < LEAST_WRITTEN:
        return Organisation.objects.none()
    named = Q(name__icontains=written) | Q(written__icontains=F("name"))
    return (
        Organisation.objects.alias(written=Value(written))
        .filter(named | Q(credit_code=credit_code.normalised(written)))
        .order_by("name", "id")
    )
