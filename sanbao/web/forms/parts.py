"""A date in three boxes, a moment in four: each box is read by itself, and the fault names its box."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date, time

from django.utils.translation import gettext as _

from sanbao.web.forms.text import in_digits, plain

YEARS = range(1900, 2200)
_WHOLE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})[日号]?")
_EIGHT_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})")
_REPUBLIC = re.compile("民国")
_HALF_DAY = "(上午|下午|晚上|傍晚|中午|早上|早晨|凌晨|am|pm)?"
_CLOCK = re.compile(
    _HALF_DAY + r"(\d{1,2})(?:[:.](\d{2})|[点时:.](\d{1,2})分|[点时](\d{2})|[点时](半|整|钟|1刻|3刻)?)(am|pm)?"
)
_FOUR_DIGITS = re.compile(r"(\d{2})(\d{2})")
_AFTERNOON = ("下午", "晚上", "傍晚", "pm")
_FRACTIONS = {"半": 30, "1刻": 15, "3刻": 45}
NOON, EARLY_AFTERNOON = 12, 3


class PartError(Exception):
    """What is wrong, and with which box: 0 year, 1 month, 2 day, 3 time; None where they do not go together."""

    def __init__(self, part: int | None, says: str) -> None:
        super().__init__(says)
        self.part = part
        self.says = says


def date_of(parts: Sequence[str]) -> date:
    """The date of three boxes; a whole date in the first box does as well."""
    year, month, day = _split([plain(part) for part in parts])
    of_year = _year(year)
    of_month = _number(1, month, "月", _("请填写月份。"), _("月份只能填数字，例如3。"))
    if not 1 <= of_month <= 12:  # noqa: PLR2004 months of a year
        raise PartError(1, _("月份应当在1到12之间。"))
    of_day = _number(2, day, "日号", _("请填写几日。"), _("日期只能填数字，例如15。"))
    if not 1 <= of_day <= monthrange(of_year, of_month)[1]:
        raise PartError(2, _("{year}年{month}月没有{day}日。").format(year=of_year, month=of_month, day=of_day))
    return date(of_year, of_month, of_day)


def time_of(text: str) -> time:
    """9:30 · 0930 · 9点半 · 下午3点30分 · 上午九点"""
    written = in_digits(plain(text).casefold())
    if not written:
        raise PartError(3, _("请填写几点几分，例如9:30。"))
    hour, minute = _clock(written)
    try:
        return time(hour, minute)
    except ValueError:
        raise PartError(3, _("没有这个时间。请写0:00到23:59之间的时间。")) from None


def _clock(written: str) -> tuple[int, int]:
    if match := _FOUR_DIGITS.fullmatch(written):
        return int(match[1]), int(match[2])
    match = _CLOCK.fullmatch(written)
    if not match:
        raise PartError(3, _("时间请写成几点几分，例如9:30或者上午九点半。"))
    minute = int(match[3] or match[4] or match[5] or _FRACTIONS.get(match[6] or "", 0))
    return _hour(int(match[2]), match[1] or match[7] or ""), minute


def _hour(hour: int, half_day: str) -> int:
    """On the clock of 24 hours. Twelve at night begins the day that is named, or ends it: that is asked back."""
    if hour == NOON and half_day in ("晚上", "傍晚"):
        raise PartError(3, _("晚上十二点请写成23:59，或者第二天的0:00。"))
    if hour == NOON and half_day in ("凌晨", "am"):
        return 0
    afternoon = half_day in _AFTERNOON or (half_day == "中午" and hour < EARLY_AFTERNOON)
    return hour + NOON if afternoon and hour < NOON else hour


def _split(parts: list[str]) -> list[str]:
    if parts[0] and not any(parts[1:]) and (match := _WHOLE.fullmatch(parts[0]) or _EIGHT_DIGITS.fullmatch(parts[0])):
        return list(match.groups())
    return parts


def _year(written: str) -> int:
    if _REPUBLIC.search(written) or re.fullmatch(r"1\d\d年?", written):
        raise PartError(0, _("这里不用民国纪年。请写公历年份，例如2024。"))
    year = _number(0, written, "年", _("请填写年份。"), _("年份只能填数字，例如2024。"))
    if len(written.rstrip("年")) != 4:  # noqa: PLR2004 digits of a year
        raise PartError(0, _("年份请写四位数，例如2024。"))
    if year not in YEARS:
        raise PartError(0, _("请核对年份。"))
    return year


def _number(part: int, written: str, suffixes: str, missing: str, unreadable: str) -> int:
    digits = written.rstrip(suffixes)
    if not digits:
        raise PartError(part, missing)
    if not re.fullmatch(r"[0-9]{1,4}", digits):
        raise PartError(part, unreadable)
    return int(digits)
