"""Writing a filing: one thing a page, a summary with the check report, and the sending."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST

from claims.filings.drafting.services import draft_answer, draft_change, draft_discard, draft_start, draft_submit
from claims.filings.drafting.steps import STEPS, Step, first_unanswered, steps_of
from claims.filings.drafting.summary import summary_of
from claims.filings.forms.base import StepForm
from claims.filings.forms.confirm import ConfirmForm
from claims.filings.forms.files import why
from claims.filings.models import Draft, ModelLine
from claims.filings.permissions import can_change_line, can_file, can_write_draft
from documents.evidence.media.refusals import Refusal
from documents.evidence.uploads import LimitedUpload
from sanbao.accounts.access import requires, signed_in
from sanbao.accounts.models import Organisation


def _organisations() -> QuerySet[Organisation]:
    return Organisation.objects.filter(is_producer=True)


def _lines() -> QuerySet[ModelLine]:
    return ModelLine.objects.select_related("producer")


def _drafts() -> QuerySet[Draft]:
    return Draft.objects.select_related("producer", "model_line__producer", "version")


@require_POST
@requires(can_file, _organisations)
def start(request: HttpRequest, producer: Organisation) -> HttpResponse:
    draft = draft_start(producer=producer, by=signed_in(request), at=timezone.now())
    return _onward(draft)


@require_POST
@requires(can_change_line, _lines)
def change(request: HttpRequest, line: ModelLine) -> HttpResponse:
    return _onward(draft_change(line=line, by=signed_in(request), at=timezone.now()))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(can_write_draft, _drafts)
def summary(request: HttpRequest, draft: Draft) -> HttpResponse:
    if draft.version is not None:
        return redirect("filings:version", draft.version.public_id)
    told = summary_of(draft)
    form = ConfirmForm(request.POST if request.method == "POST" else None, findings=len(told.findings))
    if request.method == "POST" and form.is_valid():
        try:
            version = draft_submit(draft=draft, by=signed_in(request), at=timezone.now())
        except ValidationError as refused:
            for message in refused.messages:
                form.add_error(None, message)
        else:
            values = {"line": version.model_line, "number": version.number}
            messages.success(request, _("%(line)s的第%(number)d版已经备案。") % values)
            return redirect("filings:version", version.public_id)
    return render(request, "filings/summary.html", {"draft": draft, "told": told, "form": form})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(can_write_draft, _drafts)
def discard(request: HttpRequest, draft: Draft) -> HttpResponse:
    if draft.version is not None:
        return redirect("filings:version", draft.version.public_id)
    if request.method == "POST":
        draft_discard(draft=draft, by=signed_in(request))
        messages.success(request, _("草稿已经删除。"))
        return redirect("filings:producer", draft.producer.public_id)
    return render(request, "filings/discard.html", {"draft": draft})


def page_of(step: Step) -> Callable[..., HttpResponseBase]:
    """The view of one step. Uploads are cut off at the limit, so their token is checked once the handlers stand."""

    @csrf_exempt
    @never_cache
    @require_http_methods(["GET", "HEAD", "POST"])
    @requires(can_write_draft, _drafts)
    def page(request: HttpRequest, draft: Draft) -> HttpResponseBase:
        most = settings.EVIDENCE_LIMITS["pdf"]
        request.upload_handlers = [LimitedUpload(request, most=most), TemporaryFileUploadHandler(request)]
        return answered(request, draft)

    @csrf_protect
    def answered(request: HttpRequest, draft: Draft) -> HttpResponse:
        if draft.version is not None or step not in steps_of(draft):
            return redirect("filings:draft", draft.public_id)
        form = step.form(draft, *([request.POST, request.FILES] if request.method == "POST" else []))
        if request.method == "POST" and form.is_valid() and not _too_large(request, form):
            told = draft_answer(
                draft=draft, step=step.name, answers=form.answers(), by=signed_in(request), at=timezone.now()
            )
            return redirect(f"filings:step_{step.name}", draft.public_id) if "more" in request.POST else _onward(told)
        steps = steps_of(draft)
        context = {"draft": draft, "step": step, "form": form, "place": steps.index(step) + 1, "places": len(steps)}
        return render(request, form.template, context)

    return page


PAGES = {step.name: page_of(step) for step in STEPS}


def _onward(draft: Draft) -> HttpResponse:
    """To what is not answered yet, else to the summary."""
    step = first_unanswered(draft)
    name = f"filings:step_{step.name}" if step else "filings:draft"
    return redirect(name, draft.public_id)


def _too_large(request: HttpRequest, form: StepForm) -> bool:
    for handler in request.upload_handlers:
        if isinstance(handler, LimitedUpload) and handler.too_large:
            form.add_error(None, why(Refusal.TOO_LARGE))
    return bool(form.errors)
