"""Kilometres and money as people write them: 12,345 · １２３４５ · 1.2万公里 · ¥186,800.00 · 18.68万元."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy

from sanbao.web.forms.text import plain

_NUMBER = re.compile(r"(\d+(?:\.\d+)?)(万)?", re.ASCII)
_SEPARATED = re.compile(r"\d{1,3}(?:[,，、']\d{3})+(?:\.\d+)?(?:万)?|\d+(?:\.\d+)?万?", re.ASCII)
MOST_DIGITS = 20
TEN_THOUSAND = 10_000
FEN = Decimal("0.01")


class AmountInput(forms.TextInput):
    """A number with its unit written behind it."""

    template_name = "web/forms/widgets/amount.html"
    unit: Any = ""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["unit"] = self.unit
        return context


class KilometresInput(AmountInput):
    unit = gettext_lazy("公里")

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "decimal", "autocomplete": "off", "class": "w8", **(attrs or {})})


class YuanInput(AmountInput):
    unit = gettext_lazy("元")

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "decimal", "autocomplete": "off", "class": "w10", **(attrs or {})})


class AmountField(forms.Field):
    units: ClassVar[tuple[str, ...]] = ()

    def number(self, value: Any) -> Decimal | None:
        written = plain(str(value))
        for unit in self.units:
            written = written.removeprefix(unit).removesuffix(unit)
        if len(written) > MOST_DIGITS or not _SEPARATED.fullmatch(written):
            return None
        match = _NUMBER.fullmatch(re.sub(r"[,，、']", "", written))
        return Decimal(match[1]) * (TEN_THOUSAND if match[2] else 1) if match else None


class KilometresField(AmountField):
    """Whole kilometres, as an odometer shows them."""

    widget = KilometresInput
    units = ("公里", "千米", "km", "KM", "Km")
    default_error_messages: ClassVar[dict[str, Any]] = {
        "required": gettext_lazy("请填写里程。"),
        "invalid": gettext_lazy("请用数字填写里程，例如12,345或者1.2万。"),
        "fraction": gettext_lazy("请填写整公里数，不要小数。"),
        "least": gettext_lazy("里程不能少于%(limit)s公里。"),
        "most": gettext_lazy("里程不能超过%(limit)s公里，请核对。"),
    }

    def __init__(self, *, least: int = 0, most: int = 9_999_999, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.least, self.most = least, most

    def to_python(self, value: Any) -> int | None:
        if value in self.empty_values or not str(value).strip():
            return None
        number = self.number(value)
        if number is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        if number != int(number):
            raise ValidationError(self.error_messages["fraction"], code="fraction")
        return int(number)

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is not None and value < self.least:
            raise ValidationError(self.error_messages["least"], code="least", params={"limit": f"{self.least:,}"})
        if value is not None and value > self.most:
            raise ValidationError(self.error_messages["most"], code="most", params={"limit": f"{self.most:,}"})


class YuanField(AmountField):
    """Money to the fen, as a Decimal with two places."""

    widget = YuanInput
    units = ("人民币", "RMB", "CNY", "¥", "￥", "元")
    default_error_messages: ClassVar[dict[str, Any]] = {
        "required": gettext_lazy("请填写金额。"),
        "invalid": gettext_lazy("请用数字填写金额，例如186,800.00或者18.68万。"),
        "fraction": gettext_lazy("金额最多写到分，也就是两位小数。"),
        "most": gettext_lazy("金额不能超过%(limit)s元，请核对。"),
    }

    def __init__(self, *, most: Decimal = Decimal("99999999.99"), **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.most = most

    def to_python(self, value: Any) -> Decimal | None:
        if value in self.empty_values or not str(value).strip():
            return None
        number = self.number(value)
        if number is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        if number != number.quantize(FEN):
            raise ValidationError(self.error_messages["fraction"], code="fraction")
        return number.quantize(FEN)

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is not None and value > self.most:
            raise ValidationError(self.error_messages["most"], code="most", params={"limit": f"{self.most:,}"})
