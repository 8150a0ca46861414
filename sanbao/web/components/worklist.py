from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sanbao.web.components.base import Component


@dataclass(frozen=True)
class WorklistRow:
    what: str
    url: str
    due: str
    is_late: bool = False
    detail: str = ""


@dataclass(frozen=True)
class Worklist(Component):
    """What I must do, late first, then by due date."""

    template_name: ClassVar[str] = "web/components/worklist.html"

    title: str
    rows: tuple[WorklistRow, ...]
    total: int
    empty_says: str
    level: int = 2
