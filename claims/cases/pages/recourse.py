"""The seller's way from a claim to the producer."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.cases.codes import State
from claims.cases.models import Claim
from claims.cases.pages.registry import Part, add_actions, add_part
from claims.cases.pages.shown import Shown
from claims.cases.recourse_permissions import PRODUCER_ROLES, producer_of, recourses_visible_to
from documents.issuing.models import Paper
from sanbao.accounts.held import held_by
from sanbao.accounts.models import User
from sanbao.web import landing
from sanbao.web.components import Action


def add() -> None:
    add_actions("recourse", actions)
    add_part("recourse", 65, part)
    landing.add_source(tasks)


def actions(shown: Shown) -> Iterator[Action]:
    """As `can_ask_recourse`, of what is read already; while one waits for its answer there is no other."""
    said = any(row.contested_at is None for row in shown.fulfilments)
    is_time = shown.is_business and said and shown.claim.state in (State.FULFILLING, State.CLOSED)
    waits = any(one.answered_at is None for one in shown.recourses)
    if is_time and not waits and producer_of(shown.claim) is not None:
        yield Action(_("向生产者追偿"), reverse("cases:recourse", args=[shown.claim.public_id]), quiet=True)


def part(shown: Shown) -> Part | None:
    rows = shown.recourses
    return Part("cases/recourse_part.html", {"rows": rows}, aside=True) if rows else None


def tasks(request: HttpRequest) -> Iterator[landing.Task]:
    """What waits for the producer's answer."""
    user = getattr(request, "user", None)
    if not isinstance(user, User) or not any(
        one.is_producer and one.role in PRODUCER_ROLES for one in held_by(request)
    ):
        return
    count = recourses_visible_to(user).filter(answered_at=None).count()
    says = gettext_lazy("销售者为质量问题承担的费用，请您审核、答复。")
    yield landing.Task(gettext_lazy("追偿"), says, reverse("cases:recourses"), order=40, count=count)


def papers_of(claim: Claim) -> list[Paper]:
    """Valid ones about the claim and about its car, without the car's handover record, which names the buyer's code."""
    subjects = [claim.ledger_subject, claim.vehicle.ledger_subject]
    rows = Paper.objects.filter(subject__in=subjects, withdrawn_at=None, replaced_by=None, issuer__isnull=False)
    return list(rows.exclude(kind="handover").defer("payload").order_by("issued_at", "id"))
