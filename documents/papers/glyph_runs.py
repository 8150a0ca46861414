"""The text of one field as a PDF shows it: learned once from a sample, then written for any value.

The printer writes a line as glyphs with corrections between them: `[<0405>-39<>-40.9<0916>0] TJ`. A correction right
behind a glyph is of that glyph, one behind an empty string is of the next. Within a field that has neither kerning nor
ligatures they hang on the glyph and on its place in the line (first, middle, last), so that three of a kind teach all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

SHOWN = re.compile(rb"BT\n(?P<matrix>[^\n]* Tm)\n(?P<font>/\w+ [\d.]+ Tf)\n\[(?P<run>[^\]]*)\] TJ\nET")
_TOKEN = re.compile(rb"<([0-9a-f]*)>|(-?[\d.]+)")
_GLYPH = 4  # hexadecimal digits
FIRST, MIDDLE, LAST = range(3)


class UnexpectedRunError(Exception):
    """The printer wrote a line in a way that this module does not know."""


class UnknownSignError(Exception):
    """A value holds a sign that the form was not made for."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """A glyph with the corrections before and behind it, as written."""

    code: bytes
    before: bytes = b""
    behind: bytes = b""


def glyphs_of(run: bytes) -> list[Glyph]:
    """What a run shows, glyph by glyph."""
    glyphs: list[Glyph] = []
    before, follows_glyph = b"", False
    for codes, number in _TOKEN.findall(run):
        if number and follows_glyph:
            glyphs[-1] = Glyph(glyphs[-1].code, glyphs[-1].before, number)
        elif number:
            before = number
        for place in range(0, len(codes), _GLYPH):
            glyphs.append(Glyph(codes[place : place + _GLYPH], before))
            before = b""
        follows_glyph = bool(codes)
    return glyphs


def written(glyphs: list[Glyph]) -> bytes:
    """The run again, byte for byte as the printer writes it."""
    run = b"<"
    for glyph in glyphs:
        run += (b">" + glyph.before + b"<" if glyph.before else b"") + glyph.code
        run += b">" + glyph.behind + b"<" if glyph.behind else b""
    return run[:-1] if run.endswith(b"<") else run + b">"


@dataclass(frozen=True, slots=True)
class Style:
    """How one field writes each of its signs: font and size, and a glyph for each place in the line."""

    font: bytes
    signs: Mapping[str, tuple[Glyph, Glyph, Glyph]]

    def run(self, value: str) -> bytes:
        """The run of a value; raises UnknownSignError."""
        return written(list(self._glyphs(value)))

    def _glyphs(self, value: str) -> Iterator[Glyph]:
        last = len(value) - 1
        for place, sign in enumerate(value):
            if sign not in self.signs:
                raise UnknownSignError(sign)
            yield self.signs[sign][LAST if place == last else MIDDLE if place else FIRST]


def learned(signs: str, shown: list[re.Match[bytes]]) -> Style:
    """The style of a field from the samples of its signs, three of each in a line."""
    fonts = {match["font"] for match in shown}
    if len(fonts) != 1 or len(shown) != len(signs):
        raise UnexpectedRunError(f"{len(shown)} samples of {len(signs)} signs in {len(fonts)} fonts")
    table: dict[str, tuple[Glyph, Glyph, Glyph]] = {}
    for sign, match in zip(signs, shown, strict=True):
        first, middle, last = glyphs_of(match["run"])
        table[sign] = (first, middle, last)
    return Style(fonts.pop(), table)
