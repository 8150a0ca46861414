"""How a paper is checked by a stranger: a check code to type, a QR code to scan."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from datetime import date

import segno

from sanbao.law.phrases import WORDS

_QUIET = 4  # modules of white around the code, as the standard asks
_MASK = 2  # any mask is valid; trying all eight for the prettiest takes eight times as long
_WHITE, _BLACK = b"\xff", b"\x00"
_GREY_8_BITS = (8, 0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Proof:
    """`qr` is what the code says, `address` where a check code is typed; who issued the paper, and when, as a check tells it."""

    check_code: str
    qr: str
    address: str
    issuer: str = ""
    issued_on: date | None = None


def issued_on_of(proof: Proof | None, language: str) -> str:
    written: str = WORDS[language].day(proof.issued_on) if proof and proof.issued_on else ""
    return written


def qr_rows(content: str) -> list[bytes]:
    """The code as rows of grey pixels, one a module, with its quiet zone."""
    code = segno.make_qr(content, error="m", mask=_MASK, boost_error=False)
    blank = _WHITE * (len(code.matrix) + 2 * _QUIET)
    side = _WHITE * _QUIET
    rows = [side + b"".join(_BLACK if module else _WHITE for module in row) + side for row in code.matrix]
    return [blank] * _QUIET + rows + [blank] * _QUIET


def qr_picture(content: str) -> bytes:
    """The code as a PNG in 8-bit grey, which goes into a PDF as it is."""
    rows = qr_rows(content)
    header = struct.pack("!II5B", len(rows[0]), len(rows), *_GREY_8_BITS)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(scan_lines(rows))), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, content) for kind, content in chunks)


def scan_lines(rows: list[bytes]) -> bytes:
    """Rows as PNG and PDF compress them: each with its filter, here none, before it."""
    return b"".join(b"\x00" + row for row in rows)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack("!I", len(content)) + kind + content + struct.pack("!I", zlib.crc32(kind + content))
