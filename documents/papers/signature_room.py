"""Room for a signature in a PDF of ours, filled once all other bytes stand: the file is not read and written again."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime

import pikepdf
from pikepdf import Array, Dictionary, Name, String

FIELD = "Issuer"
_LARGEST = 9_999_999_999  # holds the place of an offset
_NO_CHANGES = 1
_HIDDEN_IN_PRINT = 132  # printed and locked, in a rectangle of no size
_RANGE = b"/ByteRange [ 0 9999999999 9999999999 9999999999 ]"


class NoRoomError(ValueError):
    """A file without the room for this signature."""


def leave_room(pdf: pikepdf.Pdf, size: int) -> pikepdf.Object:
    """A field of a certifying signature (PAdES) on the first page; the signature itself, so long, is still empty."""
    signature = pdf.make_indirect(_empty_signature(size))
    page = pdf.pages[0].obj
    field = pdf.make_indirect(
        Dictionary(FT=Name.Sig, T=String(FIELD), Type=Name.Annot, Subtype=Name.Widget, F=_HIDDEN_IN_PRINT,
                   Rect=Array([0, 0, 0, 0]), P=page, V=signature)
    )  # fmt: skip
    page.Annots = Array([*page.get("/Annots", []), field])
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]), SigFlags=3)
    pdf.Root.Perms = Dictionary(DocMDP=signature)
    esic = Dictionary(Type=Name.DeveloperExtensions, BaseVersion=Name("/1.7"), ExtensionLevel=1)
    pdf.Root.Extensions = Dictionary(ESIC=esic)
    return signature


def _empty_signature(size: int) -> Dictionary:
    parameters = Dictionary(Type=Name.TransformParams, P=_NO_CHANGES, V=Name("/1.2"))
    return Dictionary(
        Type=Name.Sig,
        Filter=Name("/Adobe.PPKLite"),
        SubFilter=Name("/ETSI.CAdES.detached"),
        Reference=Array([Dictionary(Type=Name.SigRef, TransformMethod=Name.DocMDP, TransformParams=parameters)]),
        ByteRange=Array([0, _LARGEST, _LARGEST, _LARGEST]),
        Contents=String(bytes(size)),
    )


def date_signature(signature: pikepdf.Object, at: datetime) -> None:
    signature.M = String(at.astimezone(UTC).strftime("D:%Y%m%d%H%M%SZ"))


def filled_room(content: bytes, size: int, sign: Callable[[bytes], bytes]) -> bytes:
    """The file with its signature: `sign` makes it from the SHA-256 of all bytes around it."""
    empty = b"<" + b"00" * size + b">"
    start, place = content.find(empty), content.find(_RANGE)
    if start < 0 or place < 0:
        raise NoRoomError
    end = start + len(empty)
    told = b"/ByteRange [ 0 %d %d %d ]" % (start, end, len(content) - end)
    around = bytearray(content)
    around[place : place + len(_RANGE)] = told.ljust(len(_RANGE))
    signature = sign(hashlib.sha256(around[:start] + around[end:]).digest())
    if len(signature) > size:
        raise NoRoomError
    around[start:end] = b"<" + signature.hex().encode().ljust(2 * size, b"0") + b">"
    return bytes(around)
