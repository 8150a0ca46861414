"""Who must have a second factor, who has one, who may come in by phone."""

from allauth.account.internal.flows.login import get_authentication_records
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.http import HttpRequest

from sanbao.accounts.models import ExpertProfile, User
from sanbao.accounts.roles import Role
from sanbao.accounts.selectors import open_memberships

ROLES = (Role.CLERK, Role.AUDITOR, Role.ADMINISTRATOR)


def needs_second_factor(user: User | AnonymousUser) -> bool:
    """Who decides, audits, supervises or administers: there a stolen password would harm others than its owner."""
    if not isinstance(user, User):
        return False
    return user.is_staff or user.is_superuser or _weighty_memberships(user) or is_expert(user)


def _weighty_memberships(user: User) -> bool:
    weighty = Q(role__in=ROLES) | Q(organisation__is_market_regulator=True)
    return open_memberships(user).filter(weighty).exists()


def is_expert(user: User) -> bool:
    return ExpertProfile.objects.filter(user=user).exists()


def has_second_factor(request: HttpRequest) -> bool:
    """Whether this very session was opened, or confirmed, with the second factor: having one elsewhere is not enough."""
    if not isinstance(request.user, User):
        return False
    return any(step.get("method") == "mfa" for step in get_authentication_records(request, request.user))


def may_sign_in_by_phone(user: User) -> bool:
    """A phone number is a weaker proof than a password: it opens only accounts of consumers, who have no password."""
    return not user.has_password and not open_memberships(user).exists() and not is_expert(user)
