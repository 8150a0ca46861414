"""Periods and coefficient, battery, and the words of the voucher."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from claims.filings.forms.base import MonthsField, StepForm, text_field
from claims.filings.shape import MOST_KM, NOT_A_POSTCODE
from documents.papers.checking import LONGEST_TEXT
from sanbao.check.coefficient import CoefficientField, PercentInput, written
from sanbao.web.forms import KilometresField


class PeriodsForm(StepForm):
    step = "periods"

    repair_warranty_months = MonthsField(label=_("包修期：月数"))
    repair_warranty_km = KilometresField(label=_("包修期：里程"), least=1, most=MOST_KM)
    three_guarantees_months = MonthsField(label=_("三包有效期：月数"))
    three_guarantees_km = KilometresField(label=_("三包有效期：里程"), least=1, most=MOST_KM)
    coefficient = CoefficientField(
        label=pgettext_lazy("备案", "使用补偿系数"),
        required=False,
        help_text=_("例如0.5%。凭证上没有写的，换车、退车时按零计算。"),
    )

    def begin_with(self) -> dict[str, Any]:
        return {**self.told, "coefficient": written(self.told.get("coefficient"))}

    def answers(self) -> dict[str, Any]:
        coefficient = self.cleaned_data["coefficient"]
        return {**super().answers(), "coefficient": None if coefficient is None else str(coefficient)}


class CapacityField(forms.DecimalField):
    def __init__(self, label: Any) -> None:
        messages = {
            "invalid": _("请填写数字，例如80。"),
            "min_value": _("请填写0到100之间的数。"),
            "max_value": _("请填写0到100之间的数。"),
            "max_decimal_places": _("最多写一位小数。"),
            "max_digits": _("最多写一位小数。"),
        }
        super().__init__(
            label=label,
            required=False,
            min_value=Decimal(0),
            max_value=Decimal(100),
            decimal_places=1,
            error_messages=messages,
            widget=PercentInput(),
        )

    def to_python(self, value: Any) -> Any:
        return super().to_python(
            value.strip().removesuffix("%").removesuffix("％") if isinstance(value, str) else value
        )


class BatteryForm(StepForm):
    step = "battery"

    repair_warranty_percent = CapacityField(_("包修期里容量不低于标称容量的"))
    three_guarantees_percent = CapacityField(_("三包有效期里容量不低于标称容量的"))
    method = text_field(_("怎样检测"), 200, required=False, help_text=_("例如：按使用说明书第8章的方法检测。"))

    def answers(self) -> dict[str, Any]:
        shares = ("repair_warranty_percent", "three_guarantees_percent")
        told = {name: self.cleaned_data[name] for name in shares}
        texts = {name: None if share is None else str(share) for name, share in told.items()}
        return {**texts, "method": self.cleaned_data["method"]}


def _paragraph(label: Any, **kwargs: Any) -> forms.CharField:
    return text_field(label, LONGEST_TEXT, widget=forms.Textarea({"rows": 4}), **kwargs)


class WordingForm(StepForm):
    step = "wording"

    address = text_field(_("生产者地址"), 100)
    postcode = text_field(_("邮政编码"), 6, validators=[RegexValidator(r"\A[0-9]{6}\Z", NOT_A_POSTCODE)])
    phone = text_field(_("客户服务电话"), 30)
    repairers = _paragraph(_("修理者信息怎样查询"))
    terms = _paragraph(_("三包条款"))
    other = _paragraph(_("其他需要明示的内容"), required=False, help_text=_("优于规定的承诺写在这里，写了就要履行。"))
