from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sanbao.web.components.base import Component

MOST_FIELDS = 8  # more are drawn as a bar


@dataclass(frozen=True)
class Meter(Component):
    """How far a counter is from the point where a right begins.

    `begins_at`: the count at which the right begins (5 for "more than 4 times", 31 for "more than 30 days").
    `current`: what is in the shop now and not yet counted; it comes on top of `count`.
    `says`: the same in words ("已修 3 次，超过 4 次即可要求换车或者退车").
    """

    template_name: ClassVar[str] = "web/components/meter.html"

    label: str
    count: int
    begins_at: int
    unit: str
    says: str
    detail: str = ""
    current: int = 0
    reached: bool = False

    @property
    def is_bar(self) -> bool:
        return self.begins_at > MOST_FIELDS

    @property
    def fields(self) -> list[str]:
        """One name of a look a field: on, now, next, right."""
        looks = ["on"] * self.count + ["now"] * self.current
        empty = self.begins_at - len(looks)
        if empty > 0:
            looks += [""] * (empty - 1) + ["right"]
        return looks
