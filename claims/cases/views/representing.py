"""Somebody acts for the consumer: named by him, or offered by the other one and confirmed by him."""

from __future__ import annotations

from uuid import uuid4

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from claims.cases.codes import State
from claims.cases.forms.asking import OfferForm, PhoneForm
from claims.cases.models import Claim, RepresentationOffer
from claims.cases.papers.authorising import authorisation_issue, authorisation_of
from claims.cases.permissions import can_see_claim
from claims.cases.services.acting import Doing
from claims.cases.services.entering import representation_answer, representation_offer, representative_name
from claims.cases.services.opening import representative_put
from claims.cases.views.access import claims, posted
from claims.vehicles.permissions import is_owner
from claims.vehicles.selectors import vehicle_by_vin
from sanbao.accounts.access import requires, signed_in
from sanbao.accounts.forms import add_errors
from sanbao.accounts.models import User


def can_name_representative(user: User, claim: Claim) -> bool:
    """The consumer himself, as long as the claim is not ended."""
    return user.is_active and claim.consumer_id == user.pk and claim.state not in (State.WITHDRAWN, State.CLOSED)


def can_answer_offer(user: User, offer: RepresentationOffer) -> bool:
    return is_owner(user, offer.vehicle)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(can_see_claim, lambda: claims().select_related("representative"))
def representative(request: HttpRequest, claim: Claim) -> HttpResponse:
    person = signed_in(request)
    if not can_name_representative(person, claim):
        raise PermissionDenied
    doing = Doing(by=person, at=timezone.now(), key=uuid4())
    if request.method == "POST" and "revoke" in request.POST:
        representative_put(claim=claim, representative=None, doing=doing)
        messages.success(request, _("已经收回委托，他不能再看、再办这份请求。"))
        return redirect(claim)
    if request.method == "POST" and "paper" in request.POST:
        return _authorised(claim, doing)
    form = PhoneForm(posted(request))
    if request.method == "POST" and form.is_valid():
        if not ratelimit.consume(request, action="representative", user=person):
            form.add_error("phone", _("试得太多了，请过一个小时再试。"))
        else:
            try:
                with transaction.atomic():
                    named = representative_name(claim=claim, phone=form.cleaned_data["phone"], doing=doing)
                    authorisation_issue(claim=named, doing=doing)
            except ValidationError as error:
                add_errors(form, error)
            else:
                messages.success(request, _("已经委托，他现在能看、能办这份请求。随时可以收回。"))
                return redirect(claim)
    context = {"claim": claim, "form": form, "paper": authorisation_of(claim)}
    return render(request, "cases/representative.html", context)


def _authorised(claim: Claim, doing: Doing) -> HttpResponse:
    """To the paper, which may have been there already."""
    paper = authorisation_issue(claim=claim, doing=doing)
    return redirect("papers:paper", paper.public_id) if paper else redirect("cases:representative", claim.public_id)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def offer(request: HttpRequest) -> HttpResponse:
    """The answer is the same whether the car is known here or not."""
    person = signed_in(request)
    form = OfferForm(posted(request))
    if request.method == "POST" and form.is_valid():
        if not ratelimit.consume(request, action="representative", user=person):
            form.add_error("vin", _("试得太多了，请过一个小时再试。"))
        else:
            vehicle = vehicle_by_vin(form.cleaned_data["vin"])
            if vehicle is not None:
                words = form.cleaned_data["words"]
                representation_offer(vehicle=vehicle, words=words, by=person, at=timezone.now())
            messages.success(request, _("已经告诉车主。车登记过、车主同意的，这份请求会出现在您的页面上。"))
            return redirect("cases:mine")
    return render(request, "cases/offer.html", {"form": form})


def _offers() -> QuerySet[RepresentationOffer]:
    return RepresentationOffer.objects.select_related("vehicle", "offered_by", "claim")


@never_cache
@require_POST
@requires(can_answer_offer, _offers)
def answer(request: HttpRequest, offer: RepresentationOffer) -> HttpResponse:
    accepts = request.POST.get("answer") == "yes"
    representation_answer(offer=offer, accepts=accepts, by=signed_in(request), at=timezone.now())
    messages.success(
        request, _("已经同意，他可以代您写这份请求；随时可以收回。") if accepts else _("已经拒绝，他看不到您的车。")
    )
    return redirect("cases:mine")
