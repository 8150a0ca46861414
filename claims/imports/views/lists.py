"""Where imports begin, and those there have been."""

from __future__ import annotations

import csv

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from claims.imports.kinds import LOADINGS
from claims.imports.permissions import kinds_of, places_importing, runs_visible_to
from sanbao.accounts.access import signed_in
from sanbao.web.components import Pagination

ON_A_PAGE = 20
MARK = "\ufeff"  # by which spreadsheet programs know UTF-8


@never_cache
@login_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    person = signed_in(request)
    places = [(place, kinds_of(place)) for place in places_importing(person)]
    page = Paginator(runs_visible_to(person), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"places": places, "page": page, "pagination": Pagination.of(page, request)}
    return render(request, "imports/index.html", context)


@login_required
@require_safe
def sample(_request: HttpRequest, kind: str) -> HttpResponse:
    """A file as it may look: the names of the columns, and a row."""
    if kind not in LOADINGS:
        raise Http404
    columns = LOADINGS[kind].columns
    response = HttpResponse(MARK, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{kind}.csv"'
    table = csv.writer(response)
    table.writerow([str(one.label) for one in columns])
    table.writerow([one.example for one in columns])
    return response
