"""One import: its columns, how far it is, what was found, and what happens with it."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from claims.imports.forms import MappingForm, ModeForm
from claims.imports.models import Run, State
from claims.imports.permissions import can_see_run
from claims.imports.progress import MOST_FINDINGS
from claims.imports.services import run_drop, run_map, run_write
from claims.imports.showing import lacking, notice, percent, report_lines, write_report
from claims.imports.views.lists import MARK
from sanbao.accounts.access import requires, signed_in
from sanbao.accounts.forms import add_errors
from sanbao.web.components import Pagination

ON_A_PAGE = 25
# htmx loads the whole page anew where the address answers so.
REFRESH = "HX-Refresh"


def _runs() -> QuerySet[Run]:
    return Run.objects.select_related("organisation", "started_by")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(can_see_run, _runs)
def columns(request: HttpRequest, run: Run) -> HttpResponse:
    if run.state not in (State.MAPPING, State.CHECKED):
        return redirect("imports:run", run.public_id)
    form = MappingForm(run, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            run_map(run=run, mapping=form.mapping(), by=signed_in(request), at=timezone.now())
        except ValidationError as error:
            add_errors(form, error)
        else:
            return redirect("imports:run", run.public_id)
    return render(request, "imports/columns.html", {"run": run, "form": form})


@never_cache
@require_safe
@requires(can_see_run, _runs)
def run(request: HttpRequest, run: Run) -> HttpResponse:
    """While a worker is busy the page asks for its progress alone; without scripts, by its link."""
    if run.state == State.MAPPING:
        return redirect("imports:columns", run.public_id)
    if request.headers.get("HX-Request"):
        response = render(request, "imports/progress.html", {"run": run, "percent": percent(run)})
        if not run.is_running:
            response.headers[REFRESH] = "true"
        return response
    return _page(request, run, ModeForm(run))


@never_cache
@require_POST
@requires(can_see_run, _runs)
def write(request: HttpRequest, run: Run) -> HttpResponse:
    form = ModeForm(run, request.POST)
    if form.is_valid():
        try:
            run_write(run=run, mode=form.cleaned_data["mode"], by=signed_in(request), at=timezone.now())
        except ValidationError as error:
            add_errors(form, error)
        else:
            return redirect("imports:run", run.public_id)
    return _page(request, run, form)


@never_cache
@require_POST
@requires(can_see_run, _runs)
def drop(request: HttpRequest, run: Run) -> HttpResponse:
    try:
        run_drop(run=run, by=signed_in(request), at=timezone.now())
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return redirect("imports:run", run.public_id)
    messages.success(request, _("已经放弃，文件已经删除。"))
    return redirect("imports:index")


@never_cache
@require_safe
@requires(can_see_run, _runs)
def report(_request: HttpRequest, run: Run) -> HttpResponse:
    response = HttpResponse(MARK, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="report.csv"'
    write_report(run, run.findings.order_by("line", "id"), response)  # type: ignore[arg-type]  # it is written like a file
    return response


def _page(request: HttpRequest, run: Run, form: ModeForm) -> HttpResponse:
    findings = run.findings.order_by("is_warning", "line", "id")
    page = Paginator(findings, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "run": run,
        "percent": percent(run),
        "notice": notice(run),
        "lacking": lacking(run),
        "found": report_lines(run, page),
        "is_cut": page.paginator.count >= MOST_FINDINGS,
        "pagination": Pagination.of(page, request),
        "form": form if run.state == State.CHECKED and run.new else None,
        "may_drop": run.state in (State.CHECKING, State.CHECKED),
    }
    return render(request, "imports/run.html", context)
