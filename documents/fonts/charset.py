"""Which characters our papers can print: one code point a glyph, in three circles from everyday to rare.

A PDF carries an empty place for each glyph of a font up to the last one used, so that a font of everyday characters
makes a small paper; the circles are fonts with names of their own, of which the printer takes the first that has a
character.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

_LEAD, _TRAIL = range(0x81, 0xFF), range(0x40, 0xFF)
_FIRST_LEVEL = (range(0xB0, 0xD8), range(0xA1, 0xFF))  # the 3,755 commonest characters by GB 2312
_EVERYDAY_SIGNS = ((0x20, 0x7F), (0x2013, 0x2027), (0x3001, 0x3012), (0xFF01, 0xFF5F))
_EVERYDAY_MORE = "·×÷°±≤≥≠√％℃→○●◐◎□■▲△☆★✓①②③④⑤⑥⑦⑧⑨⑩　￥"
# Latin with its accents, Greek, Cyrillic, punctuation, letterlike signs, arrows, shapes, full width.
_WIDE = ((0x20, 0x180), (0x2010, 0x2060), (0x2100, 0x2150), (0x2190, 0x21A0), (0x25A0, 0x2720), (0xFF00, 0xFFF0))


def _decoded(encoding: str, leads: range, trails: range) -> frozenset[int]:
    pairs = (bytes([lead, trail]).decode(encoding, "ignore") for lead in leads for trail in trails)
    return frozenset(ord(character) for character in pairs if len(character) == 1)


def gbk() -> frozenset[int]:
    """Every code point that GBK encodes in two bytes."""
    return _decoded("gbk", _LEAD, _TRAIL)


def everyday() -> frozenset[int]:
    """The commonest characters and signs: what the first fonts hold."""
    signs = {code for first, end in _EVERYDAY_SIGNS for code in range(first, end)}
    return _decoded("gb2312", *_FIRST_LEVEL) | signs | {ord(character) for character in _EVERYDAY_MORE}


def wide() -> frozenset[int]:
    """GBK and the signs a form may need: what the first and second fonts hold together."""
    return gbk() | everyday() | {code for first, end in _WIDE for code in range(first, end)}


def circles(cmap: Mapping[int, str]) -> tuple[frozenset[int], frozenset[int], frozenset[int]]:
    """What each of the three fonts holds: everyday, wide, rare.

    An ideograph that shares its glyph with a more usual one (壿 with 墫) goes to the rare ones: in a font of its own it
    is extracted as itself.
    """
    names, common, known = frozenset(one_a_glyph(cmap)), everyday(), wide()
    rare = names - known
    taken = {cmap[code] for code in rare}
    twins = {cmap[code]: code for code in cmap if code not in names and _is_ideograph(code) and cmap[code] not in taken}
    return names & common, (names & known) - common, rare | frozenset(twins.values())


def one_a_glyph(cmap: Mapping[int, str]) -> dict[int, str]:
    """The map without second names of a glyph.

    A PDF says of a glyph which character it is; where two share one (U+2F00 and 一, U+00A0 and the space), extracted
    text would be a guess. The name kept is the more usual one, then the one that stands for itself, then the lowest.
    """
    usual = (everyday(), wide())
    names: dict[str, list[int]] = {}
    for code, glyph in cmap.items():
        if _prints(code):
            names.setdefault(glyph, []).append(code)
    return {min(codes, key=lambda code: _rank(code, usual)): glyph for glyph, codes in names.items()}


def _rank(code: int, usual: tuple[frozenset[int], ...]) -> tuple[object, ...]:
    is_form_of_another = unicodedata.normalize("NFKC", chr(code)) != chr(code)
    return *[code not in circle for circle in usual], is_form_of_another, code


def _is_ideograph(code: int) -> bool:
    character = chr(code)
    is_itself = unicodedata.normalize("NFKC", character) == character
    return is_itself and unicodedata.name(character, "").startswith("CJK UNIFIED")


def _prints(code: int) -> bool:
    """Controls, formats (among them the ones that turn the direction of text), private use and the unassigned do not."""
    return not unicodedata.category(chr(code)).startswith("C")
