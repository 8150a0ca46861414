"""The vehicle identification number (车辆识别代号, GB 16735, ISO 3779): 17 signs, the ninth of them a check digit.

Pure. A wrong length or alphabet is no VIN. A check digit that does not come out is only a hint at a slip of the pen: it
binds in China and North America alone, so whoever has looked at the car again may say that it is so.
"""

from __future__ import annotations

import re
import unicodedata

LENGTH = 17
SHORTEST_TAIL, LONGEST_TAIL = 6, 8
_CHECK_PLACE = 8
_SIGNS = re.compile(r"[A-HJ-NPR-Z0-9]*")
_NOT_WRITTEN = re.compile(r"[\s\-·.]+")
_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
_MODULUS, _TEN = 11, "X"
_LETTERS = {
    **dict(zip("ABCDEFGH", range(1, 9), strict=True)),
    **dict(zip("JKLMN", range(1, 6), strict=True)),
    "P": 7,
    "R": 9,
    **dict(zip("STUVWXYZ", range(2, 10), strict=True)),
}
_VALUES = _LETTERS | {str(digit): digit for digit in range(10)}


def compact(typed: str) -> str:
    """As it stands on the car, from what a person types: capital letters, half-width, without spaces and hyphens."""
    return _NOT_WRITTEN.sub("", unicodedata.normalize("NFKC", typed)).upper()


def wrong_signs(vin: str) -> list[str]:
    """Each once, in their order: I, O, Q, and whatever is neither letter nor digit."""
    return list(dict.fromkeys(sign for sign in vin if not _SIGNS.fullmatch(sign)))


def is_vin(vin: str) -> bool:
    return len(vin) == LENGTH and not wrong_signs(vin)


def is_tail(text: str) -> bool:
    """The last signs of a VIN, as many as people read out."""
    return SHORTEST_TAIL <= len(text) <= LONGEST_TAIL and not wrong_signs(text)


def check_digit(vin: str) -> str:
    """What stands at the ninth place of a VIN whose other signs are right; raises ValueError for what is no VIN."""
    if not is_vin(vin):
        message = "not a VIN"
        raise ValueError(message)
    rest = sum(weight * _VALUES[sign] for weight, sign in zip(_WEIGHTS, vin, strict=True)) % _MODULUS
    return _TEN if rest == _MODULUS - 1 else str(rest)


def has_right_check_digit(vin: str) -> bool:
    return vin[_CHECK_PLACE] == check_digit(vin)
