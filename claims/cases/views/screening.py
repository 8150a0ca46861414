"""A clerk's disputes, what touches safety first; and the page on which he takes one, or says why not."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from claims.cases.disputes import can_screen, disputes_of
from claims.cases.eligibility import hints
from claims.cases.entries import enters_for_others
from claims.cases.forms.screening import ScreeningForm
from claims.cases.models import Claim
from claims.cases.pages.differing import Differing
from claims.cases.pages.dispute import waits_for_screening
from claims.cases.pages.shown import Shown
from claims.cases.services.acting import Doing
from claims.cases.services.screening import dispute_accept, dispute_turn_away
from claims.cases.views.access import claims, posted
from sanbao.accounts.access import refuse, requires, signed_in
from sanbao.accounts.forms import add_errors
from sanbao.web.components import Pagination

A_PAGE = 30


@never_cache
@require_safe
@login_required
def disputes(request: HttpRequest) -> HttpResponse:
    if not enters_for_others(request):
        refuse(request, exists=None)
    person = signed_in(request)
    page = Paginator(disputes_of(person), A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "pagination": Pagination.of(page, request), "today": timezone.localdate()}
    return render(request, "cases/disputes.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(can_screen, claims)
def screen(request: HttpRequest, claim: Claim) -> HttpResponse:
    it = Shown(claim, signed_in(request), timezone.now())
    form = ScreeningForm(posted(request), initial={"lock": claim.lock})
    if request.method == "POST" and form.is_valid():
        try:
            _decide(it, form)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("已经记下，双方看得到。"))
            return redirect(claim)
    elif request.method != "POST" and not waits_for_screening(it):
        return redirect(claim)
    context = {"it": it, "claim": claim, "form": form, "hints": hints(it), "differing": Differing.of(it)}
    return render(request, "cases/screen.html", context)


def _decide(it: Shown, form: ScreeningForm) -> Claim:
    told = form.cleaned_data
    doing = Doing(by=it.person, at=it.now, key=told["key"], lock=told["lock"])
    if form.is_taken:
        return dispute_accept(claim=it.claim, words=told["words"], doing=doing)
    return dispute_turn_away(claim=it.claim, reason=told["reason"], words=told["words"], doing=doing)
