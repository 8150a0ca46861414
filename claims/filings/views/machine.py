"""The same for other programs: JSON that any site may read, with an ETag, so that unchanged pages cost no bytes."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import conditional_page, require_safe

from claims.filings.forms.search import OutletSearchForm, SearchForm
from claims.filings.machine import appointment_to_json, line_to_json, version_to_json
from claims.filings.public_pages import history_of, versions_of
from claims.filings.searching import lines_wanted, outlets_wanted
from claims.filings.selectors import public_model_lines

ROWS_A_PAGE = 50


@require_safe
@conditional_page
def lines(request: HttpRequest) -> JsonResponse:
    found = lines_wanted(SearchForm(request.GET).wanted, timezone.localdate(timezone.now()))
    page = Paginator(found, ROWS_A_PAGE).get_page(request.GET.get("page"))
    return _answer(_listed(request, page, [line_to_json(line, _site(request)) for line in page]))


@require_safe
@conditional_page
def outlets(request: HttpRequest) -> JsonResponse:
    found = outlets_wanted(OutletSearchForm(request.GET).wanted, timezone.localdate(timezone.now()))
    page = Paginator(found, ROWS_A_PAGE).get_page(request.GET.get("page"))
    return _answer(_listed(request, page, [appointment_to_json(one) for one in page]))


@require_safe
@conditional_page
def line(request: HttpRequest, public_id: UUID) -> JsonResponse:
    found = get_object_or_404(public_model_lines(), public_id=public_id)
    history = history_of(versions_of(found), timezone.localdate(timezone.now()))
    told = [version_to_json(one, found, _site(request)) for one in history]
    return _answer({**line_to_json(found, _site(request)), "versions": told})


def _listed(request: HttpRequest, page: Page[Any], rows: list[dict[str, Any]]) -> dict[str, Any]:
    def url(number: int) -> str:
        query = request.GET.copy()
        query["page"] = str(number)
        return f"{_site(request)}{request.path}?{query.urlencode()}"

    return {
        "count": page.paginator.count,
        "page": page.number,
        "pages": page.paginator.num_pages,
        "next": url(page.next_page_number()) if page.has_next() else None,
        "previous": url(page.previous_page_number()) if page.has_previous() else None,
        "results": rows,
    }


def _answer(told: dict[str, Any]) -> JsonResponse:
    headers = {"Access-Control-Allow-Origin": "*", "Cache-Control": "no-cache"}
    return JsonResponse(told, headers=headers, json_dumps_params={"ensure_ascii": False})


def _site(request: HttpRequest) -> str:
    return f"{request.scheme}://{request.get_host()}"
