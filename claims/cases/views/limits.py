"""The time limits of a claim day by day, and each for a calendar."""

from __future__ import annotations

from http import HTTPStatus
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from claims.cases.limits.sheets import calendar_title, sheets
from claims.cases.limits.wording import limit_says
from claims.cases.models import Claim
from claims.cases.pages.shown import Shown
from claims.cases.permissions import can_see_claim
from claims.cases.views.access import claims
from sanbao.accounts.access import requires, signed_in
from sanbao.check.results.ics import calendar_file


@never_cache
@require_safe
@requires(can_see_claim, claims)
def limits(request: HttpRequest, claim: Claim) -> HttpResponse:
    it = Shown(claim, signed_in(request), timezone.now())
    return render(request, "cases/limits.html", {"it": it, "claim": claim, "sheets": sheets(it)})


@never_cache
@require_safe
def calendar(request: HttpRequest, public_id: UUID, duty: str) -> HttpResponseBase:
    return requires(can_see_claim, claims)(lambda request, found: _calendar(request, found, duty))(request, public_id)


def _calendar(request: HttpRequest, claim: Claim, duty: str) -> HttpResponse:
    """Where the day is not known yet there is nothing to put into a calendar: said so, on the page of the limits."""
    one = claim.deadlines.filter(duty=duty).first()
    now = timezone.now()
    if one is None or one.due_on is None:
        return render(request, "cases/no_day.html", {"claim": claim}, status=HTTPStatus.NOT_FOUND)
    text = calendar_file(calendar_title(one, claim.number), limit_says(one, now), one.due_on, now)
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{claim.number}-{duty}.ics"'
    return response
