"""The page of a claim, which all its parties share, and the pages of its plain steps."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from claims.cases.models import Claim
from claims.cases.pages import registry
from claims.cases.pages.shown import Shown
from claims.cases.pages.steps import BareForm, open_steps, step_actions
from claims.cases.pages.story import story
from claims.cases.permissions import can_see_claim, parties_of
from claims.cases.services.acting import Doing
from claims.cases.views.access import claims, claims_seen_by, posted
from sanbao.accounts.access import refuse, requires, signed_in
from sanbao.accounts.forms import add_errors
from sanbao.accounts.held import held_by


@never_cache
@login_required
@require_safe
def claim(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Read and permitted in one query, with the roles that the navigation has read: the page asks many others."""
    person = signed_in(request)
    found = claims_seen_by(person).filter(public_id=public_id).first()
    if found is None:
        refuse(request, exists=None)
    parties_of(person, found, held_by(request))
    it = Shown(found, person, timezone.now())
    parts = registry.parts(it)
    context = {
        "it": it,
        "actions": sorted([*registry.actions(it), *step_actions(it)], key=lambda action: action.quiet),
        "main": [part for part in parts if not part.aside],
        "aside": [part for part in parts if part.aside],
        "story": story(it),
    }
    return render(request, "cases/claim.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, public_id: UUID, name: str) -> HttpResponseBase:
    """What follows is said first; pressing again, or going back and pressing, does nothing twice."""
    return requires(can_see_claim, claims)(lambda request, found: _step(request, found, name))(request, public_id)


def _step(request: HttpRequest, claim: Claim, name: str) -> HttpResponse:
    it, page = Shown(claim, signed_in(request), timezone.now()), registry.step_pages().get(name)
    if page is None:
        raise Http404
    form_class = page.form(it) if page.form else BareForm
    form = form_class(posted(request), initial={"lock": claim.lock})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            doing = Doing(by=it.person, at=it.now, key=told["key"], lock=told["lock"])
            page.take(claim, told, doing)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("已经办好这一步。"))
            return redirect(claim)
    elif request.method != "POST" and name not in dict(open_steps(it)):
        return redirect(claim)
    context = {"it": it, "claim": claim, "form": form, "page": page, "says": page.says(it)}
    return render(request, "cases/step.html", context)
