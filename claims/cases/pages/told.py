"""Who was told of what about a claim, and whether it arrived: for one's own side, for the clerk of all."""

from __future__ import annotations

from dataclasses import dataclass

from claims.cases.codes import Party
from claims.cases.messages import words
from claims.cases.models import Message
from claims.cases.models.message import Channel, State
from claims.cases.pages.registry import Part, add_part
from claims.cases.pages.shown import Shown

MOST_SHOWN = 8
_TONES = {State.DELIVERED: "yes", State.SENT: "yes", State.FAILED: "no"}


def add() -> None:
    add_part("told", 90, part)


@dataclass(frozen=True)
class Line:
    row: Message
    says: str
    tone: str


def part(shown: Shown) -> Part | None:
    """What left the site: that it stands on the site its reader sees."""
    rows = Message.objects.filter(claim=shown.claim).exclude(channel=Channel.IN_APP).order_by("-queued_at", "-id")
    if not shown.is_clerk:
        sides = [str(one) for one in shown.parties & {Party.CONSUMER, Party.BUSINESS}]
        rows = rows.filter(side__in=sides, recipient=shown.person)
    lines = [_line(row, shown) for row in rows[:MOST_SHOWN]]
    return Part("cases/told_part.html", {"lines": lines}, aside=True) if lines else None


def _line(row: Message, shown: Shown) -> Line:
    return Line(row, words.sentence(row.code, row.side, shown.claim), _TONES.get(State(row.state), ""))
