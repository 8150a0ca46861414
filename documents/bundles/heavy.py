"""Photos and scans wait in files of their own while the bundle is put together, and are appended to it one by one.

The library holds every stream it copies in memory. What waits is a short stream with a mark; once the bundle is written,
an update behind it (PDF 1.7, 7.5.6) gives each marked object its content.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import pikepdf
from pikepdf import Dictionary, String

_HEAVY = 64 * 1024  # bytes
_MARK = "/SanbaoHeavy"
_ENCODING = ("/Filter", "/DecodeParms")
_TAIL = 64


@dataclass(frozen=True)
class _Marked:
    number: int
    generation: int
    entries: bytes
    path: Path


def set_aside(pdf: pikepdf.Pdf, folder: Path, prefix: str) -> None:
    """Every large stream into `folder`."""
    for number, thing in enumerate(pdf.objects):
        if isinstance(thing, pikepdf.Stream):
            content = thing.read_raw_bytes()
            if len(content) > _HEAVY:
                _set_one_aside(thing, content, folder / f"{prefix}-{number}")


def _set_one_aside(thing: pikepdf.Stream, content: bytes, path: Path) -> None:
    path.write_bytes(content)
    encoding = {key: thing.stream_dict[key] for key in _ENCODING if key in thing.stream_dict}
    thing.write(hashlib.sha256(content).digest())
    thing.stream_dict[_MARK] = Dictionary({**encoding, "/Name": String(path.name)})


def bring_back(path: Path, folder: Path) -> None:
    """What was set aside goes behind the file at `path`, which was written without streams of objects."""
    with pikepdf.open(path, access_mode=pikepdf.AccessMode.stream) as pdf:
        marked, trailer = list(_marked(pdf, folder)), _entries(pdf.trailer)
    if not marked:
        return
    with path.open("r+b") as file:
        before = _table_before(file)
        offsets = [_append(file, one) for one in marked]
        table = file.tell()
        file.write(b"xref\n")
        for one, offset in zip(marked, offsets, strict=True):
            file.write(b"%d 1\n%010d %05d n \n" % (one.number, offset, one.generation))
        trailer[b"/Prev"] = b"%d" % before
        file.write(b"trailer\n" + _written(trailer) + b"\nstartxref\n%d\n%%%%EOF\n" % table)


def _marked(pdf: pikepdf.Pdf, folder: Path) -> Iterator[_Marked]:
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Stream) and _MARK in thing.stream_dict:
            mark = thing.stream_dict[_MARK]
            waits = folder / str(mark.Name)
            entries = _entries(thing.stream_dict) | _entries(mark) | {b"/Length": b"%d" % waits.stat().st_size}
            del entries[b"/Name"], entries[_MARK.encode()]
            number, generation = thing.objgen
            yield _Marked(number, generation, _written(entries), waits)


def _entries(dictionary: Any) -> dict[bytes, bytes]:
    return {str(key).encode(): _reference_or_value(value) for key, value in dictionary.items()}


def _reference_or_value(value: Any) -> bytes:
    if not isinstance(value, pikepdf.Object):
        return pikepdf.Array([value]).unparse().strip(b"[] ")
    return b"%d %d R" % value.objgen if value.is_indirect else value.unparse(resolved=True)


def _written(entries: dict[bytes, bytes]) -> bytes:
    return b"<< " + b" ".join(key + b" " + value for key, value in entries.items()) + b" >>"


def _table_before(file: IO[bytes]) -> int:
    file.seek(-_TAIL, 2)
    return int(file.read().rpartition(b"startxref")[2].split()[0])


def _append(file: IO[bytes], one: _Marked) -> int:
    offset = file.seek(0, 2)
    file.write(b"%d %d obj\n" % (one.number, one.generation) + one.entries + b"\nstream\n")
    with one.path.open("rb") as content:
        shutil.copyfileobj(content, file)
    file.write(b"\nendstream\nendobj\n")
    return offset
