"""Reading people and organisations. An *open* membership is one that has not been ended; rights rest on these alone."""

from datetime import datetime

from django.db.models import QuerySet

from sanbao.accounts.models import Invitation, Membership, Organisation, User
from sanbao.accounts.roles import Role


def open_memberships(user: User) -> QuerySet[Membership]:
    """What the person may act in now; nothing once the person is deactivated."""
    return Membership.objects.filter(user=user, left_on=None, user__is_active=True)


def members_of(organisation: Organisation) -> QuerySet[Membership]:
    """Open memberships of people who can still sign in."""
    return (
        Membership.objects.filter(organisation=organisation, left_on=None, user__is_active=True)
        .select_related("user")
        .order_by("joined_on", "id")
    )


def is_member(user: User, organisation: Organisation, *roles: Role) -> bool:
    """Of any role where none is named."""
    held = open_memberships(user).filter(organisation=organisation)
    return (held.filter(role__in=roles) if roles else held).exists()


def open_invitations(organisation: Organisation, at: datetime) -> QuerySet[Invitation]:
    return Invitation.objects.filter(
        organisation=organisation, accepted_at=None, revoked_at=None, expires_at__gt=at
    ).order_by("-created_at", "-id")
