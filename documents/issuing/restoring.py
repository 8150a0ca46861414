"""A context from its frozen payload: what is printed is what was frozen, whatever has changed since."""

from __future__ import annotations

import json
import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from documents.papers.payload import SETTLED

_UNIONS = (Union, types.UnionType)
_LONGEST_NUMBER = 40


class PayloadShapeError(ValueError):
    """A payload that is not of its kind."""


def context_from(payload: str, context: type[Any]) -> Any:
    paper = json.loads(payload)
    settled = {SETTLED: paper[SETTLED]} if SETTLED in paper else {}
    return restored({**paper["content"], **settled}, context)


def restored(value: Any, wanted: Any) -> Any:
    origin = get_origin(wanted)
    if origin in _UNIONS:
        return _one_of(value, get_args(wanted))
    if is_dataclass(wanted):
        return _dataclass(value, wanted)
    if origin is tuple:
        return tuple(restored(one, get_args(wanted)[0]) for one in value)
    if origin is not None and _is_mapping(origin):
        return {key: restored(one, get_args(wanted)[1]) for key, one in value.items()}
    return _plain(value, wanted)


def _is_mapping(origin: Any) -> bool:
    return isinstance(origin, type) and issubclass(origin, Mapping)


def _dataclass(value: Any, wanted: Any) -> Any:
    hints = _hints(wanted)
    return wanted(**{field.name: restored(value[field.name], hints[field.name])
                     for field in fields(wanted) if field.name in value})  # fmt: skip


@cache
def _hints(wanted: Any) -> Mapping[str, Any]:
    return get_type_hints(wanted)


def _one_of(value: Any, wanted: tuple[Any, ...]) -> Any:
    """None where it may be None; of a day and a moment the moment where the text has a time."""
    if value is None:
        return None
    kinds = [kind for kind in wanted if kind is not type(None)]
    if set(kinds) == {date, datetime}:
        return _plain(value, datetime if "T" in value else date)
    if len(kinds) != 1:
        raise PayloadShapeError(str(wanted))
    return restored(value, kinds[0])


def _plain(value: Any, wanted: Any) -> Any:
    if wanted in (date, datetime):
        return wanted.fromisoformat(value)
    if wanted is Decimal:
        return _number(value)
    if get_origin(wanted) is Literal:
        return value
    if wanted not in (str, int, bool) or type(value) is not wanted:
        raise PayloadShapeError(str(wanted))
    return value


def _number(value: Any) -> Decimal:
    """Written as text, so that it is taken as it stands; NaN, infinity and thousands of digits are no number of a paper."""
    if not isinstance(value, str) or len(value) > _LONGEST_NUMBER:
        raise PayloadShapeError(str(Decimal))
    number = Decimal(value)
    if not number.is_finite() or abs(number.adjusted()) > _LONGEST_NUMBER:
        raise PayloadShapeError(str(Decimal))
    return number
