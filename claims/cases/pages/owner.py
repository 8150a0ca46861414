"""What the consumer finds on the page of his claim beside its plain steps: receipts, answers on paper, who acts for him."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from claims.cases.codes import State
from claims.cases.evidence import strip_of
from claims.cases.pages.registry import Part, add_actions, add_part
from claims.cases.pages.shown import Shown
from claims.cases.status import status_of
from claims.cases.views.outside import may_record_answer, may_record_receipt
from claims.cases.views.representing import can_name_representative
from sanbao.web.components import Action


def add() -> None:
    add_part("status", 1, status)
    add_actions("outside", outside)
    add_part("evidence", 75, evidence)
    add_part("representative", 85, representative)


def status(shown: Shown) -> Part:
    """For every side in its own words."""
    told = status_of(shown.claim, shown.parties, shown.now, shown.deadlines)
    return Part("cases/status_part.html", {"status": told})


def outside(shown: Shown) -> Iterator[Action]:
    claim = shown.claim
    if claim.state == State.DRAFT:
        yield Action(_("接着写"), reverse("cases:asking", args=[claim.public_id, "summary", 0]))
        return
    if may_record_receipt(shown):
        yield Action(_("登记收到的日期"), reverse("cases:receipt", args=[claim.public_id]))
    if may_record_answer(shown):
        yield Action(_("登记对方的答复"), reverse("cases:answered", args=[claim.public_id]))


def evidence(shown: Shown) -> Part | None:
    if shown.claim.state == State.DRAFT:
        return None
    strip = strip_of(shown.claim, shown.parties)
    return Part("cases/evidence_part.html", {"strip": strip}) if strip.items or strip.add_url else None


def representative(shown: Shown) -> Part | None:
    """For the consumer and whoever acts for him."""
    claim = shown.claim
    may_name = can_name_representative(shown.person, claim)
    if not may_name and claim.representative_id != shown.person.pk:
        return None
    return Part("cases/representative_part.html", {"may_name": may_name, "person": claim.representative}, aside=True)
