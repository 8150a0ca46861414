"""A seller asks the producer for what he has borne; the producer's people see what was sent to them, and answer."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from claims.cases.codes import Remedy
from claims.cases.forms.fulfilling import FEN_IN_A_YUAN, fen_of
from claims.cases.forms.recourse import AnswerForm, RecourseForm, title_of
from claims.cases.models import Claim, RecourseRequest
from claims.cases.pages.recourse import papers_of
from claims.cases.papers.certifying import pack_key
from claims.cases.recourse_permissions import (
    can_answer_recourse,
    can_ask_recourse,
    can_see_recourse,
    producer_of,
    recourses_visible_to,
)
from claims.cases.services.acting import Doing
from claims.cases.services.recourse import Answered, Asked, recourse_answer, recourse_send
from claims.cases.views.access import claims, posted
from claims.repairs.selectors import visits_of
from claims.vehicles.views.asking import attempt
from documents.issuing.models import Paper
from sanbao.accounts.access import requires, signed_in

MOST_LISTED = 50


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(can_ask_recourse, claims)
def ask(request: HttpRequest, claim: Claim) -> HttpResponse:
    data, by, now = posted(request), signed_in(request), timezone.now()
    if data is None and claim.recourses.filter(answered_at=None).exists():
        return redirect(claim)
    form = RecourseForm(papers_of(claim), data, initial=_known(claim))
    if data is not None and form.is_valid():
        asked = Asked(words=form.cleaned_data["words"], costs=form.costs(), papers=form.chosen())
        doing = Doing(by=by, at=now, key=form.cleaned_data["key"])
        made = attempt(form, partial(recourse_send, claim=claim, asked=asked, doing=doing))
        if made is not None:
            messages.success(request, _("已经发给生产者。"))
            return redirect("cases:recourse_request", made.public_id)
    context = {"claim": claim, "form": form, "producer": producer_of(claim), "visits": visits_of(claim.vehicle)}
    return render(request, "cases/recourse.html", context)


def _known(claim: Claim) -> dict[str, object]:
    """What was paid stands already with what was done."""
    row = claim.fulfilments.filter(contested_at=None).order_by("-number").first()
    if row is None or row.paid_fen is None or row.paid_fen <= 0:
        return {}
    field = {Remedy.VEHICLE_RETURN: "refund", Remedy.LOANER_OR_TRANSPORT: "loaner", Remedy.MONEY: "repair"}
    return {field.get(Remedy(row.remedy), "losses"): f"{row.paid_fen / FEN_IN_A_YUAN:.2f}"}


@never_cache
@require_safe
@login_required
def listed(request: HttpRequest) -> HttpResponse:
    """Those that wait first, then the latest."""
    rows = recourses_visible_to(signed_in(request)).select_related("claim__vehicle", "seller", "producer")
    shown = rows.prefetch_related("costs").order_by("-answered_at", "-sent_at", "-id")[:MOST_LISTED]
    return render(request, "cases/recourses.html", {"rows": sorted(shown, key=lambda one: one.answered_at is not None)})


def _requests() -> QuerySet[RecourseRequest]:
    related = ("claim__vehicle__model_line", "claim__demand", "seller", "producer")
    return RecourseRequest.objects.select_related(*related).prefetch_related("costs", "papers")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(can_see_recourse, _requests)
def request_page(request: HttpRequest, recourse: RecourseRequest) -> HttpResponse:
    by, data = signed_in(request), posted(request)
    form = AnswerForm(data)
    if data is not None and form.is_valid():
        told = form.cleaned_data
        answered = Answered(answer=told["answer"], amount_fen=fen_of(told["amount_yuan"]), words=told["words"])
        doing = Doing(by=by, at=timezone.now(), key=told["key"])
        if attempt(form, partial(recourse_answer, request=recourse, answered=answered, doing=doing)) is not None:
            messages.success(request, _("已经答复销售者。"))
            return redirect("cases:recourse_request", recourse.public_id)
    context = {
        "one": recourse,
        "form": form if can_answer_recourse(by, recourse) else None,
        "visits": visits_of(recourse.claim.vehicle),
        "done": recourse.claim.fulfilments.filter(contested_at=None).order_by("-number").first(),
        "papers": [(paper, title_of(paper)) for paper in recourse.papers.all()],
        "pack": Paper.objects.filter(request_key=pack_key(recourse), issuer=recourse.seller).first(),
    }
    return render(request, "cases/recourse_request.html", context)
