"""Rows of a table, one after the other: however large the file is, one row is in memory at a time."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from claims.imports.reading import guarding, workbook
from claims.imports.reading.faults import FileFaultError
from claims.imports.reading.guarding import EMPTY, Kind, kind_of

NOT_READABLE = _("读不出文件里的文字，请存成UTF-8或者GB18030编码，再导入。")
BAD_QUOTES = _("第{line}行附近的引号不成对，或者有一格特别长，后面的读不下去。请改好这一行，再导入。")
TOO_MANY_COLUMNS = _("表头多于{most}列，请去掉不用的列，再导入。")
ONLY_A_HEADER = _("文件里只有表头，没有要导入的行。")
MOST_COLUMNS = 200
PIECE = 1024 * 1024
ENCODINGS = ("utf-8-sig", "gb18030")
DELIMITERS = (",", "\t", ";", "，", "；", "|")


@dataclass(frozen=True, slots=True)
class Row:
    """`line` as people count in the file: of a text file where the row begins, of a workbook the number of the row."""

    line: int
    cells: list[str]


@dataclass(frozen=True, slots=True)
class Table:
    """How to read a file; `header_line` is where its columns are named. A workbook is unpacked into text first."""

    kind: Kind
    encoding: str
    delimiter: str
    header: tuple[str, ...]
    header_line: int


def look_at(path: Path) -> Table:
    """What the file is, by its content. Raises FileFaultError."""
    kind = kind_of(path)
    if kind == "xlsx":
        with closing(workbook.rows(path)) as found:
            line, header = _header(enumerate(found, 1))
        return Table(kind, "utf-8", ",", header, line)
    encoding = _encoding_of(path)
    delimiter = _delimiter_of(path, encoding)
    with closing(_text_rows(path, encoding, delimiter)) as read:
        line, header = _header((row.line, row.cells) for row in read)
    return Table(kind, encoding, delimiter, header, line)


def rows(path: Path, table: Table) -> Iterator[Row]:
    """Behind the header, without empty ones. `path` is the text: of a workbook what `unpack` has written."""
    read = _text_rows(path, table.encoding, table.delimiter)
    numbered = enumerate((row.cells for row in read), 1) if table.kind == "xlsx" else ((r.line, r.cells) for r in read)
    for line, cells in numbered:
        if line > table.header_line and any(cell and not cell.isspace() for cell in cells):
            yield Row(line, cells)


def unpack(path: Path, target: Path) -> None:
    """A workbook as text, a record for each of its rows, so that every later reading is quick and may begin anywhere.

    A text that stands once in the file may be shown by a million cells: what is written is counted, too.
    """
    unfinished = target.with_suffix(".part")
    try:
        with unfinished.open("w", encoding="utf-8", newline="") as file, closing(workbook.rows(path)) as found:
            table, signs = csv.writer(file), 0
            for cells in found:
                signs += table.writerow(cells)
                _no_larger(signs)
    except FileFaultError:
        unfinished.unlink(missing_ok=True)
        raise
    unfinished.replace(target)


def _no_larger(signs: int) -> None:
    if signs > guarding.MOST_UNPACKED:
        raise FileFaultError(guarding.UNPACKS_TOO_LARGE)


def _header(numbered: Iterable[tuple[int, list[str]]]) -> tuple[int, tuple[str, ...]]:
    found: tuple[int, tuple[str, ...]] | None = None
    for line, cells in numbered:
        if not any(cell.strip() for cell in cells):
            continue
        if found is not None:
            return found
        names = [cell.strip().lstrip("\ufeff") for cell in cells]
        while not names[-1]:
            names.pop()
        if len(names) > MOST_COLUMNS:
            raise FileFaultError(TOO_MANY_COLUMNS, most=MOST_COLUMNS)
        found = line, tuple(names)
    raise FileFaultError(EMPTY if found is None else ONLY_A_HEADER)


def _encoding_of(path: Path) -> str:
    """The first in which the whole file can be read."""
    for encoding in ENCODINGS:
        decoder = codecs.getincrementaldecoder(encoding)("strict")
        try:
            with path.open("rb") as file:
                while piece := file.read(PIECE):
                    decoder.decode(piece)
                decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            continue
        return encoding
    raise FileFaultError(NOT_READABLE)


def _delimiter_of(path: Path, encoding: str) -> str:
    """The sign that parts the names of the columns."""
    with path.open(encoding=encoding, newline="") as file:
        for line in file:
            if line.strip():
                return max(DELIMITERS, key=line.count)
    raise FileFaultError(EMPTY)


def _text_rows(path: Path, encoding: str, delimiter: str) -> Generator[Row]:
    with path.open(encoding=encoding, newline="") as file:
        reader, line = csv.reader(file, delimiter=delimiter), 0
        while True:
            begins = line + 1
            try:
                cells = next(reader, None)
            except (csv.Error, UnicodeDecodeError) as error:
                raise FileFaultError(BAD_QUOTES, line=begins) from error
            if cells is None:
                return
            line = reader.line_num
            yield Row(begins, cells)
