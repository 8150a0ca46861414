"""Asking page by page: begin, each page, the summary, and what it says once it is sent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid5

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from claims.cases.asking import route
from claims.cases.asking.draft import Draft, begun_says, drafts_about
from claims.cases.asking.page import Page
from claims.cases.asking.sending import next_says, summary_of
from claims.cases.codes import OPEN_STATES, Kind, State
from claims.cases.forms.asking import SendForm, StartForm
from claims.cases.models import Claim
from claims.cases.permissions import can_see_claim
from claims.cases.services.acting import Doing
from claims.cases.services.drafting import claim_send, further_open, item_drop, kind_put, page_answered
from claims.cases.services.opening import Respondent, claim_open
from claims.cases.status import status_of
from claims.cases.views.access import claims, posted
from claims.vehicles.models import Vehicle
from claims.vehicles.permissions import is_owner
from sanbao.accounts.access import requires, signed_in
from sanbao.accounts.forms import add_errors


def _cars() -> QuerySet[Vehicle]:
    return Vehicle.objects.select_related("model_line__producer", "sale__seller")


def _drafts() -> QuerySet[Claim]:
    return claims().select_related("asking")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(is_owner, _cars)
def ask(request: HttpRequest, vehicle: Vehicle) -> HttpResponse:
    """What goes on about this car already, and the way to ask for something new."""
    person, now = signed_in(request), timezone.now()
    form = StartForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            draft = claim_open(
                vehicle=vehicle,
                kind=Kind.FREE_REPAIR,
                respondent=Respondent(),
                by=person,
                at=now,
                key=form.cleaned_data["key"],
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            return redirect(route.first_open(Draft(draft, person, now)))
    begun = [(one, begun_says(one, now)) for one in drafts_about(vehicle, person)]
    running = Claim.objects.filter(vehicle=vehicle, consumer=person, state__in=OPEN_STATES).order_by("-submitted_at")
    context = {"vehicle": vehicle, "form": form, "begun": begun, "running": running}
    return render(request, "cases/asking_start.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def asking(request: HttpRequest, public_id: UUID, name: str, number: int = 0) -> HttpResponseBase:
    view = _summary if name == route.SUMMARY else _page
    return requires(can_see_claim, _drafts)(lambda request, found: view(request, found, name, number))(
        request, public_id
    )


def _page(request: HttpRequest, claim: Claim, name: str, number: int) -> HttpResponse:
    draft = Draft(claim, signed_in(request), timezone.now())
    if claim.state != State.DRAFT:
        return _sent_already(request, claim)
    page = route.page_of(draft, name, number)
    if page is None and name in route.MAIN_NAMES:  # what is asked for has changed, and with it what is asked
        return redirect(route.url_after(draft, name))
    if page is None:
        raise Http404
    form = page.form(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            onward = page.save(form)
            if not page.number:
                page_answered(claim=claim, name=name, by=draft.person)
        except ValidationError as error:
            add_errors(form, error)
        else:
            return redirect(onward or route.url_after(_again(draft), name))
    return render(request, page.template, _context(draft, page, form))


def _again(draft: Draft) -> Draft:
    """As it is now that the answer is written."""
    return Draft(_drafts().get(pk=draft.claim.pk), draft.person, draft.now)


def _context(draft: Draft, page: Page, form: Any) -> Mapping[str, Any]:
    number, among = route.place_of(draft, page)
    progress = _("第{number}步，共{all}步").format(number=number, all=among)
    return {
        "draft": draft,
        "claim": draft.claim,
        "page": page,
        "form": form,
        "progress": progress,
        "back": route.url_before(draft, page),
        **page.context(),
    }


def _sent_already(request: HttpRequest, claim: Claim) -> HttpResponse:
    """The back button after sending: what was asked stays as it was asked."""
    messages.info(request, _("这份请求已经提出，不能再改。要改要求的，可以撤回以后重新提出。"))
    return redirect(claim)


def _summary(request: HttpRequest, claim: Claim, _name: str, _number: int) -> HttpResponse:
    draft = Draft(claim, signed_in(request), timezone.now())
    form = SendForm(posted(request), initial={"lock": claim.lock})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        doing = Doing(by=draft.person, at=draft.now, key=told["key"], lock=told["lock"])
        try:
            claim_send(claim=claim, doing=doing)
        except ValidationError as error:
            add_errors(form, error)
        else:
            return redirect("cases:sent", claim.public_id)
    if claim.state != State.DRAFT:
        return _sent_already(request, claim)
    if not route.is_told(draft):
        return redirect(route.first_open(draft))
    return render(request, "cases/asking_summary.html", {"form": form, **summary_of(draft)})


@never_cache
@require_POST
@requires(can_see_claim, _drafts)
def add(request: HttpRequest, claim: Claim) -> HttpResponse:
    """One press: one more claim about the same trouble, or this one for more than it asked."""
    person, now = signed_in(request), timezone.now()
    if claim.state != State.DRAFT:
        return _sent_already(request, claim)
    kind = request.POST.get("kind", "")
    if kind not in Kind.values:
        raise Http404
    if request.POST.get("how") == "instead":
        kind_put(claim=claim, kind=Kind(kind), by=person)
        messages.success(request, _("已经改为要求{kind}。").format(kind=Kind(kind).label))
        return redirect("cases:asking", claim.public_id, "also", 0)
    ended = claim.further.filter(claim__kind=kind, claim__state=State.WITHDRAWN).count()
    key = uuid5(claim.public_id, f"{kind}/{ended}")
    further_open(claim=claim, kind=Kind(kind), by=person, at=now, key=key)
    messages.success(request, _("已经加上。发出这一份以后，接着发出那一份。"))
    return redirect("cases:asking", claim.public_id, "also", 0)


@never_cache
@require_POST
def drop(request: HttpRequest, public_id: UUID, number: int) -> HttpResponseBase:
    """What is wrong with this number is taken out of the draft again."""

    def view(request: HttpRequest, claim: Claim) -> HttpResponse:
        if claim.state != State.DRAFT:
            return _sent_already(request, claim)
        item_drop(claim=claim, number=number, by=signed_in(request), at=timezone.now())
        return redirect("cases:asking", claim.public_id, "problems", 0)

    return requires(can_see_claim, _drafts)(view)(request, public_id)


@never_cache
@require_safe
@requires(can_see_claim, _drafts)
def sent(request: HttpRequest, claim: Claim) -> HttpResponse:
    """The number, what the other side must do and by when, and what is still to be done."""
    draft = Draft(claim, signed_in(request), timezone.now())
    if claim.state == State.DRAFT:
        return redirect(route.first_open(draft))
    waiting = [one for one in draft.further if one.state == State.DRAFT]
    context = {
        "claim": claim,
        "status": status_of(claim, draft.parties, draft.now),
        "waiting": waiting,
        "next": next_says(draft),
    }
    return render(request, "cases/asking_sent.html", context)
