"""Questions, answers and delays on the page of a claim."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from claims.cases.codes import Party
from claims.cases.models import ConsumerDelay
from claims.cases.pages.registry import Part, add_events, add_part
from claims.cases.pages.shown import Shown
from sanbao.web import says
from sanbao.web.components import Action
from sanbao.web.components.timeline import TimelineEvent


def add() -> None:
    add_part("questions", 12, questions)
    add_part("delays", 17, delays)
    add_events("questions", events)


@dataclass(frozen=True)
class ShownDelay:
    row: ConsumerDelay
    action: Action | None


def questions(shown: Shown) -> Part | None:
    if not shown.information_requests:
        return None
    answers = Party.CONSUMER in shown.parties and shown.is_open
    return Part("cases/questions_part.html", {"requests": shown.information_requests, "answers": answers})


def delays(shown: Shown) -> Part | None:
    if not shown.delays:
        return None
    return Part(
        "cases/delays_part.html", {"delays": [ShownDelay(one, _may(shown, one)) for one in shown.delays]}, aside=True
    )


def _may(shown: Shown, delay: ConsumerDelay) -> Action | None:
    if not shown.is_consumer or not shown.is_open:
        return None
    if delay.counts:
        return Action(_("不是我耽误的"), reverse("cases:contest_delay", args=[delay.public_id]), quiet=True)
    return Action(_("收回异议"), reverse("cases:concede_delay", args=[delay.public_id]), quiet=True)


def events(shown: Shown) -> Iterator[TimelineEvent]:
    for one in shown.information_requests:
        asker = (
            shown.claim.respondent_called if one.asked_party == Party.BUSINESS else str(Party(one.asked_party).label)
        )
        yield TimelineEvent(when=one.asked_at, shown_when=says.moment(one.asked_at), says=_("询问情况"), who=asker)
        if one.answered_at is not None:
            yield TimelineEvent(
                when=one.answered_at,
                shown_when=says.moment(one.answered_at),
                says=_("回答询问"),
                who=str(Party.CONSUMER.label),
            )
