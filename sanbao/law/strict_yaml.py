"""Entries of the data files: every mapping knows its file and line, and what it must and may hold is checked."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Any

from sanbao.law.errors import DataError


class Entry(dict[Any, Any]):
    """A mapping of a data file, with the file and the line it begins on."""

    path: Path
    line: int

    def defect(self, problem: str) -> DataError:
        return DataError(self.path, self.line, problem)

    def require(self, required: Collection[str], optional: Collection[str] = ()) -> None:
        """Refuse a missing or an unknown key."""
        missing = [key for key in required if key not in self]
        if missing:
            raise self.defect(f"missing key: {', '.join(missing)}")
        unknown = [str(key) for key in self if key not in required and key not in optional]
        if unknown:
            raise self.defect(f"unknown key: {', '.join(unknown)}")

    def require_provenance(self) -> None:
        """Refuse an entry that does not say where it was read, or says it was checked by nobody."""
        if self["read_in"] not in READ_IN:
            raise self.defect(f"read_in must be one of {', '.join(READ_IN)}, not {self['read_in']!r}")
        if (self["checked_on"] is None) != (self["checked_by"] is None):
            raise self.defect("checked_on and checked_by are given together or not at all")


READ_IN = ("public_copy", "printed_voucher", "report", "none")
PROVENANCE = ("read_in", "checked_on", "checked_by")


def load(path: Path) -> Any:
    """The content of a YAML file; mappings come as `Entry`. Raises DataError with file and line."""
    from sanbao.law.yaml_reading import read  # noqa: PLC0415  PyYAML is half of the import time, and no rule needs it

    return read(path)


def mappings_under(entry: Entry, key: str) -> list[Entry]:
    """A list of mappings under a key; raises DataError for anything else."""
    rows = entry[key]
    if not isinstance(rows, list) or not all(isinstance(row, Entry) for row in rows):
        raise entry.defect(f"{key} must be a list of mappings")
    return rows


def load_mapping(path: Path) -> Entry:
    content = load(path)
    if not isinstance(content, Entry):
        raise DataError(path, 1, "the file must hold one mapping")
    return content


def load_list(path: Path) -> list[Entry]:
    content = load(path)
    if not isinstance(content, list) or not all(isinstance(row, Entry) for row in content):
        raise DataError(path, 1, "the file must hold a list of mappings")
    return content
