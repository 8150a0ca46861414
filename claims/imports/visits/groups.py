"""Lines of one visit: the same order, or without one the same car at the same moment, one line behind the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from claims.imports.columns import Line
from claims.imports.visits.columns import VISIT_KEYS

NOT_THE_SAME = _("和这张工单前面一行写的不一样。同一次送修，这一列要写得一样。")
OTHER_LINE_WRONG = _("同一次送修的第{line}行有问题，这一行也没有写入。")
MOST_ITEMS = 200


@dataclass(slots=True)
class Group:
    """One visit: what the first line says of it, an item a line."""

    key: Any
    lines: list[Line]

    @property
    def first(self) -> Line:
        return self.lines[0]

    @property
    def is_wrong(self) -> bool:
        return any(line.is_wrong for line in self.lines)

    @property
    def content(self) -> int:
        """The same content, the same number: within this process."""
        return hash(repr([sorted(line.values.items(), key=lambda one: one[0]) for line in self.lines]))

    def refuse_together(self) -> None:
        """A visit is written whole or not at all."""
        wrong = next((line for line in self.lines if line.is_wrong), None)
        if wrong is not None:
            for line in self.lines:
                if not line.is_wrong:
                    line.refuse("", OTHER_LINE_WRONG, line=wrong.number)


def key_of(line: Line) -> Any:
    values = line.values
    order = values.get("order_number")
    if order:
        return order
    if "vin" in values and "received_at" in values:
        return values["vin"], values["received_at"]
    return line.number


def grouped(lines: Iterable[Line]) -> Iterator[Group]:
    group: Group | None = None
    for line in lines:
        key = key_of(line)
        if group is not None and group.key == key and len(group.lines) < MOST_ITEMS:
            _join(group, line)
            continue
        if group is not None:
            yield group
        group = Group(key, [line])
    if group is not None:
        yield group


def _join(group: Group, line: Line) -> None:
    first = group.first.values
    for key in VISIT_KEYS:
        told = line.values.get(key)
        if told is not None and told != first.get(key):
            line.refuse(key, NOT_THE_SAME)
    if any(line.values == other.values for other in group.lines):
        line.values["is_repeated"] = True
    group.lines.append(line)
