"""Cutting a font down to given characters with the system's HarfBuzz, in a second where pure Python takes a minute.

The library is the one that prints need anyway (`libharfbuzz-subset0`); the numbers below are of its public header.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from ctypes.util import find_library
from functools import cache
from pathlib import Path

_GLYPHS, _DROP_TABLES, _FEATURES = 0, 3, 6  # hb_subset_sets_t
_READ_ONLY = 1  # hb_memory_mode_t
_NO_HINTING, _DESUBROUTINIZE, _NOTDEF_OUTLINE = 0x01, 0x04, 0x40  # hb_subset_flags_t
# Vertical writing and the choice of other glyphs are not wanted: a character is printed as itself.
_DROPPED = ("vhea", "vmtx", "VORG", "BASE", "GSUB", "DSIG")
_KEPT_FEATURES = ("kern",)
_Handle = ctypes.c_void_p


class NoSubsetLibraryError(Exception):
    """libharfbuzz-subset0 is not installed."""


class CannotCutError(Exception):
    """HarfBuzz refuses the font."""


@cache
def subset_library() -> ctypes.CDLL:
    found = find_library("harfbuzz-subset")
    if found is None:
        raise NoSubsetLibraryError("libharfbuzz-subset is missing: apt-get install libharfbuzz-subset0")
    library = ctypes.CDLL(found)
    for name in (
        "hb_blob_create",
        "hb_blob_create_from_file_or_fail",
        "hb_face_create",
        "hb_face_reference_blob",
        "hb_face_reference_table",
        "hb_subset_input_create_or_fail",
        "hb_subset_input_unicode_set",
        "hb_subset_input_set",
        "hb_subset_or_fail",
        "hb_blob_get_data",
    ):
        getattr(library, name).restype = ctypes.c_void_p
    return library


def cut(collection: Path, index: int, codes: frozenset[int]) -> bytes:
    """The font at `index` of a collection with the glyphs of these code points alone."""
    hb = subset_library()
    with _handles(hb) as owned:
        blob = owned("blob", hb.hb_blob_create_from_file_or_fail(str(collection).encode()))
        face = owned("face", hb.hb_face_create(blob, index))
        wanted = owned("subset_input", hb.hb_subset_input_create_or_fail())
        _fill(hb, hb.hb_subset_input_unicode_set(wanted), codes)
        _fill(hb, hb.hb_subset_input_set(wanted, _DROP_TABLES), map(_tag, _DROPPED))
        features = hb.hb_subset_input_set(wanted, _FEATURES)
        hb.hb_set_clear(_Handle(features))
        _fill(hb, features, map(_tag, _KEPT_FEATURES))
        result = owned("face", _subset(hb, face, wanted))
        return _content(hb, owned("blob", hb.hb_face_reference_blob(result)))


def compacted(font: bytes, glyphs: Iterable[int]) -> bytes:
    """The bare CFF of a font with these glyphs alone, each still found by its old number (its CID)."""
    hb = subset_library()
    with _handles(hb) as owned:
        blob = owned("blob", hb.hb_blob_create(font, len(font), _READ_ONLY, None, None))
        face = owned("face", hb.hb_face_create(blob, 0))
        wanted = owned("subset_input", hb.hb_subset_input_create_or_fail())
        _fill(hb, hb.hb_subset_input_set(wanted, _GLYPHS), glyphs)
        result = owned("face", _subset(hb, face, wanted))
        return _content(hb, owned("blob", hb.hb_face_reference_table(result, _tag("CFF "))))


def _subset(hb: ctypes.CDLL, face: _Handle, wanted: _Handle) -> int:
    hb.hb_subset_input_set_flags(wanted, _NO_HINTING | _DESUBROUTINIZE | _NOTDEF_OUTLINE)
    result: int | None = hb.hb_subset_or_fail(face, wanted)
    if result is None:
        raise CannotCutError
    return result


@contextmanager
def _handles(hb: ctypes.CDLL) -> Iterator[Callable[[str, int], _Handle]]:
    """Keeps what HarfBuzz hands out, and gives it back in the end."""
    kept: list[tuple[str, _Handle]] = []

    def owned(kind: str, address: int) -> _Handle:
        kept.append((kind, _Handle(address)))
        return kept[-1][1]

    try:
        yield owned
    finally:
        for kind, handle in reversed(kept):
            getattr(hb, f"hb_{kind}_destroy")(handle)


def _fill(hb: ctypes.CDLL, which: int, numbers: Iterable[int]) -> None:
    for number in sorted(numbers):
        hb.hb_set_add(_Handle(which), ctypes.c_uint32(number))


def _tag(name: str) -> int:
    return int.from_bytes(name.encode(), "big")


def _content(hb: ctypes.CDLL, blob: _Handle) -> bytes:
    length = ctypes.c_uint()
    data = hb.hb_blob_get_data(blob, ctypes.byref(length))
    return ctypes.string_at(data, length.value)
