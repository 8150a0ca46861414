"""Claims as what evidence is about: its parties see and add, the clerk of the dispute body opens originals."""

from __future__ import annotations

from uuid import UUID

from django.urls import reverse

from claims.cases.codes import Party, State
from claims.cases.models import Claim
from claims.cases.permissions import can_see_claim, parties_of
from documents.evidence.subjects import SubjectKind, add_subject_kind
from sanbao.accounts.models import User

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
    claim = _claim(public_id)
    return claim is not None and can_see_claim(user, claim)


def may_add(user: User, public_id: UUID) -> bool:
    claim = _claim(public_id)
    return claim is not None and claim.state not in ENDED and bool(parties_of(user, claim))


def may_open_original(user: User, public_id: UUID) -> bool:
    claim = _claim(public_id)
    return claim is not None and Party.CLERK in parties_of(user, claim)


def _claim(public_id: UUID) -> Claim | None:
    return Claim.objects.filter(public_id=public_id).first()
