from itertools import groupby

from django.contrib import messages
from django.contrib.auth.decorators import login_required
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
from sanbao.accounts.selectors import members_of, open_invitations, open_memberships
from sanbao.accounts.services import membership_end

Members = list[tuple[str, list[Membership]]]


def _organisations() -> QuerySet[Organisation]:
    return Organisation.objects.select_related("parent")


def _memberships() -> QuerySet[Membership]:
    return Membership.objects.filter(left_on=None).select_related("organisation", "user")


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
    context = {
        "organisation": organisation,
        "outlets": organisations_visible_to(person).filter(parent=organisation),
        "members": _by_role(organisation) if can_view_members(person, organisation) else None,
        "invitations": invitations_visible_to(person) & open_invitations(organisation, timezone.now()),
        "manages": manages,
        "person": person,
    }
    return render(request, "accounts/organisation.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(can_end_membership, _memberships)
def end(request: HttpRequest, membership: Membership) -> HttpResponse:
    if request.method != "POST":
        return render(request, "accounts/end_membership.html", {"membership": membership})
    membership_end(membership=membership, by=signed_in(request), at=timezone.now())
    messages.success(request, _ended(membership))
    return redirect("accounts:organisation", membership.organisation.public_id)


def _by_role(organisation: Organisation) -> Members:
    order = list(Role)
    members = sorted(members_of(organisation), key=lambda member: order.index(Role(member.role)))
    return [(str(Role(role).label), list(group)) for role, group in groupby(members, key=lambda member: member.role)]


def _ended(membership: Membership) -> str:
    named: User = membership.user
    return _("%(name)s不再担任%(role)s。") % {"name": named, "role": membership.get_role_display()}
