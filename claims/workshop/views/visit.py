"""The page of a visit, for the workshop and for the owner."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from claims.repairs.models import Visit
from claims.repairs.permissions import can_see_visit
from claims.workshop.showing import Showing
from claims.workshop.views.access import bare_visits
from sanbao.accounts.access import requires, signed_in
from sanbao.accounts.held import held_by


@never_cache
@require_safe
@requires(can_see_visit, bare_visits)
def visit(request: HttpRequest, visit: Visit) -> HttpResponse:
    if visit.is_stated:
        return redirect(visit)
    held = frozenset(one.role for one in held_by(request) if one.organisation_id == visit.outlet_id)
    showing = Showing.of(visit, signed_in(request), held, timezone.now())
    return render(request, "workshop/visit.html", {"it": showing})
