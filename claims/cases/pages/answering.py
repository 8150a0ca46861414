"""The answer on the page of a claim: to be given, late, or given against the law and the record."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from claims.cases.answers.wording import kept
from claims.cases.codes import Duty, Party, State
from claims.cases.limits.wording import until_says
from claims.cases.models import Claim, Deadline, Reply
from claims.cases.pages.registry import Part, add_actions, add_part
from claims.cases.pages.shown import Shown
from claims.cases.permissions import rule_of
from claims.cases.time_limits import is_pausable
from sanbao.web.components import Action


def add() -> None:
    add_part("late", 5, late)
    add_part("contradictions", 42, contradictions)
    add_actions("answer", actions)


def actions(shown: Shown) -> Iterator[Action]:
    claim, key = shown.claim, [shown.claim.public_id]
    if shown.is_business and any(_is_businesses(claim, name) for name in ("grant", "refuse")):
        yield Action(_("答复"), reverse("cases:answer", args=key))
    if shown.is_open and (shown.is_business or shown.is_clerk):
        yield Action(_("向消费者了解情况"), reverse("cases:ask_information", args=key), quiet=True)
    if shown.is_open and shown.is_business and any(map(is_pausable, _running(shown))):
        yield Action(_("登记消费者造成的延误"), reverse("cases:delay", args=key), quiet=True)


def _is_businesses(claim: Claim, name: str) -> bool:
    rule = rule_of(claim, name)
    return rule is not None and Party.BUSINESS in rule.who


def _running(shown: Shown) -> list[Deadline]:
    return [one for one in shown.deadlines.values() if one.met_on is None]


def late(shown: Shown) -> Part | None:
    """From the first late day on, for both sides."""
    reply = shown.deadlines.get(Duty.REPLY)
    if shown.claim.state != State.SUBMITTED or reply is None or not shown.claim.is_overdue(Duty.REPLY, shown.now):
        return None
    return Part("cases/late_part.html", {"says": until_says(reply, shown.now)})


def contradictions(shown: Shown) -> Part | None:
    """Of the latest answer, for everybody who sees the claim."""
    latest: Reply | None = shown.replies[-1] if shown.replies else None
    says = kept(latest.contradicts) if latest else []
    is_recorded = shown.claim.respondent_id is None  # written down by the consumer: the other side never saw these
    return Part("cases/contradictions_part.html", {"says": says, "is_recorded": is_recorded}) if says else None
