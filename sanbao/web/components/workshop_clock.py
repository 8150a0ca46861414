from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sanbao.web.components.base import Component


@dataclass(frozen=True)
class WorkshopClock(Component):
    """How long a car has been in the shop; `excluded` tells each wait and the counters it does not run for."""

    template_name: ClassVar[str] = "web/components/workshop_clock.html"

    hours: str
    day_number: int
    since: str
    warning: str = ""
    running: bool = True
    excluded: tuple[str, ...] = ()
