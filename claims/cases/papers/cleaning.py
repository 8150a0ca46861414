"""Words of people as a paper can print them: nobody's claim fails for a sign that no font of ours has."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from documents.fonts.provided import provided_fonts

_INSTEAD = "□"
_T = TypeVar("_T")


def cleaned(context: _T) -> _T:
    """Lines run on, and what cannot be printed becomes a box."""
    result: _T = _clean(context, provided_fonts().coverage)
    return result


def _clean(value: Any, coverage: frozenset[int]) -> Any:
    if isinstance(value, str):
        return "".join(sign if ord(sign) in coverage else _INSTEAD for sign in " ".join(value.split()))
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{field.name: _clean(getattr(value, field.name), coverage) for field in fields(value)})
    if isinstance(value, tuple):
        return tuple(_clean(one, coverage) for one in value)
    return value
