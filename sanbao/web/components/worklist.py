from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sanbao.web.components.base import Component


@dataclass(frozen=True)
class WorklistTag:
    """`tone`: as the tags of the pages have it (`no`, `run`, `yes`)."""

    says: str
    tone: str = ""


@dataclass(frozen=True)
class WorklistAct:
    """A button that posts to `url`, by the form of the page named in `Worklist.form`."""

    label: str
    url: str
    of: str = ""  # read aloud after the label: which entry it is about


@dataclass(frozen=True)
class WorklistRow:
    what: str
    url: str
    due: str
    is_late: bool = False
    detail: str = ""
    due_detail: str = ""
    tags: tuple[WorklistTag, ...] = ()
    taken_by: str = ""
    act: WorklistAct | None = None


@dataclass(frozen=True)
class WorklistQueue:
    """`count` in words: 12, 999+."""

    label: str
    url: str
    count: str
    current: bool = False


@dataclass(frozen=True)
class Worklist(Component):
    """What I must do, late first, then by due date. The arrow keys move from entry to entry.

    `total`: a number, or in words where there are more than are counted. `queues`: other ways to look at the list.
    """

    template_name: ClassVar[str] = "web/components/worklist.html"

    title: str
    rows: tuple[WorklistRow, ...]
    total: int | str
    empty_says: str
    level: int = 2
    queues: tuple[WorklistQueue, ...] = ()
    form: str = ""
    shows_takers: bool = False
