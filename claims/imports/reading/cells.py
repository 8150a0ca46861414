"""What people write into a cell, as the value that is meant. Raises CellError, which says what to write instead.

The common spellings are read at once, the others by the fields of the pages, so that both take the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from claims.imports.reading.faults import CellError
from claims.vehicles import vin as vins
from claims.vehicles.models.vehicle import NOT_A_VIN
from sanbao.accounts.names import check_name
from sanbao.law.fields import CHINA
from sanbao.sms.mobile_numbers import NumberError, mobile_number
from sanbao.web.forms import KilometresField, YuanField
from sanbao.web.forms.parts import YEARS, PartError, date_of, time_of
from sanbao.web.forms.text import plain

FORMULA = _("这一格是公式。请在电子表格里复制，再“选择性粘贴”成数值。")
SHEET_ERROR = _("这一格是电子表格的错误值“{value}”，请改成正确的内容。")
NOT_WRITABLE = _("有看不见的控制字符，请删去后重新填写。")
TOO_LONG = _("最多{most}个字，这里有{length}个。")
NOT_A_CHOICE = _("不认识“{value}”。可以写：{known}。")
NOT_A_DATE = _("日期请写成2024-05-01、2024/5/1或者2024年5月1日。")
NO_TIME_WANTED = _("这里只写日期，不写时间。")
NOT_A_NUMBER = _("请写数字。")
NOT_YES_OR_NO = _("请写“是”或者“否”。")
MOST_MINUTES = 60 * 10_000
FEN = 100
KM, YUAN = KilometresField(), YuanField()

_LITERAL = re.compile(r'="([^"]*)"')
_SHEET_ERRORS = {"#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!"}
_NOTHING = {"-", "--", "—", "/", "NULL", "null"}  # how other systems write that there is nothing
_HIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_MOMENT = re.compile(
    r"(\d{4})([-/.年])(\d{1,2})[-/.月](\d{1,2})日?(?:[ T]*(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?", re.ASCII
)
_PARTED = re.compile(r"(.*?\d[日号]?)[\sT]+(\S.*)", re.DOTALL)
_YES, _NO = (
    frozenset({"是", "有", "对", "yes", "y", "true", "1", "√"}),
    frozenset({"否", "无", "不", "no", "n", "false", "0", "×"}),
)

Read = Callable[[str], Any]


def literal(cell: str) -> str:
    """Without the signs around it; raises CellError where the cell is computed. `="0571"` is how a text is kept a text."""
    text = cell.strip()
    if not text or text in _NOTHING:
        return ""
    if text[0] == "=":
        match = _LITERAL.fullmatch(text)
        if match is None:
            raise CellError(FORMULA)
        text = match[1].strip()
    elif text[0] == "#" and text in _SHEET_ERRORS:
        raise CellError(SHEET_ERROR, value=text)
    if _HIDDEN.search(text):
        raise CellError(NOT_WRITABLE)
    return text


def words(most: int, *, is_name: bool = False) -> Read:
    """`is_name`: what is printed as a name holds no invisible signs at all."""

    def read(text: str) -> str:
        if len(text) > most:
            raise CellError(TOO_LONG, most=most, length=len(text))
        if is_name and not text.isascii():
            try:
                check_name(text)
            except ValidationError as error:
                raise CellError(error.messages[0]) from None
        return text

    return read


def vin(text: str) -> str:
    written = text if text.isascii() and text.isalnum() and text.isupper() else vins.compact(text)
    if not vins.is_vin(written):
        raise CellError(NOT_A_VIN)
    return written


def day(text: str) -> date:
    moment, has_time = _moment(text)
    if has_time and moment.time() != time.min:
        raise CellError(NO_TIME_WANTED)
    return moment.date()


def moment(text: str) -> tuple[datetime, bool]:
    """In China's time; False where only the day is told: the moment is then its first one."""
    return _moment(text)


