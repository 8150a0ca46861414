"""What was sent about a claim, and whether it arrived."""

from __future__ import annotations

from dataclasses import dataclass

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
    """For the clerk, who has to know whether somebody could hear of it: what left the site, to whichever side."""
    if not shown.is_clerk:
        return None
    rows = Message.objects.filter(claim=shown.claim).exclude(channel=Channel.IN_APP).order_by("-queued_at", "-id")
    lines = [_line(row, shown) for row in rows[:MOST_SHOWN]]
    return Part("cases/told_part.html", {"lines": lines}, aside=True) if lines else None


def _line(row: Message, shown: Shown) -> Line:
    return Line(row, words.sentence(row.code, row.side, shown.claim), _TONES.get(State(row.state), ""))
