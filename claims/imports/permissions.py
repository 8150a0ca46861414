"""Who may import: whoever does the business of the organisation and answers for it. What is not said is denied."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.db.models import Q, QuerySet

from claims.imports.models import Kind, Run
from sanbao.accounts.models import Organisation, User
from sanbao.accounts.roles import Role
from sanbao.accounts.selectors import is_member, open_memberships

# Not the administrator of accounts, who may not do business by the separation of duties (`sanbao.accounts.roles`).
IMPORTING_ROLES = (Role.OWNER, Role.CLERK)
_CAPACITY: Mapping[str, Callable[[Organisation], bool]] = {
    Kind.VISITS: lambda place: place.is_repairer,
    Kind.SALES: lambda place: place.is_seller,
    Kind.FILINGS: lambda place: place.is_producer,
    Kind.APPOINTMENTS: lambda place: place.is_producer,
}


def kinds_of(place: Organisation) -> list[Kind]:
    """What an organisation has of its own."""
    return [kind for kind in Kind if _CAPACITY[kind](place)]


def can_import(user: User, place: Organisation, kind: str) -> bool:
    return kind in _CAPACITY and _CAPACITY[kind](place) and is_member(user, place, *IMPORTING_ROLES)


def can_see_run(user: User, run: Run) -> bool:
    """And go on with it, whoever has begun: a colleague may finish."""
    return is_member(user, run.organisation, *IMPORTING_ROLES)


def places_importing(user: User) -> QuerySet[Organisation]:
    held = open_memberships(user).filter(role__in=IMPORTING_ROLES).values("organisation")
    business = Q(is_repairer=True) | Q(is_seller=True) | Q(is_producer=True)
    return Organisation.objects.filter(business, pk__in=held).order_by("name", "id")


def runs_visible_to(user: User) -> QuerySet[Run]:
    held = open_memberships(user).filter(role__in=IMPORTING_ROLES).values("organisation")
    return Run.objects.filter(organisation__in=held).select_related("organisation").order_by("-id")
