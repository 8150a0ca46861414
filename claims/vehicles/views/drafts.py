"""A sale entered page by page."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from claims.vehicles import steps
from claims.vehicles.forms import ReissueForm
from claims.vehicles.models import SaleDraft
from claims.vehicles.permissions import can_sell, can_use_draft
from claims.vehicles.services.selling import draft_answer, draft_complete
from claims.vehicles.views.asking import attempt, posted
from sanbao.accounts.access import requires, signed_in
from sanbao.accounts.models import Organisation


def _outlets() -> QuerySet[Organisation]:
    return Organisation.objects.select_related("parent")


def _drafts() -> QuerySet[SaleDraft]:
    return SaleDraft.objects.select_related("outlet", "sale")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(can_sell, _outlets)
def start(request: HttpRequest, outlet: Organisation) -> HttpResponse:
    """Read, the address leads back to the list."""
    if request.method != "POST":
        return redirect("vehicles:sales")
    draft = SaleDraft.objects.create(outlet=outlet, started_by=signed_in(request), changed_at=timezone.now())
    return redirect("vehicles:draft", draft.public_id)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(can_use_draft, _drafts)
def draft(request: HttpRequest, draft: SaleDraft) -> HttpResponse:
    """The next page that is asked, or the summary; from there the sale is registered, once."""
    if draft.sale is not None:
        return redirect("vehicles:sale", draft.sale.public_id)
    step = steps.next_step(draft.answers)
    if step is not None:
        return redirect(f"vehicles:draft_{step.name}", draft.public_id)
    form, told = ReissueForm(posted(request)), steps.told(draft.answers)
    if request.method == "POST" and form.is_valid():
        sale = attempt(
            form,
            lambda: draft_complete(
                draft=draft,
                identity=told.identity,
                invoice=told.invoice,
                buyer=told.buyer,
                by=signed_in(request),
                at=timezone.now(),
            ),
        )
        if sale is not None:
            messages.success(request, _("销售已经登记。接着办理交车。"))
            return redirect("vehicles:sale", sale.public_id)
    context = {"draft": draft, "form": form, "rows": steps.summary(draft.answers), "warnings": steps.warnings(draft)}
    return render(request, "vehicles/draft.html", context)


def step(name: str) -> Callable[[HttpRequest, UUID], HttpResponseBase]:
    """The view of one page; what it asks is kept before the next one comes."""
    asked = steps.BY_NAME[name]

    @never_cache
    @require_http_methods(["GET", "HEAD", "POST"])
    @requires(can_use_draft, _drafts)
    def view(request: HttpRequest, draft: SaleDraft) -> HttpResponse:
        if draft.sale is not None:
            return redirect("vehicles:sale", draft.sale.public_id)
        search = request.GET.get("q", "")[:50]
        form = steps.form_of(asked, draft, posted(request), search)
        if request.method == "POST" and form.is_valid():
            answers = steps.frozen(asked, form.cleaned_data)
            kept = attempt(
                form, lambda: draft_answer(draft=draft, answers=answers, by=signed_in(request), at=timezone.now())
            )
            if kept is not None:
                return redirect("vehicles:draft", draft.public_id)
        context = {
            "draft": draft,
            "form": form,
            "step": asked,
            "progress": steps.progress(asked, draft.answers),
            "search": search,
            "is_complete": steps.next_step(draft.answers) is None,
        }
        return render(request, "vehicles/step.html", context)

    return view
