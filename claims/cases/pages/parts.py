"""The parts that every claim has: what is asked, the answers, the time limits."""

from __future__ import annotations

from claims.cases.pages.registry import Part, add_part
from claims.cases.pages.shown import Shown


def add() -> None:
    add_part("demand", 20, demand)
    add_part("replies", 40, replies)
    add_part("limits", 15, limits)
    add_part("parties", 80, parties)


def demand(shown: Shown) -> Part | None:
    return Part("cases/demand_part.html") if hasattr(shown.claim, "demand") else None


def replies(shown: Shown) -> Part | None:
    return Part("cases/replies_part.html") if shown.replies else None


def limits(shown: Shown) -> Part | None:
    return Part("cases/limits_part.html", aside=True) if shown.deadlines else None


def parties(_shown: Shown) -> Part | None:
    return Part("cases/parties_part.html", aside=True)
