"""Columns of a kind of import: what they are called, how they are read, which of them a file has. Pure."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from claims.imports.reading.cells import Read, literal
from claims.imports.reading.faults import CellError
from claims.imports.reading.tables import Row

REQUIRED = _("这一列不能空着。")
TOO_MANY_CELLS = _("这一行比表头多{number}格，多半是文字里的逗号没有用引号括起来。")
# Round and square, of both widths.
_BRACKETS = re.compile(r"[\uff08(\u3010\[].*?[\uff09)\u3011\]]")
_NO_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Column:
    """`names`: what else it is called in files of others. `hint`: what may stand in it. `example` for the sample file.
    `without`: what is taken for granted where a file has no such column, and is grave enough to be said."""

    key: str
    label: str | Promise
    read: Read
    names: tuple[str, ...] = ()
    required: bool = False
    hint: str | Promise = ""
    example: str = ""
    without: str | Promise = ""


@dataclass(slots=True)
class Fault:
    """`column`: the key of the column; empty where the line as a whole is meant."""

    column: str
    says: str
    values: dict[str, Any] = field(default_factory=dict)
    is_warning: bool = False


@dataclass(slots=True)
class Line:
    """A row as its columns were read. What is not told is missing from `values`."""

    number: int
    values: dict[str, Any]
    faults: list[Fault]

    @property
    def is_wrong(self) -> bool:
        return any(not fault.is_warning for fault in self.faults)

    def refuse(self, column: str, says: str | Promise, **values: Any) -> None:
        self.faults.append(Fault(column, str(says), values))

    def warn(self, column: str, says: str | Promise, **values: Any) -> None:
        self.faults.append(Fault(column, str(says), values, is_warning=True))


Mapped = Mapping[str, int]  # where the column of this key stands in the file


class Reader:
    """From rows to lines, by a mapping."""

    def __init__(self, columns: Sequence[Column], mapped: Mapped, width: int) -> None:
        self._plan = [(one.key, mapped[one.key], one.read, one.required) for one in columns if one.key in mapped]
        self._width = width

    def line(self, row: Row) -> Line:
        cells, values, faults = row.cells, {}, []
        length = len(cells)
        if length > self._width and any(cell.strip() for cell in cells[self._width :]):
            faults.append(Fault("", str(TOO_MANY_CELLS), {"number": length - self._width}))
        for key, place, read, required in self._plan:
            cell = cells[place] if place < length else ""
            try:
                if text := literal(cell):
                    values[key] = read(text)
                elif required:
                    faults.append(Fault(key, str(REQUIRED)))
            except CellError as error:
                faults.append(Fault(key, error.says, dict(error.values)))
        return Line(row.line, values, faults)


def proposed(columns: Sequence[Column], header: Sequence[str]) -> dict[str, int]:
    """By the names of the columns, each place once; the label counts before other names."""
    places = [_spellings(name) for name in header]
    mapped: dict[str, int] = {}
    for one in columns:
        for name in (str(one.label), one.key, *one.names):
            found = _place(name, places, mapped.values())
            if found is not None:
                mapped[one.key] = found
                break
    return mapped


def _place(name: str, places: Sequence[frozenset[str]], taken: Iterable[int]) -> int | None:
    wanted, used = _plain(name), set(taken)
    return next((place for place, names in enumerate(places) if wanted in names and place not in used), None)


def _spellings(name: str) -> frozenset[str]:
    """As it stands, and without what is in brackets: 行驶里程（公里） is 行驶里程, too."""
    return frozenset({_plain(name), _plain(_BRACKETS.sub("", name))} - {""})


def _plain(name: str) -> str:
    return _NO_WORD.sub("", unicodedata.normalize("NFKC", name)).casefold()


def header_hash(header: Sequence[str]) -> str:
    """The same columns in the same order are the same file again, for the memory of mappings."""
    return hashlib.sha256("\n".join(header).encode()).hexdigest()
