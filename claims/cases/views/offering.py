"""Offers: made, countered, accepted, declined, taken back; the settlement signed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from claims.cases.codes import Party
from claims.cases.forms.offering import DeclineForm, OfferForm
from claims.cases.models import Claim, Offer
from claims.cases.negotiating import likely_card, terms_card
from claims.cases.pages.shown import Shown
from claims.cases.pages.steps import BareForm
from claims.cases.permissions import can_see_claim, can_sign_settlement, parties_of
from claims.cases.services.acting import Doing
from claims.cases.services.offering import SIDES, offer_decline, offer_make, offer_withdraw, other_side
from claims.cases.services.settling import offer_accept, signatures_ask
from claims.cases.views.access import claims, posted
from claims.cases.views.acting import ActPage, Do, acted
from sanbao.accounts.access import requires, signed_in
from sanbao.accounts.models import User


def is_negotiating(user: User, claim: Claim) -> bool:
    """One of the two sides; whether an agreement is possible now the services say."""
    return bool(parties_of(user, claim) & set(SIDES)) and can_see_claim(user, claim)


def can_see_offer(user: User, offer: Offer) -> bool:
    return is_negotiating(user, offer.claim)


def offers() -> QuerySet[Offer]:
    return Offer.objects.prefetch_related(Prefetch("claim", claims()))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(is_negotiating, claims)
def offer(request: HttpRequest, claim: Claim) -> HttpResponse:
    return _make(request, claim, None)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(can_see_offer, offers)
def counter(request: HttpRequest, offer: Offer) -> HttpResponse:
    return _make(request, offer.claim, offer)


def _make(request: HttpRequest, claim: Claim, answers: Offer | None) -> HttpResponse:
    it = Shown(claim, signed_in(request), timezone.now())
    sides = [side for side in SIDES if side in it.parties and (answers is None or side != answers.side)]
    if not sides:
        raise PermissionDenied
    initial = OfferForm.initial_of(claim, timezone.localdate(it.now), answers)
    form = OfferForm(posted(request), claim=claim, sides=sides, initial=initial)
    beside = [one for one in (terms_card(answers, it.now) if answers else None, likely_card(it)) if one]
    page = ActPage(
        title=_("提出别的办法") if answers else _("和解提议"),
        says=[_("对方接受以后，双方在协议上签字才算数。提议不影响答复的期限，也不等于承认对方的说法。")],
        button=_("发出提议"),
        done=_("提议已经发出，对方看得到。"),
        beside=beside,
    )
    return acted(
        request,
        it,
        page,
        form,
        lambda told, doing: offer_make(
            claim=claim, side=Party(told.get("side") or sides[0]), terms=form.terms(), doing=doing, answers=answers
        ),
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(can_see_offer, offers)
def accept(request: HttpRequest, offer: Offer) -> HttpResponse:
    page = ActPage(
        title=_("接受提议"),
        says=[_("接受以后，双方在协议上签字；按时签好，就按协议办。")],
        button=_("接受"),
        done=_("已经谈妥，请双方在协议上签字。"),
    )

    def do(_told: dict[str, Any], doing: Doing) -> None:
        offer_accept(offer=offer, doing=doing)

    return _answered(request, offer, other_side(offer.side), page, BareForm, do)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(can_see_offer, offers)
def decline(request: HttpRequest, offer: Offer) -> HttpResponse:
    page = ActPage(title=_("不接受提议"), button=_("不接受"), done=_("已经告诉对方。"))

    def do(told: dict[str, Any], doing: Doing) -> None:
        offer_decline(offer=offer, words=told["words"], doing=doing)

    return _answered(request, offer, other_side(offer.side), page, DeclineForm, do)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(can_see_offer, offers)
def take_back(request: HttpRequest, offer: Offer) -> HttpResponse:
    page = ActPage(title=_("收回提议"), button=_("收回"), done=_("提议已经收回。"), danger=True)

    def do(_told: dict[str, Any], doing: Doing) -> None:
        offer_withdraw(offer=offer, doing=doing)

    return _answered(request, offer, Party(offer.side), page, BareForm, do)


def _answered(
    request: HttpRequest, offer: Offer, side: Party, page: ActPage, form_class: type[BareForm], do: Do
) -> HttpResponse:
    it = Shown(offer.claim, signed_in(request), timezone.now())
    if side not in it.parties:
        raise Http404
    helps = likely_card(it) if side != offer.side else None
    shown = replace(page, beside=[one for one in (terms_card(offer, it.now), helps) if one])
    return acted(request, it, shown, form_class(posted(request), initial={"lock": offer.claim.lock}), do)


@require_POST
@requires(can_sign_settlement, claims)
def sign(request: HttpRequest, claim: Claim) -> HttpResponse:
    """Both are asked to sign, once; whoever pressed goes on to his own signature."""
    person = signed_in(request)
    settlement = claim.settlements.select_related("claim__ownership", "offer__made_by", "agreed_by").get(lapsed_at=None)
    asked = signatures_ask(settlement=settlement, by=person, at=timezone.now())
    own = [one for one in asked if one.user_id == person.pk and one.state == one.State.OPEN]
    return redirect("signatures:sign", own[0].public_id) if own else redirect(claim)
