"""The seller says what he has done; the owner confirms or contests, or has his money back where there is no car."""

from __future__ import annotations

from functools import partial
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from claims.cases.codes import Party, State
from claims.cases.figures import figures_of
from claims.cases.forms.fulfilling import ContestForm, KeyForm
from claims.cases.models import Claim, Fulfilment
from claims.cases.pages.asking_done import DoneForms
from claims.cases.pages.done import money_lines, shown_of
from claims.cases.pages.shown import Shown
from claims.cases.permissions import can_see_claim, parties_of
from claims.cases.services import fulfilling
from claims.cases.services.acting import Doing
from claims.cases.services.certifying import certificate_make
from claims.cases.services.done import WHOLE_CAR
from claims.cases.views.access import claims, posted
from claims.vehicles.views.asking import attempt
from documents.papers.checking import ContextError
from sanbao.accounts.access import requires, signed_in
from sanbao.accounts.models import User


def can_fulfil(user: User, claim: Claim) -> bool:
    """The respondent's people see whatever was submitted; who records for one without an account is asked himself."""
    if Party.BUSINESS not in parties_of(user, claim):
        return False
    return claim.submitted_at is not None if claim.respondent_id else can_see_claim(user, claim)


def can_confirm(user: User, claim: Claim) -> bool:
    return can_see_claim(user, claim) and Party.CONSUMER in parties_of(user, claim)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(can_fulfil, claims)
def fulfil(request: HttpRequest, claim: Claim) -> HttpResponse:
    it, data = Shown(claim, signed_in(request), timezone.now()), posted(request)
    if data is None and (claim.state != State.FULFILLING or fulfilling.waiting_of(claim)):
        return redirect(claim)
    form, asked = KeyForm(data, initial={"lock": claim.lock}), DoneForms(it, data)
    if data is not None and _all_valid(form, asked) and _say(it, form, asked):
        messages.success(request, _("已经登记。消费者会收到通知，请他确认。"))
        return redirect(claim)
    figures = figures_of(claim, it.now) if claim.remedy in WHOLE_CAR else None
    money = money_lines(claim, claim.remedy, figures) if figures else []
    return render(
        request, "cases/fulfil.html", {"it": it, "claim": claim, "form": form, "asked": asked, "money": money}
    )


def _all_valid(form: KeyForm, asked: DoneForms) -> bool:
    return asked.is_valid() and form.is_valid()


def _say(it: Shown, form: KeyForm, asked: DoneForms) -> bool:
    """Refused, the forms say why."""
    try:
        fulfilling.fulfilment_say(claim=it.claim, done=asked.done(), doing=_doing(it, form))
    except ContextError as refused:
        for problem in refused.problems:
            asked.add_error("", problem.says)
    except ValidationError as error:
        faults = error.error_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.error_list}
        for field, fault in faults.items():
            asked.add_error(field, fault)
    else:
        return True
    return False


def can_certify(user: User, row: Fulfilment) -> bool:
    return can_fulfil(user, row.claim)


def _fulfilments() -> QuerySet[Fulfilment]:
    return Fulfilment.objects.select_related("claim")


@never_cache
@require_POST
@requires(can_certify, _fulfilments)
def certify(request: HttpRequest, row: Fulfilment) -> HttpResponse:
    """The certificate that lacked a fact when it was said to be done."""
    doing = Doing(by=signed_in(request), at=timezone.now(), key=uuid4())
    try:
        paper = certificate_make(fulfilment=row, doing=doing)
    except ValidationError as error:
        for says in error.messages:
            messages.error(request, says)
    else:
        messages.success(request, _("证明{number}已经出具，正在生成PDF。").format(number=paper.number))
    return redirect(row.claim)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(can_confirm, claims)
def confirm(request: HttpRequest, claim: Claim) -> HttpResponse:
    """Two forms on one page: `contest` among what was sent says which."""
    it, data = Shown(claim, signed_in(request), timezone.now()), posted(request)
    if data is None and claim.state != State.FULFILLING:
        return redirect(claim)
    contests = data is not None and "contest" in data
    initial = {"lock": claim.lock}
    agree, contest = (
        KeyForm(None if contests else data, initial=initial),
        ContestForm(data if contests else None, initial=initial, auto_id="contest_%s"),
    )
    if data is not None and (_contest(it, contest) if contests else _confirm(it, agree)):
        messages.success(request, _("已经告诉经营者。") if contests else _("已经确认，这份请求结束了。"))
        return redirect(claim)
    told = shown_of(it)
    waits = told[0] if told and told[0].row.is_waiting else None
    context = {"it": it, "claim": claim, "agree": agree, "contest": contest, "one": waits}
    return render(request, "cases/confirm.html", context)


def _confirm(it: Shown, form: KeyForm) -> bool:
    if not form.is_valid():
        return False
    act = partial(fulfilling.fulfilment_confirm, claim=it.claim, doing=_doing(it, form))
    return attempt(form, act) is not None


def _contest(it: Shown, form: ContestForm) -> bool:
    if not form.is_valid():
        return False
    words = form.cleaned_data["words"]
    act = partial(fulfilling.fulfilment_contest, claim=it.claim, words=words, doing=_doing(it, form))
    return attempt(form, act) is not None


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(can_confirm, claims)
def turn(request: HttpRequest, claim: Claim) -> HttpResponse:
    it, data = Shown(claim, signed_in(request), timezone.now()), posted(request)
    claim.moment = it.now
    if data is None and not fulfilling.may_turn_into_return(claim):
        return redirect(claim)
    form = KeyForm(data, initial={"lock": claim.lock})
    if data is not None and form.is_valid():
        act = partial(fulfilling.replacement_turn_into_return, claim=claim, doing=_doing(it, form))
        if attempt(form, act) is not None:
            messages.success(request, _("已经改为退车，告诉了经营者。"))
            return redirect(claim)
    return render(request, "cases/turn.html", {"it": it, "claim": claim, "form": form})


def _doing(it: Shown, form: KeyForm) -> Doing:
    told = form.cleaned_data
    return Doing(by=it.person, at=it.now, key=told["key"], lock=told["lock"])
