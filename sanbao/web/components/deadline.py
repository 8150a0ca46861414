from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sanbao.web.components.base import Component

Kind = Literal["start", "working", "rest", "makeup", "paused", "due", "outside"]


@dataclass(frozen=True)
class SheetDay:
    """One day of a time limit. `number` counts the days that run (1, 2 …); None where the day does not count."""

    day: date
    kind: Kind
    number: int | None = None
    is_today: bool = False
    note: str = ""

    @property
    def words(self) -> list[str]:
        """What the look of the day means, for eyes that see no colour. Short: seven of them stand in a row on a phone."""
        kinds = {"start": _("起算"), "rest": _("休"), "makeup": _("调休"), "paused": _("暂停"), "due": _("到期")}
        own = self.note or kinds.get(self.kind, "")
        return [word for word in (_("今天") if self.is_today else "", own) if word]


@dataclass(frozen=True)
class Cell:
    one: SheetDay
    look: str
    month: str  # where a month begins, and in the first field


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

    @property
    def rows(self) -> list[list[Cell]]:
        today = next((one.day for week in self.weeks for one in week if one.is_today), None)
        first = self.weeks[0][0].day if self.weeks and self.weeks[0] else None
        return [[_cell(one, today, first) for one in week] for week in self.weeks]


def _cell(one: SheetDay, today: date | None, first: date | None) -> Cell:
    passed = one.number is not None and today is not None and one.day < today and one.kind != "due"
    looks = (one.kind, "done" if passed else "", "today" if one.is_today else "")
    begins = one.day == first or one.day.day == 1
    month = _month(one.day) if begins else ""
    return Cell(one, " ".join(look for look in looks if look), month)


def _month(day: date) -> str:
    """11月, Nov"""
    chinese = (get_language() or "").startswith("zh")
    return _("{month}月").format(month=day.month) if chinese else date_format(day, "M")
