"""The first sheet of a workbook as rows of text. Nothing is computed: a formula comes out as it is written."""

from __future__ import annotations

import zipfile
from collections.abc import Generator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from defusedxml.common import DefusedXmlException

from claims.imports.reading.faults import FileFaultError
from claims.imports.reading.guarding import BROKEN, UNPACKS_TOO_LARGE

MOST_COLUMNS = 200  # a stray cell far to the right makes no wide rows
MOST_SIGNS = 32_767  # in a cell, as spreadsheet programs have it
FORMULA = "f"
_FAULTS = (
    zipfile.BadZipFile,
    KeyError,
    ValueError,
    SyntaxError,  # of XML, by whichever library reads it
    DefusedXmlException,
    OSError,
    TypeError,
    AttributeError,
)


def rows(path: Path) -> Generator[list[str]]:
    """All rows from the first, empty ones too. Raises FileFaultError."""
    from openpyxl import load_workbook  # noqa: PLC0415  few processes ever read a workbook

    with path.open("rb") as file:
        try:
            book = load_workbook(file, read_only=True, keep_links=False)
            sheet = next(sheet for sheet in book.worksheets if sheet.sheet_state == "visible")
            sheet.reset_dimensions()  # what a file says of its size is not believed
            for cells in sheet.iter_rows(max_col=MOST_COLUMNS):
                yield _without_rest([_text(cell) for cell in cells])
        except FileFaultError:
            raise
        except (*_FAULTS, StopIteration) as error:
            raise FileFaultError(BROKEN) from error


def _without_rest(texts: list[str]) -> list[str]:
    """Without the empty cells at the end."""
    while texts and not texts[-1]:
        texts.pop()
    return texts


def _text(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, str):
        if len(value) > MOST_SIGNS:
            raise FileFaultError(UNPACKS_TOO_LARGE)
        return value
    if getattr(cell, "data_type", "") == FORMULA:
        return "=" + str(getattr(value, "text", None) or "?").removeprefix("=")
    return _written(value)


def _written(value: object) -> str:
    """As the same value stands in a text file."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d}" if value.time() == time.min else f"{value:%Y-%m-%d %H:%M:%S}"
    if isinstance(value, date):
        return value.isoformat()
    return str(value)
