"""Plates (车牌号码): a province, a letter, five signs, or six of a new-energy car. Loosely read: never a key, never refused
for its shape, since plates change with the years and the place."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 10
_NOT_WRITTEN = re.compile(r"[\s\-·•.]+")
_PLATE = re.compile(r"[\u4e00-\u9fff][A-Z][A-Z0-9]{4,6}[\u4e00-\u9fff]?")


def compact(typed: str) -> str:
    """浙A·12345 as 浙A12345."""
    return _NOT_WRITTEN.sub("", unicodedata.normalize("NFKC", typed)).upper()


def normalised(typed: str) -> str:
    """The plate that was meant, or nothing where it is none."""
    plate = compact(typed)
    return plate if _PLATE.fullmatch(plate) else ""
