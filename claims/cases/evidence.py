"""Claims as what evidence is about: its parties see and add, the clerk of the dispute body opens originals."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from claims.cases.codes import Party, State
from claims.cases.models import Claim
from claims.cases.permissions import claims_visible_to, parties_of
from documents.evidence.models import Evidence
from documents.evidence.strip import strip_items
from documents.evidence.subjects import SubjectKind, add_subject_kind
from sanbao.accounts.models import User
from sanbao.web.components import EvidenceStrip

ENDED = (State.WITHDRAWN, State.CLOSED)


def add() -> None:
    add_subject_kind(
        SubjectKind(
            "claim",
            title=title,
            may_view=may_view,
            may_add=may_add,
            may_open_original=may_open_original,
            url=url,
        )
    )


def title(public_id: UUID) -> str:
    claim = _claim(public_id)
    return "" if claim is None else str(claim)


def url(public_id: UUID) -> str:
    """Of a draft the page that asks for photos, so that whoever has added one goes on from there."""
    claim = _claim(public_id)
    if claim is not None and claim.state == State.DRAFT:
        return reverse("cases:asking", args=[public_id, "evidence", 0])
    return reverse("cases:claim", args=[public_id])


def may_view(user: User, public_id: UUID) -> bool:
    return claims_visible_to(user).filter(public_id=public_id).exists()


def may_add(user: User, public_id: UUID) -> bool:
    claim = _claim(public_id)
    return claim is not None and claim.state not in ENDED and bool(parties_of(user, claim))


def may_open_original(user: User, public_id: UUID) -> bool:
    claim = _claim(public_id)
    return claim is not None and Party.CLERK in parties_of(user, claim)


def strip_of(claim: Claim, parties: Collection[Party]) -> EvidenceStrip:
    """For somebody who sees the claim, on a page that knows already what he is to it."""
    found = Evidence.objects.filter(subject=claim.ledger_subject).select_related("added_by").prefetch_related("files")
    adds = bool(parties) and claim.state not in ENDED
    add_url = reverse("evidence:add", args=["claim", claim.public_id]) if adds else ""
    items = strip_items(found.order_by("added_at", "id"))
    return EvidenceStrip(tuple(items), label=_("证据"), add_url=add_url)


def count_of(claim: Claim) -> int:
    return Evidence.objects.filter(subject=claim.ledger_subject).count()


def _claim(public_id: UUID) -> Claim | None:
    return Claim.objects.filter(public_id=public_id).first()
