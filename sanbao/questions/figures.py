"""Numbers of law in a text: `{new.same_problem_limit}` is filled from the dated data, never typed.

`new` and `old` are the two orders, `law` the law around them. After a colon: `next` (one more), `years` (of months),
`times`, `or`, `and` (of a list). Numbers of law stand in Chinese figures in Chinese, distances and money in Arabic ones.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from types import SimpleNamespace
from typing import Any

from sanbao.law.money import FEN
from sanbao.law.phrases import WORDS, citation_of, named_part
from sanbao.law.regulations import FOLDERS, Parameter, Regulation, regulation, surrounding_law
from sanbao.law.sources import SHIPPED
from sanbao.law.strict_yaml import Entry, load_mapping

ORDERS = {"new": "samr-43", "old": "aqsiq-150"}
_PLACE = re.compile(r"\{(new|old|law|example)\.([a-z_0-9]+)(?::([a-z]+))?\}")
_EXAMPLE_PRICE, _EXAMPLE_KM = Decimal(150_000), 10_000
_MONTHS = 12
_PAIR = "两"


def filled(text: str, lang: str, on: date) -> str:
    """The text with its figures as they are on a day; raises LookupError for one that the data do not hold."""
    return _PLACE.sub(lambda place: _written(place[1], place[2], place[3] or "", lang, on), text)


def _written(source: str, key: str, how: str, lang: str, on: date) -> str:
    if source == "example":
        return _example(regulation(ORDERS[key]), lang, on)
    if source in ORDERS and key in ("name", "in_force_from"):
        return _of_order(regulation(ORDERS[source]), key, lang)
    parameters = surrounding_law() if source == "law" else regulation(ORDERS[source]).parameters
    parameter = parameters[key]
    return _WRITTEN[parameter.unit](_value(parameter, on), how, WORDS[lang])


def _of_order(order: Regulation, key: str, lang: str) -> str:
    if key == "name":
        return order.short_zh if lang == "zh" else order.short_en
    day: str = _words(lang).day(order.in_force_from)
    return day


def _words(lang: str) -> Any:
    return WORDS[lang]


def _value(parameter: Parameter, on: date) -> Any:
    """The value in force on a day; of a repealed order its last one."""
    values = [(first_day, value) for first_day, value in parameter.values if value is not None]
    in_force = [value for first_day, value in values if first_day <= on]
    return in_force[-1] if in_force else values[0][1]


def _number(value: int, how: str, words: Any) -> str:
    """两次 and 两年, but 第二次: the number of things differs from the number of one in Chinese."""
    number = value + 1 if how == "next" else value // _MONTHS if how == "years" else value
    if words.LANGUAGE == "zh":
        return _PAIR if number == 2 and how in ("times", "years") else str(words.law_number(number))  # noqa: PLR2004
    return str(words.times(number) if how == "times" else words.law_number(number))


def _figure(value: Any, _how: str, _words: Any) -> str:
    return f"{Decimal(value):,}"


def _rate(value: str, _how: str, words: Any) -> str:
    """0.005 is 0.5%; a multiple such as 3 is a number."""
    rate = Decimal(value)
    return str(words.law_number(int(rate))) if rate >= 1 else f"{(rate * 100).normalize():f}%"


def _codes(value: list[str], how: str, words: Any) -> str:
    names = [words.EVENTS.get(code) or named_part(words, code) for code in value]
    joined: str = words.either(names) if how == "or" else words.listed(names)
    return joined


_WRITTEN: Mapping[str, Callable[[Any, str, Any], str]] = {
    **dict.fromkeys(("day", "working_day", "month", "year", "hour", "count"), _number),
    **dict.fromkeys(("km", "yuan"), _figure),
    "rate": _rate,
    "codes": _codes,
}


def _example(order: Regulation, lang: str, on: date) -> str:
    """A use compensation worked out with a round price and distance."""
    distance = _value(order.parameters["compensation_distance_km"], on)
    coefficient = Decimal(_value(order.parameters["compensation_coefficient_max"], on))
    amount = (_EXAMPLE_PRICE * _EXAMPLE_KM * coefficient / distance).quantize(FEN)
    if lang == "zh":
        return f"{_EXAMPLE_PRICE:,}元×{_EXAMPLE_KM:,}公里÷{distance:,}公里×{coefficient}＝{amount:,}元"
    return f"{_EXAMPLE_PRICE:,} yuan × {_EXAMPLE_KM:,} km ÷ {distance:,} km × {coefficient} = {amount:,} yuan"


@cache
def cited(article: str, lang: str) -> str:
    """An article by its id (`samr-43/24-1-4`, `consumer_law/23-3`) in words."""
    law = article.partition("/")[0]
    order: Any = regulation(law) if law in FOLDERS else _other_law(law)
    written: str = _words(lang).cited(order, citation_of(article))
    return written


def _other_law(law: str) -> SimpleNamespace:
    entry: Entry = load_mapping(SHIPPED / "surrounding" / "laws.yaml")[law]
    return SimpleNamespace(short_zh=entry["title_zh"], short_en=entry["title_en"])
