"""The other routes of a dispute: what each needs and by when; which was taken, and how it went on."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from claims.cases.forms.routes import BeginForm, ProgressForm
from claims.cases.models import Claim, OutsideRoute
from claims.cases.pages.routes import route_cards, taken_rows
from claims.cases.pages.shown import Shown
from claims.cases.permissions import can_see_claim
from claims.cases.services.acting import Doing
from claims.cases.services.routes import Begun, Progress, can_record_route, route_begin, route_update
from claims.cases.views.access import claims, posted
from sanbao.accounts.access import requires, signed_in
from sanbao.accounts.forms import add_errors
from sanbao.accounts.models import User

PROGRESS = ("number", "accepted_on", "ended_on", "result")


@never_cache
@require_safe
@requires(can_see_claim, claims)
def routes(request: HttpRequest, claim: Claim) -> HttpResponse:
    it = Shown(claim, signed_in(request), timezone.now())
    context: dict[str, Any] = {
        "it": it,
        "claim": claim,
        "cards": route_cards(claim, timezone.localdate(it.now)) if hasattr(claim, "demand") else [],
        "taken": taken_rows(claim),
        "records": can_record_route(it.person, claim),
    }
    return render(request, "cases/routes.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(can_record_route, claims)
def begin(request: HttpRequest, claim: Claim) -> HttpResponse:
    now, today = timezone.now(), timezone.localdate()
    known = {card.code: card.name for card in route_cards(claim, today) if card.is_outside}
    form = BeginForm(list(known.items()), today, posted(request), initial={"route": request.GET.get("route")})
    if request.method == "POST" and form.is_valid():
        told = dict(form.cleaned_data)
        doing = Doing(by=signed_in(request), at=now, key=told.pop("key"))
        try:
            route_begin(claim=claim, begun=Begun(**told), known=frozenset(known), doing=doing)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("已经记下。有了进展，请在这里继续登记。"))
            return redirect("cases:routes", claim.public_id)
    return render(request, "cases/route_form.html", {"claim": claim, "form": form, "title": _("登记走了哪条途径")})


def taken() -> QuerySet[OutsideRoute]:
    return OutsideRoute.objects.select_related("claim__vehicle__sale", "claim__respondent", "claim__body")


def can_follow(user: User, route: OutsideRoute) -> bool:
    return can_record_route(user, route.claim)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(can_follow, taken)
def follow(request: HttpRequest, route: OutsideRoute) -> HttpResponse:
    claim = route.claim
    form = ProgressForm(posted(request), initial={name: getattr(route, name) for name in PROGRESS})
    if request.method == "POST" and form.is_valid():
        told = dict(form.cleaned_data)
        doing = Doing(by=signed_in(request), at=timezone.now(), key=told.pop("key"))
        try:
            route_update(route=route, progress=Progress(**told), doing=doing)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("已经记下。"))
            return redirect("cases:routes", claim.public_id)
    title = _("{name}的进展").format(name=route.body_name)
    return render(request, "cases/route_form.html", {"claim": claim, "form": form, "title": title})
