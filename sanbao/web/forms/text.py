"""What people type, in the form that is read: half-width digits, no spaces."""

from __future__ import annotations

import re
import unicodedata

_DIGITS = {
    digit: number
    for number, digits in enumerate(("零〇", "一", "二两", "三", "四", "五", "六", "七", "八", "九"))
    for digit in digits
}
_NUMBER = re.compile("[零〇一二两三四五六七八九十]+")
TEN = "十"
_SPACES = re.compile(r"\s+")


def plain(text: str) -> str:
    """Full-width digits and marks become half-width ones; spaces go."""
    return _SPACES.sub("", unicodedata.normalize("NFKC", text))


def in_digits(text: str) -> str:
    """Numbers below a hundred that are written in characters （九、十二、三十、零五） become digits."""
    return _NUMBER.sub(lambda match: _below_a_hundred(match[0]), text)


def _below_a_hundred(written: str) -> str:
    tens, ten, ones = written.partition(TEN)
    if not ten:
        return "".join(str(_DIGITS[digit]) for digit in written)
    if len(tens) > 1 or len(ones) > 1 or TEN in ones:
        return written
    return str(10 * (_DIGITS[tens] if tens else 1) + (_DIGITS[ones] if ones else 0))
