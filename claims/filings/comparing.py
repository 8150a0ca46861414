"""What changed between two versions, row by row; what stayed is left out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from claims.filings.presenting import Row, Section


@dataclass(frozen=True, slots=True)
class Difference:
    """`added` and `removed`: of rows that are lists. An empty `before` or `after`: the row was not there."""

    label: str
    before: str
    after: str
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChangedSection:
    title: Any
    differences: tuple[Difference, ...]


def differences(before: Iterable[Section], after: Iterable[Section]) -> tuple[ChangedSection, ...]:
    """Sections in the order of the later version, with those that are in one alone."""
    old = {section.step: section for section in before}
    new = {section.step: section for section in after}
    found = []
    for step, section in {**new, **{step: one for step, one in old.items() if step not in new}}.items():
        changed = tuple(_changed(_rows(old.get(step)), _rows(new.get(step))))
        if changed:
            found.append(ChangedSection(section.title, changed))
    return tuple(found)


def _rows(section: Section | None) -> dict[str, Row]:
    return {row.key: row for row in section.rows if not row.empty} if section else {}


def _changed(old: dict[str, Row], new: dict[str, Row]) -> Iterable[Difference]:
    for key in dict.fromkeys((*new, *old)):
        before, after = old.get(key), new.get(key)
        if before == after:
            continue
        label = (after or before or _NOTHING).label
        was, is_now = before or _NOTHING, after or _NOTHING
        added = tuple(part for part in is_now.parts if part not in was.parts)
        removed = tuple(part for part in was.parts if part not in is_now.parts)
        files = key.startswith("files/")
        yield Difference(label, was.value, is_now.value, () if files else added, () if files else removed)


_NOTHING = Row("", "", "")
