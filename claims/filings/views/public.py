"""What everybody may read: model lines, their versions, files and outlets."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import etag, require_safe

from claims.filings.comparing import differences
from claims.filings.files import name_of, read, storage
from claims.filings.forms.search import OutletSearchForm, SearchForm
from claims.filings.models import FiledFile, FilingVersion, ModelLine
from claims.filings.permissions import can_change_line
from claims.filings.public_pages import (
    WITHDRAWN,
    VersionLine,
    history_of,
    page_of,
    sections_of,
    shown_first,
    versions_of,
)
from claims.filings.searching import Wanted, lines_wanted, outlets_wanted
from claims.filings.selectors import public_model_lines
from documents.evidence.serving import POLICY
from sanbao.accounts.models import User
from sanbao.web.components import Pagination

LINES_A_PAGE = 20
OUTLETS_A_PAGE = 20
OUTLETS_SHOWN = 5


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    form = SearchForm(request.GET)
    today = timezone.localdate(timezone.now())
    page = Paginator(lines_wanted(form.wanted, today), LINES_A_PAGE).get_page(request.GET.get("page"))
    rows = [(line, _current(line, today)) for line in page]
    context = {"form": form, "page": page, "rows": rows, "pagination": Pagination.of(page, request)}
    return render(request, "filings/index.html", context)


@require_safe
def outlets(request: HttpRequest) -> HttpResponse:
    form = OutletSearchForm(request.GET)
    found = outlets_wanted(form.wanted, timezone.localdate(timezone.now()))
    page = Paginator(found, OUTLETS_A_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "pagination": Pagination.of(page, request)}
    return render(request, "filings/outlets.html", context)


@require_safe
def line(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = get_object_or_404(public_model_lines(), public_id=public_id)
    history = history_of(versions_of(found), timezone.localdate(timezone.now()))
    shown = shown_first(history)
    if shown is None:
        raise Http404
    return render(request, "filings/line.html", _context(request, found, shown, history))


@require_safe
def version(request: HttpRequest, public_id: UUID) -> HttpResponse:
    found = _public_version(public_id)
    history = history_of(versions_of(found.model_line), timezone.localdate(timezone.now()))
    shown = next(one for one in history if one.version == found)
    return render(request, "filings/line.html", _context(request, found.model_line, shown, history))


@require_safe
def changes(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Of a version against another (`?since=2`), else against the one before it."""
    found = _public_version(public_id)
    line = found.model_line
    others = [one for one in versions_of(line) if one.withdrawn_at is None and one != found]
    since = request.GET.get("since", "")
    earlier = [one for one in others if one.in_force_from < found.in_force_from]
    asked = next((one for one in others if str(one.number) == since), None)
    other = asked or max(earlier, key=lambda one: one.in_force_from, default=None)
    if other is None:
        raise Http404
    before, after = sorted((other, found), key=lambda one: one.in_force_from)
    changed = differences(sections_of(before, line.energy), sections_of(after, line.energy))
    context = {"line": line, "before": before, "after": after, "others": others, "this": found, "changed": changed}
    return render(request, "filings/changes.html", context)


def _hash_of_file(_request: HttpRequest, public_id: UUID, use: str) -> str | None:
    file = _public_file(public_id, use)
    return f'"{file.sha256}"' if file else None


@require_safe
@etag(_hash_of_file)
def file(_request: HttpRequest, public_id: UUID, use: str) -> StreamingHttpResponse:
    """Handed over as a file, never shown inside our own pages, whatever a browser thinks it is."""
    found = _public_file(public_id, use)
    if found is None or not storage().exists(name_of(found.sha256)):
        raise Http404
    headers = {
        "Content-Length": str(found.size),
        "Content-Disposition": f'attachment; filename="{use}.pdf"',
        "Content-Security-Policy": POLICY,
        "X-Content-Type-Options": "nosniff",
    }
    return StreamingHttpResponse(read(found.sha256), content_type="application/pdf", headers=headers)


def _public_file(public_id: UUID, use: str) -> FiledFile | None:
    return FiledFile.objects.filter(version__public_id=public_id, version__withdrawn_at=None, use=use).first()


def _public_version(public_id: UUID) -> FilingVersion:
    valid = FilingVersion.objects.filter(withdrawn_at=None).select_related("model_line__producer")
    return get_object_or_404(valid, public_id=public_id)


def _context(
    request: HttpRequest, line: ModelLine, shown: VersionLine, history: tuple[VersionLine, ...]
) -> dict[str, Any]:
    today = timezone.localdate(timezone.now())
    appointed = outlets_wanted(Wanted(producer=line.producer.public_id), today)
    earlier = any(one.version.in_force_from < shown.version.in_force_from for one in history if one.state != WITHDRAWN)
    return {
        "page": page_of(line, shown, history),
        "outlets": appointed[:OUTLETS_SHOWN],
        "outlet_count": appointed.count(),
        "has_earlier": earlier,
        "may_change": isinstance(request.user, User) and can_change_line(request.user, line),
    }


def _current(line: ModelLine, today: date) -> FilingVersion | None:
    """The version in force, else the first to come; `valid_versions` are in the order of their days."""
    valid: list[FilingVersion] = line.valid_versions  # type: ignore[attr-defined]  # prefetched by lines_wanted
    in_force = [one for one in valid if one.in_force_from <= today]
    return in_force[-1] if in_force else (valid[0] if valid else None)
