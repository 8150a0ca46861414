"""What stands beside an offer: its terms, and what a dispute would likely come to, from both ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims.cases.codes import Kind
from claims.cases.likely import Likely, Result, likely
from claims.cases.models import Offer
from claims.cases.pages.law import REMEDY_OF
from claims.cases.pages.shown import Shown
from sanbao.law.outcomes import MET, NOT_MET
from sanbao.web import says
from sanbao.web.components import Component, DecisionCard


@dataclass(frozen=True)
class OfferCard(Component):
    template_name: ClassVar[str] = "cases/offer_card.html"

    offer: Offer
    is_expired: bool

    @property
    def title(self) -> str:
        return _("第{number}个提议（{side}）").format(number=self.offer.number, side=self.offer.get_side_display())


def terms_card(offer: Offer, now: datetime) -> OfferCard:
    return OfferCard(offer, offer.is_expired(now))


def likely_card(shown: Shown) -> DecisionCard | None:
    """None for what no finding decides."""
    matter, remedy = shown.matter, REMEDY_OF.get(Kind(shown.claim.kind))
    if matter is None or remedy is None or matter.assessment.scope.outcome == NOT_MET:
        return None
    found = likely(matter.facts, remedy)
    return DecisionCard(
        title=_("不和解的话，按规定大概会怎样"),
        outcome=_outcome(found),
        tag="" if found.is_sure else _turns_on(found.questions),
        says=_sure(found.best, shown) if found.is_sure else _("要看事实怎样查清。"),
        reasons=()
        if found.is_sure
        else (
            _("都查清对消费者有利：{result}").format(result=_sure(found.best, shown)),
            _("都查清对经营者有利：{result}").format(result=_sure(found.worst, shown)),
        ),
        cite=_("按现在的记录和规定算出，不是裁决。"),
    )


def _outcome(found: Likely) -> Literal["met", "not_met", "undetermined"]:
    if not found.is_sure:
        return "undetermined"
    return "met" if found.best.outcome == MET else "not_met"


def _turns_on(count: int) -> str:
    return ngettext("取决于{count}项事实", "取决于{count}项事实", count).format(count=count)


def _sure(result: Result, shown: Shown) -> str:
    kind = shown.claim.get_kind_display()
    if result.outcome != MET:
        return _("不符合“{kind}”的条件。").format(kind=kind)
    if result.refund_yuan is not None and shown.claim.kind == Kind.VEHICLE_RETURN:
        return _("符合“{kind}”的条件，应退{amount}。").format(kind=kind, amount=says.yuan(result.refund_yuan))
    return _("符合“{kind}”的条件。").format(kind=kind)
