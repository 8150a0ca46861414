"""The whole case as one PDF: asked for, made by a worker, fetched as often as one likes for some days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from claims.cases.forms.case_file import AskForm
from claims.cases.models import CaseFile, Claim
from claims.cases.permissions import can_download_case_file, can_have_case_file
from claims.cases.services.case_file import KEPT, case_file_ask, storage
from claims.cases.views.access import claims
from documents.evidence.serving import POLICY
from documents.evidence.store import read_from
from sanbao.accounts.access import requires, signed_in
from sanbao.accounts.models import User

# htmx loads the whole page anew where the address answers so.
REFRESH = "HX-Refresh"
State = CaseFile.State


@dataclass(frozen=True)
class Shown:
    """The latest that was asked for, and the latest that lies there to be fetched."""

    latest: CaseFile | None
    ready: CaseFile | None
    now: datetime

    @property
    def is_waiting(self) -> bool:
        return self.latest is not None and self.latest.state == State.WAITING and not self.has_failed

    @property
    def has_failed(self) -> bool:
        latest = self.latest
        return latest is not None and (latest.state == State.FAILED or latest.is_given_up(self.now))


def _shown(claim: Claim, person: User) -> Shown:
    rows = list(CaseFile.objects.filter(claim=claim, reader=person).order_by("-asked_at", "-id"))
    ready = next((row for row in rows if row.state == State.READY and storage().exists(row.name)), None)
    return Shown(rows[0] if rows else None, ready, timezone.now())


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(can_have_case_file, claims)
def file(request: HttpRequest, claim: Claim) -> HttpResponse:
    person = signed_in(request)
    form = AskForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        case_file_ask(claim=claim, key=form.cleaned_data["key"], by=person, at=timezone.now())
        return redirect("cases:file", claim.public_id)
    shown = _shown(claim, person)
    context = {"claim": claim, "shown": shown, "form": AskForm(), "days": KEPT.days}
    if not request.headers.get("HX-Request"):
        return render(request, "cases/file.html", context)
    response = render(request, "cases/file_state.html", context)
    if not shown.is_waiting:
        response.headers[REFRESH] = "true"
    return response


def _files() -> QuerySet[CaseFile]:
    return CaseFile.objects.select_related("claim")


@require_safe
@requires(can_download_case_file, _files)
def download(_request: HttpRequest, row: CaseFile) -> HttpResponseBase:
    """A file that is gone, for it is in no backup, is asked for again."""
    if not storage().exists(row.name):
        return redirect("cases:file", row.claim.public_id)
    response = StreamingHttpResponse(read_from(storage(), row.sealed), content_type="application/pdf")
    name = f"{row.claim.number} {timezone.localdate(row.made_at):%Y-%m-%d}.pdf"
    headers = {
        "Content-Length": str(row.size),
        "Content-Disposition": str(content_disposition_header(as_attachment=True, filename=name)),
        "Content-Security-Policy": POLICY,
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }
    for header, value in headers.items():
        response.headers[header] = value
    return response
