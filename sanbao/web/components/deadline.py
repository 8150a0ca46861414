from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from sanbao.web.components.base import Component


@dataclass(frozen=True)
class SheetDay:
    """One day of a time limit. `number` counts the days that run (1, 2 …); None where the day does not count."""

    day: date
    kind: Literal["start", "working", "rest", "makeup", "paused", "due", "outside"]
    number: int | None = None
    is_today: bool = False
    note: str = ""


@dataclass(frozen=True)
class DeadlineSheet(Component):
    """The days of a time limit in whole weeks from Monday; `due_on` None: the calendar is not published yet."""

    template_name: ClassVar[str] = "web/components/deadline.html"

    title: str
    starts: str  # "6月28日收到要求"
    due_on: date | None
    says: str
    weeks: tuple[tuple[SheetDay, ...], ...]
    cite: str = ""
    ics_url: str = ""
    level: int = 2
