from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from sanbao.web.components.base import Component


@dataclass(frozen=True)
class Action:
    """A link or, with `post`, a form of one button with hidden `fields`; print its component by `{% show card %}` then."""

    label: str
    url: str
    quiet: bool = False
    post: bool = False
    danger: bool = False
    fields: tuple[tuple[str, str], ...] = ()

    @property
    def look(self) -> str:
        return "danger" if self.danger else "quiet" if self.quiet else ""


@dataclass(frozen=True)
class DecisionCard(Component):
    """One outcome as a sentence, with its reasons, articles, the facts it rests on and what would change it."""

    template_name: ClassVar[str] = "web/components/decision.html"

    title: str
    outcome: Literal["met", "not_met", "undetermined"]
    tag: str
    says: str
    reasons: tuple[str, ...] = ()
    cite: str = ""
    facts: str = ""
    would_change: tuple[str, ...] = ()
    actions: tuple[Action, ...] = ()
    level: int = 2  # of the heading

    @property
    def look(self) -> str:
        return {"met": "met", "not_met": "not", "undetermined": "open"}[self.outcome]

    @property
    def tag_look(self) -> str:
        return {"met": "yes", "not_met": "", "undetermined": "run"}[self.outcome]
