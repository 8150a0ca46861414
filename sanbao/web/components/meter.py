from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sanbao.web.components.base import Component

MOST_FIELDS = 8  # more are drawn as a bar
UNIT_WIDTH = 10  # of the bar's drawing


@dataclass(frozen=True)
class Meter(Component):
    """How far a counter is from the point where a right begins.

    `begins_at`: the count at which the right begins (5 for "more than 4 times", 31 for "more than 30 days").
    `current`: what is in the shop now and not yet counted; it comes on top of `count`.
    `says`: the same in words ("已修 3 次，超过 4 次即可要求换车或者退车"); the drawing says nothing that the words do not.
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
        return max(self.begins_at, self.count + self.current) > MOST_FIELDS

    @property
    def fields(self) -> list[str]:
        """The looks of each field: on (counted), now (not counted yet), right (from here on the right is there)."""
        return [self._look(number) for number in range(1, max(self.begins_at, self.count + self.current) + 1)]

    def _look(self, number: int) -> str:
        filled = "on" if number <= self.count else "now" if number <= self.count + self.current else ""
        return f"{filled} right".strip() if number >= self.begins_at else filled

    @property
    def scale(self) -> int:
        """A little beyond the tick, so that the tick is seen."""
        return (max(self.begins_at, self.count + self.current) + 2) * UNIT_WIDTH

    @property
    def count_width(self) -> int:
        return self.count * UNIT_WIDTH

    @property
    def current_width(self) -> int:
        return self.current * UNIT_WIDTH

    @property
    def tick(self) -> int:
        """The right begins with the unit numbered `begins_at`: at its left edge."""
        return (self.begins_at - 1) * UNIT_WIDTH
