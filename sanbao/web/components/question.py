from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sanbao.web.components.base import Component
from sanbao.web.components.evidence import EvidenceStrip


@dataclass(frozen=True)
class Side:
    who: str
    says: str
    words: str = ""
    evidence: EvidenceStrip | None = None


@dataclass(frozen=True)
class QuestionPanel(Component):
    """An open fact: who says what. `if_yes`, `if_no` stay empty for an expert, who must not be swayed by them.

    `answers`: what stands for yes and no where two values are told.
    """

    template_name: ClassVar[str] = "web/components/question.html"

    question: str
    sides: tuple[Side, ...] = ()
    if_yes: str = ""
    if_no: str = ""
    answers: tuple[str, str] | None = None
    burden: str = ""
    level: int = 3
