"""The adviser's page (who is in the shop, what falls due) and the technician's (my jobs)."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import F, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from claims.repairs.models import State
from claims.repairs.permissions import RECEIVING_ROLES, can_see_workshop, roles_at, visits_of_owner, workshops_of
from claims.repairs.selectors import closed_visits_at, open_visits_at
from claims.repairs.statutory import years_kept
from claims.repairs.told import told
from claims.vehicles import vin
from claims.vehicles.selectors import vehicles_matching
from claims.workshop.rows import Job, OpenVisit, tried_before
from claims.workshop.views.access import organisations
from sanbao.accounts.access import requires, signed_in
from sanbao.accounts.models import Organisation
from sanbao.web.components import Pagination

ON_A_PAGE = 20
MOST_FOUND = 20
MOST_COUNTED = 500  # more are in no workshop at once


@never_cache
@login_required
@require_safe
def outlets(request: HttpRequest) -> HttpResponse:
    """Whoever works at one workshop is there at once."""
    found = list(workshops_of(signed_in(request)))
    if len(found) == 1:
        return redirect("workshop:outlet", found[0].public_id)
    return render(request, "workshop/outlets.html", {"outlets": found})


@never_cache
@require_safe
@requires(can_see_workshop, organisations)
def outlet(request: HttpRequest, outlet: Organisation) -> HttpResponse:
    now, asked = timezone.now(), request.GET.get("q", "").strip()
    receives = not roles_at(signed_in(request), outlet).isdisjoint(RECEIVING_ROLES)
    found = list(vehicles_matching(asked, outlet)[:MOST_FOUND]) if asked and receives else []
    if len(found) == 1:
        return redirect("workshop:intake", outlet.public_id, found[0].public_id)
    page = Paginator(open_visits_at(outlet), ON_A_PAGE).get_page(request.GET.get("page"))
    rows = [OpenVisit.of(told(visit), now) for visit in page]
    # What is pressing is counted of the whole shop, not of the page that is looked at.
    whole = open_visits_at(outlet)[:MOST_COUNTED]
    pressing = [OpenVisit.of(told(visit), now) for visit in whole] if page.has_other_pages() else rows
    context = {
        "outlet": outlet,
        "asked": asked,
        "found": found,
        "is_whole_vin": vin.is_vin(vin.compact(asked)),
        "rows": rows,
        "total": page.paginator.count,
        "warned": sum(bool(row.warning) for row in pressing),
        "due_today": sum(row.is_due_today for row in pressing),
        "pagination": Pagination.of(page, request),
        "receives": receives,
    }
    return render(request, "workshop/outlet.html", context)


@never_cache
@require_safe
@requires(can_see_workshop, organisations)
def closed(request: HttpRequest, outlet: Organisation) -> HttpResponse:
    """Handed back: to look at again, to correct, to print; the latest first."""
    page = Paginator(closed_visits_at(outlet), ON_A_PAGE).get_page(request.GET.get("page"))
    kept = {"years": years_kept(timezone.localdate())}
    return render(
        request,
        "workshop/closed.html",
        kept | {"outlet": outlet, "page": page, "pagination": Pagination.of(page, request)},
    )


@never_cache
@require_safe
@requires(can_see_workshop, organisations)
def jobs(request: HttpRequest, outlet: Organisation) -> HttpResponse:
    """Mine first, then those that are nobody's."""
    person, now = signed_in(request), timezone.now()
    found = open_visits_at(outlet).filter(Q(technician=person) | Q(technician=None), state=State.OPEN)
    # His own are read first: in a full shop those of others would crowd them out.
    found = found.order_by(F("technician").asc(nulls_last=True), "received_at", "id")
    visits = [told(visit) for visit in found[:ON_A_PAGE]]
    before = tried_before(visits, now)
    rows = [Job.of(visit, now, person, before) for visit in visits]
    context = {
        "outlet": outlet,
        "mine": [row for row in rows if row.is_mine],
        "free": [row for row in rows if not row.is_mine],
    }
    return render(request, "workshop/jobs.html", context)


@never_cache
@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """The owner's: all visits of the cars he owns now, the latest first."""
    visits = visits_of_owner(signed_in(request)).filter(withdrawn_at=None).select_related("vehicle", "outlet")
    visits = visits.order_by("-received_at", "-id")
    page = Paginator(visits, ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "workshop/mine.html", {"page": page, "pagination": Pagination.of(page, request)})
