"""The coefficient of use compensation as people read it from a voucher: 0.3 (the sign stands beside the box), 0.3%, 3‰, 0.003."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from sanbao.law.regulations import FOLDERS, regulation
from sanbao.web.forms.amounts import AmountInput

_HUNDRED = Decimal(100)
_MOST = Decimal(1)
# A bare number: up to what an order allows it is a share; from here to here it is per cent; else it may be either.
_LEAST_PERCENT, _MOST_PERCENT = Decimal("0.05"), Decimal(1)
_SIGNS = {"%": 2, "％": 2, "‰": 3}


@cache
def _most_share() -> Decimal:
    """The highest coefficient that any order has allowed."""
    allowed = [regulation(order).parameters["compensation_coefficient_max"].values for order in FOLDERS]
    return max(Decimal(value) for values in allowed for _day, value in values if value is not None)


def percent(coefficient: Decimal) -> str:
    """0.3%"""
    return f"{(coefficient * _HUNDRED).normalize():f}%"


class PercentInput(AmountInput):
    unit = "%"

    def __init__(self) -> None:
        super().__init__({"inputmode": "decimal", "autocomplete": "off", "class": "w8"})


class CoefficientField(forms.CharField):
    widget = PercentInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=20, error_messages={"max_length": _fault()}, **kwargs)

    def clean(self, value: Any) -> Decimal | None:
        text = super().clean(value).strip()
        if not text:
            return None
        places = _SIGNS.get(text[-1])
        number = _decimal(text if places is None else text[:-1].strip())
        coefficient = _bare(number) if places is None else number.scaleb(-places)
        if coefficient > _MOST:
            raise forms.ValidationError(_("这个系数太大，请核对。"))
        return coefficient


def written(coefficient: str | None) -> str:
    """What stands in the box again: without the sign where it is read in the same way."""
    if not coefficient:
        return ""
    with_sign = percent(Decimal(coefficient))
    bare = with_sign.removesuffix("%")
    return bare if _LEAST_PERCENT <= Decimal(bare) <= _MOST_PERCENT or Decimal(bare) == 0 else with_sign


def _decimal(text: str) -> Decimal:
    digits = text.replace(".", "", 1)
    if not digits.isascii() or not digits.isdigit():
        raise forms.ValidationError(_fault())
    return Decimal(text)


def _bare(number: Decimal) -> Decimal:
    if number <= _most_share():
        return number
    if _LEAST_PERCENT <= number <= _MOST_PERCENT:
        return number.scaleb(-2)
    raise forms.ValidationError(
        _("看不出是百分之几还是千分之几。请连符号一起写，例如0.3%或者3‰。"), code="percent_or_share"
    )


def _fault() -> str:
    return _("请写成0.3%或者0.003这样的数。")
