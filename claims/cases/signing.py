"""The settlement as both sign it: what is hashed, and the same for people."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from claims.cases.codes import State
from claims.cases.models import Claim, Settlement
from claims.cases.permissions import can_see_claim, parties_of
from documents.evidence.subjects import SubjectKind, add_subject_kind
from documents.signatures.signables import SignableKind, add_signable
from sanbao.accounts.models import User

SETTLEMENT, CONSUMER, BUSINESS = "settlement", "consumer", "business"
ROLES = {CONSUMER: gettext_lazy("消费者"), BUSINESS: pgettext_lazy("party", "经营者")}


def add() -> None:
    add_signable(
        SignableKind(
            SETTLEMENT,
            title=_title,
            content=lambda key: content_of(_settlement(key)),
            html=_html,
            roles=ROLES,
            may_view=_may(can_see_claim),
            may_request=_may(can_ask),
            url=_url,
        )
    )
    add_subject_kind(
        SubjectKind(
            SETTLEMENT,
            title=_title,
            may_view=_may(can_see_claim),
            may_add=_may(can_ask),
            may_open_original=_may(can_ask),
            url=_url,
        )
    )


def can_ask(user: User, claim: Claim) -> bool:
    """Either side asks for the signatures and files the signed paper, as long as it is to be signed."""
    return claim.state == State.SETTLED and bool(parties_of(user, claim))


def content_of(settlement: Settlement) -> Mapping[str, Any]:
    """Everything that was agreed, and whether it is still to be signed."""
    claim, offer = settlement.claim, settlement.offer
    return {
        "agreed_at": settlement.agreed_at.isoformat(),
        "amount_fen": offer.amount_fen,
        "claim": claim.number,
        "consumer": claim.ownership.name,
        "fulfil_on": offer.fulfil_on.isoformat(),
        "kind": claim.kind,
        "km": offer.km,
        "lapsed": settlement.lapsed_at is not None,
        "months": offer.months,
        "remedy": offer.remedy,
        "respondent": claim.respondent_called,
        "vehicle_offered": offer.vehicle_offered,
        "vin": claim.vehicle.vin,
        "words": offer.words,
    }


def _settlement(key: UUID) -> Settlement:
    rows = Settlement.objects.select_related("offer", "claim__vehicle", "claim__ownership", "claim__respondent")
    return rows.get(public_id=key)


def _html(key: UUID) -> SafeString:
    row = _settlement(key)
    return SafeString(render_to_string("cases/settlement_content.html", {"settlement": row, "claim": row.claim}))


def _title(key: UUID) -> str:
    return _("{number}：和解协议").format(number=_settlement(key).claim.number)


def _url(key: UUID) -> str:
    return reverse("cases:claim", args=[_settlement(key).claim.public_id])


def _may(permitted: Callable[[User, Claim], bool]) -> Callable[[User, UUID], bool]:
    def may(user: User, key: UUID) -> bool:
        claim = Claim.objects.filter(settlements__public_id=key).first()
        return claim is not None and permitted(user, claim)

    return may
