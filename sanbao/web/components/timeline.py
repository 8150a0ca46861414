from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal

from sanbao.web.components.base import Component


@dataclass(frozen=True)
class TimelineEvent:
    when: datetime | None  # None: now
    says: str
    shown_when: str = ""
    who: str = ""
    kind: Literal["event", "now", "paper"] = "event"
    link: str = ""
    link_label: str = ""
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Timeline(Component):
    template_name: ClassVar[str] = "web/components/timeline.html"

    events: tuple[TimelineEvent, ...]
    label: str = ""
