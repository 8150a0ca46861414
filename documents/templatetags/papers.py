"""Tags of the paper templates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from unicodedata import east_asian_width

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()
Row = tuple[str, str]
_LINE, _HALF_LINE = 108, 29  # letters of half width
_NUMERAL = "[一二三四五六七八九十百零〇]+"
# Articles, numbers of orders, days, amounts and counts: what a reader would stumble over when it is cut by a line's end.
_WHOLE = re.compile(
    rf"(?:第{_NUMERAL}号令)?(?:第{_NUMERAL}[条款项])+|第{_NUMERAL}号令|令第\d+号"
    r"|\d{4}年\d+月\d+日|\d[\d,.]*(?:个月|公里|小时|[年月日次元项%])"
    r"|Order \d+|Articles? \d+(?:\(\d+\))*|\d+ (?:January|February|March|April|May|June|July|August|September"
    r"|October|November|December) \d{4}|\d[\d,.]* (?:km|yuan|days?|months?|hours?)(?![a-z])"
)


@register.filter
def whole(text: str) -> SafeString:
    """The text, each of such parts on one line."""
    ends = [0, *(end for found in _WHOLE.finditer(text) for end in found.span()), len(text)]
    parts = [text[start:end] for start, end in pairwise(ends)]
    return format_html_join("", "{}", ((_unbroken(part) if place % 2 else part,) for place, part in enumerate(parts)))


def _unbroken(part: str) -> SafeString:
    return format_html('<span class="whole">{}</span>', part)


@register.filter
def in_pairs(rows: Iterable[Row]) -> Iterator[tuple[Row, ...]]:
    """Facts two to a line, one that is too long for half of it alone; none out of its order."""
    waiting: Row | None = None
    for row in rows:
        if waiting is not None and _fits_half(row):
            yield (waiting, row)
            waiting = None
            continue
        if waiting is not None:
            yield (waiting,)
        waiting = row if _fits_half(row) else None
        if waiting is None:
            yield (row,)
    if waiting is not None:
        yield (waiting,)


@register.filter
def is_brief(text: str) -> bool:
    """Does it stand on one line? A heading must not end a page with nothing but such a line."""
    return _width(text) <= _LINE


def _fits_half(row: Row) -> bool:
    return _width(row[1]) <= _HALF_LINE


def _width(text: str) -> int:
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)


@register.simple_tag(takes_context=True)
def both(context: template.Context, zh: str, en: str) -> SafeString:
    """A label in Chinese, with the English below it on a bilingual paper."""
    if not context["paper"].bilingual:
        return whole(zh)
    return format_html('{}<span class="en" lang="en">{}</span>', whole(zh), en)


# The look of a field, by class: the sample page of a form shows it outside of the table it stands in.
_LOOKS = {"number": "number", "reissued_on": "number", "vin": "vin", "check_code": "check"}


@register.simple_tag(takes_context=True)
def of_the_car(context: template.Context, name: str) -> SafeString:
    """A value that differs from car to car: on one line, in a look of its own, so that a form can be filled with it."""
    return _field(name, context["car"][name])


@register.simple_tag
def sample(name: str, sign: str) -> SafeString:
    """A sign of a field three times: as the first, a middle and the last one of a line."""
    return _field(name, 3 * sign)


def _field(name: str, value: str) -> SafeString:
    return format_html('<span class="car {}">{}</span>', _LOOKS.get(name, "day"), value)
