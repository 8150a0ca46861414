"""Offers and the settlement on the page of a claim."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.cases.codes import Party, State
from claims.cases.models import Claim, Offer, Settlement
from claims.cases.pages.registry import Part, StepPage, add_actions, add_events, add_part, add_step_page
from claims.cases.pages.shown import Shown
from claims.cases.pages.steps import BareForm, body_form
from claims.cases.permissions import rule_of
from claims.cases.services.acting import Doing
from claims.cases.services.offering import SIDES, other_side
from claims.cases.services.settling import settlement_lapse, signable_for
from documents.signatures.component import signature_list
from sanbao.web import says
from sanbao.web.components import Action
from sanbao.web.components.timeline import TimelineEvent

_LAPSE = gettext_lazy("协议过了期限没有签好，回到争议：请争议处理机构看双方的说法，也可以重新谈。")


def add() -> None:
    add_part("settlement", 8, settlement)
    add_part("offers", 50, offers)
    add_actions("offer", actions)
    add_events("offers", events)
    add_step_page(
        "fall_through",
        StepPage(
            gettext_lazy("没有按时签字"),
            gettext_lazy("回到争议"),
            _fall_through,
            lambda _it: _LAPSE,
            form=lambda it: body_form(it) if it.is_consumer and it.claim.body_id is None else BareForm,
        ),
    )


@dataclass(frozen=True)
class ShownOffer:
    """`actions`: what this person may do with it now."""

    offer: Offer
    is_expired: bool
    actions: tuple[Action, ...]


def actions(shown: Shown) -> Iterator[Action]:
    if rule_of(shown.claim, "agree") is not None and shown.parties & set(SIDES):
        yield Action(_("和解提议"), reverse("cases:offer", args=[shown.claim.public_id]), quiet=True)


def offers(shown: Shown) -> Part | None:
    rows = shown.offers
    if not rows:
        return None
    made = [ShownOffer(one, one.is_expired(shown.now), tuple(_may(shown, one))) for one in reversed(rows)]
    return Part("cases/offers_part.html", {"offers": made})


def _may(shown: Shown, offer: Offer) -> Iterator[Action]:
    if offer.state != Offer.State.OPEN or rule_of(shown.claim, "agree") is None:
        return
    key = [offer.public_id]
    if other_side(offer.side) in shown.parties:
        if offer.is_open(shown.now):
            yield Action(_("接受"), reverse("cases:accept_offer", args=key))
            yield Action(_("不接受"), reverse("cases:decline_offer", args=key), quiet=True)
        yield Action(_("提出别的办法"), reverse("cases:counter_offer", args=key), quiet=True)
    if offer.side in shown.parties:
        yield Action(_("收回"), reverse("cases:withdraw_offer", args=key), quiet=True)


def settlement(shown: Shown) -> Part | None:
    """Until it is signed, or fell through: what to sign, and who has."""
    if shown.claim.state != State.SETTLED:
        return None
    row = Settlement.objects.filter(claim=shown.claim, lapsed_at=None).select_related("offer").first()
    if row is None:
        return None
    row.claim = shown.claim
    signatures = signature_list(signable_for(row), shown.person)
    context = {"settlement": row, "signatures": signatures, "signs": bool(shown.parties & set(SIDES))}
    return Part("cases/settlement_part.html", context)


def events(shown: Shown) -> Iterator[TimelineEvent]:
    for offer in shown.offers:
        side = Party(offer.side).label
        yield TimelineEvent(
            when=offer.made_at,
            shown_when=says.moment(offer.made_at),
            says=_("第{number}个提议：{remedy}").format(number=offer.number, remedy=offer.get_remedy_display()),
            who=str(side),
        )
        if offer.settled_at is not None and offer.state in (Offer.State.DECLINED, Offer.State.WITHDRAWN):
            told = {
                Offer.State.DECLINED: _("第{number}个提议没有接受"),
                Offer.State.WITHDRAWN: _("第{number}个提议收回"),
            }
            by = other_side(offer.side) if offer.state == Offer.State.DECLINED else Party(offer.side)
            yield TimelineEvent(
                when=offer.settled_at,
                shown_when=says.moment(offer.settled_at),
                says=told[Offer.State(offer.state)].format(number=offer.number),
                who=str(by.label),
            )


def _fall_through(claim: Claim, told: Mapping[str, Any], doing: Doing) -> Claim:
    return settlement_lapse(claim=claim, body=told.get("body"), doing=doing)
