"""A respondent without an account: the consumer records when the demand arrived and what was answered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from claims.cases.codes import Kind, State
from claims.cases.forms.asking import AnsweredForm, ReceiptForm
from claims.cases.kinds import KINDS
from claims.cases.models import Claim
from claims.cases.pages.shown import Shown
from claims.cases.permissions import can_see_claim
from claims.cases.regulation import regulation_of
from claims.cases.services.acting import Doing
from claims.cases.services.answering import Grant, Reason, Refusal, claim_grant, claim_refuse
from claims.cases.services.submitting import receipt_record
from claims.cases.views.access import claims, posted
from claims.cases.words import article_of_rule
from sanbao.accounts.access import requires, signed_in
from sanbao.accounts.forms import add_errors

RECORDED_BY_CONSUMER = gettext_lazy("对方没有使用本网站，由消费者登记")


def may_record_receipt(shown: Shown) -> bool:
    claim = shown.claim
    return claim.state == State.SUBMITTED and shown.is_consumer and claim.demand.received_on is None


def may_record_answer(shown: Shown) -> bool:
    claim = shown.claim
    return claim.state in (State.SUBMITTED, State.DISPUTED) and shown.is_consumer and claim.respondent_id is None


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(can_see_claim, claims)
def receipt(request: HttpRequest, claim: Claim) -> HttpResponse:
    it = Shown(claim, signed_in(request), timezone.now())
    if not it.is_consumer:
        raise PermissionDenied
    form = ReceiptForm(posted(request), initial={"lock": claim.lock})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        doing = Doing(by=it.person, at=it.now, key=told["key"], lock=told["lock"])
        try:
            receipt_record(claim=claim, received_on=told["received_on"], words=told["words"], doing=doing)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("已经登记，从这一天起算答复的期限。"))
            return redirect(claim)
    elif request.method != "POST" and not may_record_receipt(it):
        return redirect(claim)
    return render(request, "cases/receipt.html", {"claim": claim, "form": form})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(can_see_claim, claims)
def answered(request: HttpRequest, claim: Claim) -> HttpResponse:
    it = Shown(claim, signed_in(request), timezone.now())
    if not (it.is_consumer and claim.respondent_id is None):
        raise PermissionDenied
    initial = {"lock": claim.lock}
    is_car = claim.kind == Kind.VEHICLE_REPLACEMENT
    form = AnsweredForm(_rules(claim), posted(request), initial=initial, offers_car=is_car)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        doing = Doing(by=it.person, at=it.now, key=told["key"], lock=told["lock"])
        try:
            _record(claim, told, doing)
        except ValidationError as error:
            add_errors(form, _at_our_fields(error))
        else:
            messages.success(request, _("已经登记对方的答复。"))
            return redirect(claim)
    elif request.method != "POST" and not may_record_answer(it):
        return redirect(claim)
    return render(request, "cases/answered.html", {"claim": claim, "form": form})


def _rules(claim: Claim) -> list[tuple[str, str]]:
    """The articles on which what is asked rests."""
    regulation = regulation_of(claim)
    lang = "en" if get_language() == "en" else "zh"
    rules = [f"{regulation}/{article}" for article in KINDS[claim.kind].articles.get(regulation or "", ())]
    return [(rule, article_of_rule(rule, lang)) for rule in rules]


def _record(claim: Claim, told: Mapping[str, Any], doing: Doing) -> Claim:
    """What the other side said counts from the day on which it said so."""
    if told["answer"] == "grant":
        grant = Grant(
            remedy=claim.about.remedy,
            fulfil_on=told["fulfil_on"],
            vehicle_offered=told.get("vehicle_offered", ""),
            words=told["words"],
        )
        return claim_grant(claim=claim, grant=grant, doing=doing, replied_on=told["replied_on"])
    with translation.override("zh-hans"):  # kept in the record, whatever language the page is read in
        because = str(RECORDED_BY_CONSUMER)
    reason = Reason(fact_words=told["reason"], rule=told.get("rule", ""), no_evidence_because=because)
    refusal = Refusal(reasons=[reason], words=told["words"], replied_on=told["replied_on"])
    return claim_refuse(claim=claim, refusal=refusal, doing=doing)


def _at_our_fields(error: ValidationError) -> ValidationError:
    """The service speaks of reasons by their parts, the form of one reason."""
    if not hasattr(error, "error_dict"):
        return error
    names = {"fact_words": "reason", "remedy": "answer"}
    return ValidationError({names.get(name, name): faults for name, faults in error.error_dict.items()})
