"""What is looked at before a file is opened: what it is, and whether unpacking it would fill the house.

`zipfile` never hands out more of an entry than the entry declares, so the declared sizes bind.
"""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Literal

from django.utils.translation import gettext_lazy as _

from claims.imports.reading.faults import FileFaultError

NOT_A_TABLE = _("请选择CSV或者XLSX文件。")
OLD_EXCEL = _("这是旧的XLS格式，请在电子表格软件里另存为XLSX，再导入。")
ENCRYPTED = _("这个文件有密码，请去掉密码，再导入。")
BROKEN = _("这个文件打不开，可能没有传完，请重新选择。")
UNPACKS_TOO_LARGE = _("这个文件解开以后太大，不能导入。请分成几个文件，或者另存为CSV。")
EMPTY = _("这个文件是空的。")

MIB = 1024 * 1024
MOST_UNPACKED = 1024 * MIB
MOST_STRINGS = 96 * MIB  # shared strings are the one part that is held in memory
MOST_ENTRIES = 1000
HIGHEST_RATIO = 100  # tables of real shops stay below 40
RATIO_MATTERS_FROM = 4 * MIB
HEAD = 64 * 1024
MOST_HIDDEN = 0.02
_ZIP, _OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_ENCRYPTED = 0x1
# A stray one is told at its cell; a picture or a program is full of them.
_NEVER_IN_TEXT = bytes(range(9)) + bytes(range(14, 27)) + bytes(range(28, 32))

Kind = Literal["csv", "xlsx"]


def kind_of(path: Path) -> Kind:
    """By what is in it, whatever its name says. Raises FileFaultError."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    if not head:
        raise FileFaultError(EMPTY)
    if head.startswith(_ZIP):
        guard(path)
        return "xlsx"
    if head.startswith(_OLD_EXCEL):
        raise FileFaultError(OLD_EXCEL)
    hidden = len(head) - len(head.translate(None, _NEVER_IN_TEXT))
    if head.startswith((b"%PDF", *_UTF_16)) or b"\0" in head or hidden > len(head) * MOST_HIDDEN:
        raise FileFaultError(NOT_A_TABLE)
    return "csv"


def guard(path: Path) -> None:
    """Raises FileFaultError for what is no workbook, or a small file that is none once it is unpacked."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise FileFaultError(BROKEN) from error
    names = {entry.filename for entry in entries}
    if "EncryptedPackage" in names or any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise FileFaultError(ENCRYPTED)
    if "xl/workbook.xml" not in names:
        raise FileFaultError(NOT_A_TABLE)
    if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise FileFaultError(UNPACKS_TOO_LARGE)
    if any(_is_bomb(entry) for entry in entries):
        raise FileFaultError(UNPACKS_TOO_LARGE)


def _is_bomb(entry: zipfile.ZipInfo) -> bool:
    if entry.filename.endswith("sharedStrings.xml") and entry.file_size > MOST_STRINGS:
        return True
    return entry.file_size > RATIO_MATTERS_FROM and entry.file_size > HIGHEST_RATIO * max(entry.compress_size, 1)
