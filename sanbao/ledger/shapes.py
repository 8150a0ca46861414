"""What an event may hold: codes and opaque ids. Free text, names, phone numbers, identity cards and VINs do not fit.

The shapes are narrow on purpose: who wants to record a value that does not fit records a salted commitment to it.
"""

import re
from collections.abc import Mapping
from datetime import datetime

Code = str | int | bool | None

SYSTEM = "system"
MOST_CODES = 32
# A mobile number read as an integer has eleven digits.
LARGEST_NUMBER = 9_999_999_999

UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
OPAQUE = rf"(?:{UUID}|[0-9a-f]{{32,64}}|[1-9][0-9]{{0,9}})"
WORDS = r"[a-z]+(?:_[a-z]+)*"
ACTION = re.compile(rf"(?=.{{3,60}}\Z){WORDS}\.{WORDS}")
SUBJECT = re.compile(rf"{WORDS}/{OPAQUE}")
PARTY = re.compile(rf"{OPAQUE}|{SYSTEM}")
NAME = re.compile(r"(?!.*[0-9]{5})[a-z][a-z0-9_]{0,39}")
COMMITMENT = re.compile(r"[0-9a-f]{64}")
# Words of lower case with short numbers in them (`samr-43`, `gearbox.input_shaft`), never five digits in a row.
WORD_CODE = r"(?=.{1,64}\Z)(?!.*[0-9]{5})[a-z][a-z0-9]*(?:[._:/-][a-z0-9]+)*"
DATE = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
REGION = r"[0-9]{6}"
CODE = re.compile(rf"{WORD_CODE}|{UUID}|{COMMITMENT.pattern}|{DATE}|{REGION}")


class ShapeError(ValueError):
    """An event that would not keep to codes. It names the part, never the value, which may be personal data."""

    def __init__(self, part: str) -> None:
        super().__init__(f"the ledger does not take this {part}: see sanbao/ledger/shapes.py")
        self.part = part


def check_event(*, action: str, subject: str, actor: str, organisation: str | None, at: datetime) -> None:
    _demand(_is(ACTION, action), "action")
    _demand(_is(SUBJECT, subject) and len(subject) <= 100, "subject")  # noqa: PLR2004  the width of the column
    _demand(_is(PARTY, actor), "actor")
    _demand(organisation is None or _is(PARTY, organisation), "organisation")
    _demand(at.tzinfo is not None, "moment without a time zone")


def check_codes(codes: Mapping[str, Code]) -> None:
    _demand(len(codes) <= MOST_CODES, "number of codes")
    for name, value in codes.items():
        _demand(_is(NAME, name), "name of a code")
        _demand(_is_code(value), f"code {name!r}")


def check_commitments(commitments: Mapping[str, str]) -> None:
    _demand(len(commitments) <= MOST_CODES, "number of commitments")
    for name, value in commitments.items():
        _demand(_is(NAME, name), "name of a commitment")
        _demand(_is(COMMITMENT, value), f"commitment {name!r}")


def _is_code(value: object) -> bool:
    if value is None or isinstance(value, bool):
        return True
    if isinstance(value, int):
        return abs(value) <= LARGEST_NUMBER
    return _is(CODE, value)


def _is(shape: re.Pattern[str], value: object) -> bool:
    return isinstance(value, str) and shape.fullmatch(value) is not None


def _demand(fits: bool, part: str) -> None:  # noqa: FBT001  reads as a sentence: demand that it fits
    if not fits:
        raise ShapeError(part)
