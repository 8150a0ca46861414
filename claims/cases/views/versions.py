"""Two versions of a claim side by side; a side states a fact, or takes what the other says."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from claims.cases.disputes import agreeing_as, stating_as
from claims.cases.forms.value import Telling, facts_to_tell, may_be_told, value_field
from claims.cases.forms.versions import AgreeForm, StateForm
from claims.cases.models import Claim, Side
from claims.cases.pages.differing import Differing
from claims.cases.pages.follows import impossible_says, own_answer, remedy_asked, whole_answer
from claims.cases.pages.shown import Shown
from claims.cases.permissions import can_see_claim
from claims.cases.services.acting import Doing
from claims.cases.services.agreeing import agreeable, fact_agree, version_state
from claims.cases.sides import written
from claims.cases.versions.combining import MOST_COMBINED
from claims.cases.views.access import claims, posted
from claims.workshop.parts import parts_of
from documents.evidence.models import Evidence
from documents.evidence.subjects import subject_of
from sanbao.accounts.access import requires, signed_in
from sanbao.accounts.forms import add_errors
from sanbao.law.errors import FactsError

NUMBERED = ("visits/", "exemptions/")


@never_cache
@require_safe
@requires(can_see_claim, claims)
def versions(request: HttpRequest, claim: Claim) -> HttpResponse:
    it = _shown(request, claim)
    differing = Differing.of(it)
    context: dict[str, Any] = {"it": it, "claim": claim, "differing": differing}
    if differing is not None:
        try:
            context |= _summary(it, differing)
        except FactsError:
            context["is_impossible"] = True
    return render(request, "cases/versions.html", context)


def _summary(it: Shown, differing: Differing) -> dict[str, Any]:
    outlook, matter, remedy = differing.sides.outlook, differing.matter, remedy_asked(it.claim)
    answers = {Side.CONSUMER.label: outlook.consumer, Side.BUSINESS.label: outlook.business}
    return {
        "whole": whole_answer(matter, outlook, remedy) if remedy else "",
        "own": [(who, own_answer(matter, one, remedy)) for who, one in answers.items()] if remedy else [],
        "notes": impossible_says(outlook),
        "count": len(outlook.comparison.differences),
        "most": MOST_COMBINED,
        "states": stating_as(it.parties, it.claim),
    }


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(can_see_claim, claims)
def state(request: HttpRequest, claim: Claim) -> HttpResponse:
    """Without a fact: which one? (`of`: the visit it is about.) With one: what the side says of it, and why."""
    it = _shown(request, claim)
    side, differing = _side(request, stating_as(it.parties, claim)), Differing.of(it)
    if side is None or differing is None:
        return redirect("cases:versions", claim.public_id)
    fact = request.GET.get("fact", "")
    if not fact:
        context = _which(it, differing, side, request.GET.get("of", ""))
        return render(request, "cases/versions_which.html", context)
    if not may_be_told(fact) or fact in differing.sides.settled:
        return redirect("cases:versions", claim.public_id)
    return _state(request, differing, side, fact)


def _which(it: Shown, differing: Differing, side: Side, of: str) -> dict[str, Any]:
    """First the places that facts are about; of the one that was chosen, its facts with what stands in the record."""
    sides, words = differing.sides, differing.words
    places: dict[str, list[str]] = {}
    for fact in facts_to_tell(sides.document):
        if fact not in sides.settled:
            places.setdefault("/".join(fact.split("/")[: 2 if fact.startswith(NUMBERED) else 1]), []).append(fact)
    facts = places.get(of, [])
    return {
        "it": it,
        "claim": it.claim,
        "side": side,
        "places": [(place, words.head(facts[0])) for place, facts in places.items()],
        "about": words.head(facts[0]) if facts else "",
        "rows": [(fact, words.within(fact), words.value(fact, sides.recorded(fact))) for fact in facts],
    }


def _state(request: HttpRequest, differing: Differing, side: Side, fact: str) -> HttpResponse:
    it, sides, words = differing.shown, differing.sides, differing.words
    claim, other = it.claim, Side.BUSINESS if side == Side.CONSUMER else Side.CONSUMER
    try:
        others, mine = sides.value(other, fact), sides.value(side, fact)
    except (FactsError, LookupError):
        raise Http404 from None
    told = sides.stated[side].get(fact)
    telling = Telling(words, it.now, parts_of(claim.vehicle).parts, sides.recorded(fact), others)
    value = value_field(fact, mine, telling)
    form = StateForm(value, _evidence(claim), posted(request), initial={"words": told.words if told else ""})
    if request.method == "POST" and form.is_valid():
        try:
            version_state(
                claim=claim,
                side=side,
                fact=fact,
                value=form.told,
                words=form.cleaned_data["words"],
                evidence=form.cleaned_data.get("evidence", ()),
                doing=Doing(by=it.person, at=it.now, key=form.cleaned_data["key"]),
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("已经记下这个说法，对方看得到。"))
            return redirect("cases:versions", claim.public_id)
    context = {
        "claim": claim,
        "form": form,
        "label": words.label(fact),
        "recorded": words.value(fact, sides.recorded(fact)),
        "others": words.value(fact, others),
        "other": other.label,
    }
    return render(request, "cases/versions_state.html", context)


def _evidence(claim: Claim) -> list[tuple[str, str]]:
    """What has been added to the claim: both sides see it."""
    if subject_of(claim.ledger_subject) is None:
        return []
    rows = Evidence.objects.filter(subject=claim.ledger_subject).order_by("added_at", "id")
    return [(str(one.public_id), one.title) for one in rows]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(can_see_claim, claims)
def agree(request: HttpRequest, claim: Claim) -> HttpResponse:
    it = _shown(request, claim)
    side, differing = _side(request, agreeing_as(it.parties, claim)), Differing.of(it)
    fact = request.GET.get("fact", "")
    if side is None or differing is None:
        return redirect("cases:versions", claim.public_id)
    form = AgreeForm(posted(request))
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            doing = Doing(by=it.person, at=it.now, key=told["key"])
            fact_agree(claim=claim, side=side, fact=fact, value=told["value"], doing=doing)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("双方对这一项已经一致。"))
            return redirect("cases:versions", claim.public_id)
    elif request.method != "POST" and not agreeable(differing.sides, side, fact):
        return redirect("cases:versions", claim.public_id)
    return render(request, "cases/versions_agree.html", _agreeing(differing, side, fact, form))


def _agreeing(differing: Differing, side: Side, fact: str, form: AgreeForm) -> dict[str, Any]:
    """Sent too late, it is shown with what the other says now, to be pressed again."""
    sides, words = differing.sides, differing.words
    other = Side.BUSINESS if side == Side.CONSUMER else Side.CONSUMER
    value = sides.value(other, fact)
    shown = AgreeForm(initial={"value": written(value)})
    return {
        "claim": differing.shown.claim,
        "errors": form.errors.values() if form.is_bound else (),
        "form": shown,
        "label": words.label(fact),
        "others": words.value(fact, value),
        "mine": words.value(fact, sides.value(side, fact)),
        "still": agreeable(sides, side, fact),
    }


def _shown(request: HttpRequest, claim: Claim) -> Shown:
    return Shown(claim, signed_in(request), timezone.now())


def _side(request: HttpRequest, allowed: list[Side]) -> Side | None:
    """The side that is named, as far as it is his; else his own."""
    named = request.GET.get("side", "")
    return next((side for side in allowed if side.value == named), allowed[0] if allowed else None)
