from itertools import groupby

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from sanbao.accounts.access import requires, signed_in
from sanbao.accounts.models import Membership, Organisation, User
from sanbao.accounts.permissions import (
    can_end_membership,
    can_manage_accounts,
    can_view_members,
    can_view_organisation,
    invitations_visible_to,
    organisations_visible_to,
)
from sanbao.accounts.roles import Role
from sanbao.accounts.selectors import members_of, open_invitations, open_memberships, secured_among
from sanbao.accounts.services import membership_end
from sanbao.web.components import Pagination

MEMBERS_A_PAGE = 20  # so that the page keeps its weight, however large the organisation
Members = list[tuple[str, list[Membership]]]


def _organisations() -> QuerySet[Organisation]:
    return Organisation.objects.select_related("parent")


def _memberships() -> QuerySet[Membership]:
    return Membership.objects.select_related("organisation", "user")


@never_cache
@login_required
@require_safe
def organisations(request: HttpRequest) -> HttpResponse:
    """Whoever belongs to one organisation is there at once."""
    held = open_memberships(signed_in(request)).select_related("organisation").order_by("organisation__name", "id")
    own = {membership.organisation for membership in held}
    if len(own) == 1:
        return redirect("accounts:organisation", own.pop().public_id)
    return render(request, "accounts/organisations.html", {"memberships": held})


@never_cache
@require_safe
@requires(can_view_organisation, _organisations)
def organisation(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    person = signed_in(request)
    manages = can_manage_accounts(person, organisation)
    members = _page_of_members(request, organisation) if can_view_members(person, organisation) else None
    context = {
        "organisation": organisation,
        "outlets": organisations_visible_to(person).filter(parent=organisation),
        "members": None if members is None else _by_role(members),
        "pagination": None if members is None else Pagination.of(members, request),
        "secured": secured_among(members) if manages and members else frozenset(),
        "invitations": invitations_visible_to(person) & open_invitations(organisation, timezone.now()),
        "manages": manages,
        "person": person,
    }
    return render(request, "accounts/organisation.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(can_end_membership, _memberships)
def end(request: HttpRequest, membership: Membership) -> HttpResponse:
    """Sent twice, it says the same again: what has ended stays ended."""
    if membership.left_on is None:
        if request.method != "POST":
            return render(request, "accounts/end_membership.html", {"membership": membership})
        membership_end(membership=membership, by=signed_in(request), at=timezone.now())
    messages.success(request, _ended(membership))
    return redirect("accounts:organisation", membership.organisation.public_id)


def _page_of_members(request: HttpRequest, organisation: Organisation) -> "Page[Membership]":
    return Paginator(members_of(organisation), MEMBERS_A_PAGE).get_page(request.GET.get("page"))


def _by_role(members: "Page[Membership]") -> Members:
    return [(str(Role(role).label), list(group)) for role, group in groupby(members, key=lambda member: member.role)]


def _ended(membership: Membership) -> str:
    named: User = membership.user
    return _("%(name)s不再担任%(role)s。") % {"name": named, "role": membership.get_role_display()}