def _moment(text: str) -> tuple[datetime, bool]:
    match = _MOMENT.fullmatch(text)
    if match is None:
        return _moment_of_words(text)
    year, _mark, month, of_month, hour, minute, second = match.groups()
    try:
        found = datetime(
            int(year), int(month), int(of_month), int(hour or 0), int(minute or 0), int(second or 0), tzinfo=CHINA
        )
    except ValueError:
        return _moment_of_words(text)
    if found.year not in YEARS:
        return _moment_of_words(text)
    return found, hour is not None


def _moment_of_words(text: str) -> tuple[datetime, bool]:
    """Full-width, in characters, with the half of the day; and whatever is wrong, with the reason."""
    parted = _PARTED.fullmatch(text.strip())
    written, clock = (parted[1], parted[2]) if parted else (text, "")
    if plain(written).isdecimal() and len(plain(written)) not in (8, 3):
        raise CellError(NOT_A_DATE)
    try:
        on = _day_of_words(written)
        at = time_of(clock) if clock else time.min
    except PartError as fault:
        raise CellError(fault.says) from None
    return datetime.combine(on, at, tzinfo=CHINA), bool(clock)


def _day_of_words(written: str) -> date:
    """A year of the Republic (113/5/1, 民国113年5月1日) is told as such by the reading of its year."""
    parts = re.split(r"[-/.年月]", plain(written))
    if len(parts) == 3:  # noqa: PLR2004  year, month, day
        return date_of([parts[0], parts[1], parts[2].rstrip("日号")])
    return date_of([written, "", ""])


def km(text: str) -> int:
    if text.isascii() and text.isdigit() and len(text) < 8:  # noqa: PLR2004  within what an odometer shows
        return int(text)
    return int(_by_field(KM, text))


def fen(text: str) -> int:
    if text.isascii() and text.isdigit() and len(text) < 8:  # noqa: PLR2004  within what a car costs
        return int(text) * FEN
    return int(_by_field(YUAN, text) * FEN)


def minutes_of_hours(text: str) -> int:
    """1.5 is an hour and a half."""
    try:
        found = Decimal(plain(text).removesuffix("小时").removesuffix("h")) * 60
        is_possible = 0 <= found <= MOST_MINUTES  # asked before 1e900000 becomes a whole number
    except (ArithmeticError, ValueError):
        raise CellError(NOT_A_NUMBER) from None
    if not is_possible:
        raise CellError(NOT_A_NUMBER)
    return int(found)


def whole(text: str) -> int:
    written = plain(text)
    if not (written.isascii() and written.isdigit() and len(written) < 9):  # noqa: PLR2004  fits every column
        raise CellError(NOT_A_NUMBER)
    return int(written)


def decimal(text: str) -> Decimal:
    """0.5% as 0.005."""
    written = plain(text)
    try:
        found = Decimal(written.rstrip("%")) / (100 if written.endswith("%") else 1)
    except ArithmeticError:
        raise CellError(NOT_A_NUMBER) from None
    if not found.is_finite():
        raise CellError(NOT_A_NUMBER)
    return found


def yes_or_no(text: str) -> bool:
    written = plain(text).casefold()
    if written in _YES:
        return True
    if written in _NO:
        return False
    raise CellError(NOT_YES_OR_NO)


def phone(text: str) -> str:
    try:
        return mobile_number(text)
    except NumberError as error:
        raise CellError(str(error)) from None


def choice(of: type[TextChoices], others: Mapping[str, str] | None = None) -> Read:
    """By code, by its Chinese words, or by other words for it."""

    @cache
    def known() -> dict[str, str]:
        with translation.override("zh-hans"):
            found = {str(one.label): one.value for one in of}
        return found | {one.value: one.value for one in of} | dict(others or {})

    def read(text: str) -> str:
        found = known().get(text) or known().get(plain(text).casefold())
        if found is None:
            with translation.override("zh-hans"):
                raise CellError(NOT_A_CHOICE, value=text[:40], known="、".join(str(one.label) for one in of))
        return found

    return read


def listed(text: str) -> Iterable[str]:
    """What stands between semicolons."""
    return (part.strip() for part in re.split("[;；\n]", text) if part.strip())


def _by_field(field: KilometresField | YuanField, text: str) -> Any:
    try:
        return field.clean(text)
    except ValidationError as error:
        raise CellError(error.messages[0]) from None
