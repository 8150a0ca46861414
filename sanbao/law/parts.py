"""GB/T 29632: which parts are main components or wear parts, by edition."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sanbao.law import strict_yaml
from sanbao.law.sources import SHIPPED
from sanbao.law.strict_yaml import PROVENANCE, Entry

_EDITION_KEYS = (
    "edition",
    "standard",
    "title_zh",
    "in_force_from",
    "citation",
    "groups",
    "wear_parts",
    "special_parts",
    *PROVENANCE,
)
_GROUP_KEYS = ("code", "kind", "zh", "en", "read_in", "main_components")
_ROW_KEYS = ("code", "zh", "en", "read_in")
EDITIONS = ("2013", "2021")


@dataclass(frozen=True, slots=True)
class Part:
    """A row of the standard; `group` is the assembly or system of a main component, None for other rows."""

    code: str
    zh: str
    en: str
    group: str | None
    is_assembly: bool = False


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition of the standard. `groups` and the parts are by code, in the order of the table."""

    edition: str
    groups: Mapping[str, Part]
    main_components: Mapping[str, Part]
    wear_parts: Mapping[str, Part]
    special_parts: Mapping[str, Part]

    def lists(self, code: str) -> bool:
        """Is this a main component or a wear part of this edition?"""
        return code in self.main_components or code in self.wear_parts

    def group_of(self, code: str) -> str | None:
        """The group of a main component of this edition, None for any other code."""
        part = self.main_components.get(code)
        return part.group if part else None


def load_edition(path: Path) -> Edition:
    """One edition's file, checked; raises DataError naming file and line."""
    entry = strict_yaml.load_mapping(path)
    entry.require(_EDITION_KEYS, ("seen_on_vouchers", "notes"))
    entry.require_provenance()
    groups: dict[str, Part] = {}
    main_components: dict[str, Part] = {}
    for group in entry["groups"]:
        group.require(_GROUP_KEYS, ("note",))
        _add(groups, group, None)
        for row in group["main_components"]:
            _add(main_components, _checked_row(row), group["code"])
    return Edition(
        entry["edition"],
        groups,
        main_components,
        _parts(entry["wear_parts"]),
        _parts(entry["special_parts"]),
    )


def _parts(rows: list[Entry]) -> dict[str, Part]:
    parts: dict[str, Part] = {}
    for row in rows:
        _add(parts, _checked_row(row), None)
    return parts


def _checked_row(row: Entry) -> Entry:
    row.require(_ROW_KEYS, ("note",))
    return row


def _add(parts: dict[str, Part], row: Entry, group: str | None) -> None:
    if row["code"] in parts:
        raise row.defect(f"the code stands twice: {row['code']}")
    parts[row["code"]] = Part(row["code"], row["zh"], row["en"], group, row.get("kind") == "assembly")


@cache
def edition(name: str) -> Edition:
    """A shipped edition, `2013` or `2021`."""
    return load_edition(SHIPPED / "gbt_29632" / f"{name}.yaml")


@cache
def group_codes() -> frozenset[str]:
    """The groups of either edition."""
    return frozenset(code for name in EDITIONS for code in edition(name).groups)
