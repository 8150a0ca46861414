"""The producer's own page: what is filed, what is being written; withdrawing a version that is not yet in force."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from claims.filings.models import FilingVersion, ModelLine
from claims.filings.permissions import (
    can_file,
    can_view_producer,
    can_withdraw_version,
    drafts_visible_to,
    producers_seen_by,
)
from claims.filings.public_pages import findings_on, history_of, shown_first
from claims.filings.selectors import model_lines_of
from claims.filings.services import version_withdraw
from sanbao.accounts.access import requires, signed_in
from sanbao.accounts.models import Organisation
from sanbao.web.components import Pagination

LINES_A_PAGE = 20
DRAFTS_SHOWN = 20


def _organisations() -> QuerySet[Organisation]:
    return Organisation.objects.filter(is_producer=True)


def _versions() -> QuerySet[FilingVersion]:
    return FilingVersion.objects.filter(withdrawn_at=None).select_related("model_line__producer")


@never_cache
@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Whoever belongs to one producer is there at once."""
    producers = list(producers_seen_by(signed_in(request)))
    if not producers:
        raise Http404
    if len(producers) == 1:
        return redirect("filings:producer", producers[0].public_id)
    return render(request, "filings/mine.html", {"producers": producers})


@never_cache
@require_safe
@requires(can_view_producer, _organisations)
def producer(request: HttpRequest, producer: Organisation) -> HttpResponse:
    person, today = signed_in(request), timezone.localdate(timezone.now())
    versions = FilingVersion.objects.order_by("-number").prefetch_related("parts", "files")
    lines = model_lines_of(producer).prefetch_related(Prefetch("versions", versions))
    page = Paginator(lines, LINES_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "producer": producer,
        "page": page,
        "rows": [_row(line, today) for line in page],
        "pagination": Pagination.of(page, request),
        "drafts": drafts_visible_to(person).filter(producer=producer).select_related("model_line")[:DRAFTS_SHOWN],
        "may_file": can_file(person, producer),
    }
    return render(request, "filings/producer.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(can_withdraw_version, _versions)
def withdraw(request: HttpRequest, version: FilingVersion) -> HttpResponse:
    if request.method == "POST":
        try:
            version_withdraw(version=version, by=signed_in(request), at=timezone.now())
        except ValidationError as refused:
            messages.error(request, refused.messages[0])
        else:
            messages.success(request, _("第%(number)d版已经撤回。") % {"number": version.number})
        return redirect("filings:producer", version.model_line.producer.public_id)
    if version.in_force_from <= timezone.localdate(timezone.now()):
        raise Http404
    return render(request, "filings/withdraw.html", {"version": version, "line": version.model_line})


def _row(line: ModelLine, today: date) -> dict[str, object]:
    history = history_of(line.versions.all(), today)
    shown = shown_first(history)
    found = findings_on(shown.version, line, shown.version.in_force_from) if shown else ()
    return {"line": line, "shown": shown, "findings": len(found)}
