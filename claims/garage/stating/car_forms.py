"""What an owner reads from the papers of his car, one paper a page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.filings.models import Energy, Kind, ModelLine
from claims.filings.terms import regulation_on
from claims.vehicles import plates
from claims.vehicles.forms import NO_LINE, InvoiceForm, ModelForm, WordsForm, until_today
from claims.vehicles.models import Vehicle
from claims.vehicles.services.selling import BEFORE_ANY_LAW
from sanbao.accounts.names import check_name
from sanbao.check.coefficient import CoefficientField
from sanbao.check.steps.base import CHOOSE
from sanbao.law.parts import Edition
from sanbao.sms.mobile_numbers import NumberError, mobile_number
from sanbao.web.forms import ChineseDateField, Hinted, KilometresField

MOST_MONTHS = 240
PERIODS = ("repair_warranty", "three_guarantees")
YES, NO = "yes", "no"


def choose(label: Any, choices: Iterable[tuple[str, Any]], hint: Any = "") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=list(choices),
        help_text=hint,
        widget=forms.RadioSelect,
        error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
    )


def text(label: Any, most: int, hint: Any = "", **kwargs: Any) -> forms.CharField:
    widget = forms.TextInput({"autocomplete": "off", **kwargs.pop("attrs", {})})
    return forms.CharField(label=label, max_length=most, help_text=hint, widget=widget, **kwargs)


class OwnerForm(forms.Form):
    """Whom the clerk writes it down for."""

    name = text(
        gettext_lazy("车主姓名"),
        100,
        validators=[check_name],
        error_messages={"required": gettext_lazy("请填写车主的姓名。")},
    )
    phone = text(
        gettext_lazy("车主手机号码"),
        30,
        gettext_lazy("没有手机的不填。平时遮住中间几位。"),
        required=False,
        attrs={"inputmode": "tel"},
    )

    def clean_phone(self) -> str:
        try:
            return mobile_number(self.cleaned_data["phone"]) if self.cleaned_data["phone"].strip() else ""
        except NumberError as error:
            raise ValidationError(str(error)) from error


class CarForm(WordsForm):
    brand = text(
        gettext_lazy("品牌"),
        50,
        gettext_lazy("行驶证上“品牌型号”的前一半。"),
        validators=[check_name],
        error_messages={"required": gettext_lazy("请填写品牌。")},
    )
    model = text(
        gettext_lazy("型号"),
        50,
        gettext_lazy("行驶证上“品牌型号”的后一半，字母和数字。"),
        validators=[check_name],
        error_messages={"required": gettext_lazy("请填写型号。")},
    )
    vehicle_type = None  # type: ignore[assignment]  # the law asks for the kind alone
    kind = choose(gettext_lazy("车辆种类"), Kind.choices)
    energy = choose(gettext_lazy("用什么能源？"), Energy.choices)
    use = choose(gettext_lazy("买来做什么用？"), Vehicle.Use.choices)
    plate = text(gettext_lazy("车牌号码"), 20, required=False, attrs={"autocapitalize": "characters"})

    def clean_plate(self) -> str:
        plate = plates.compact(self.cleaned_data["plate"])
        if len(plate) > plates.LONGEST:
            raise ValidationError(_("车牌号码最多10个字。"))
        return plate


class LineForm(ModelForm):
    """Filed lines whose names fit what he wrote, or none of them."""

    def __init__(self, lines: Iterable[ModelLine], *args: Any, **kwargs: Any) -> None:
        super().__init__(lines, *args, **kwargs)
        field: Any = self.fields["line"]
        field.choices = [*field.choices[:-1], (NO_LINE, Hinted(_("都不是，或者不清楚"), _("照您填写的品牌和型号登记")))]


class PurchaseForm(InvoiceForm):
    """The number is often too pale to be read; day and price are wanted."""

    invoice_number = text(
        gettext_lazy("发票号码"),
        30,
        gettext_lazy("看不清的不填。"),
        required=False,
        attrs={"inputmode": "numeric"},
    )
    field_order = ("invoiced_on", "price_yuan", "invoice_number")

    def clean_invoiced_on(self) -> date:
        day: date = self.cleaned_data["invoiced_on"]
        try:
            regulation_on(day)
        except LookupError:
            raise ValidationError(BEFORE_ANY_LAW) from None
        return day


class SellerForm(forms.Form):
    seller_name = text(
        gettext_lazy("销售者名称"),
        200,
        gettext_lazy("发票上盖章的那一家，照章上的全称写。"),
        validators=[check_name],
        error_messages={"required": gettext_lazy("请填写销售者的名称。")},
    )
    seller_address = text(
        gettext_lazy("销售者地址"), 200, gettext_lazy("以后寄要求书用得到，在发票和三包凭证上。"), required=False
    )
    seller_phone = text(gettext_lazy("销售者电话"), 40, required=False, attrs={"inputmode": "tel"})


class HandedOverForm(forms.Form):
    handover_on = ChineseDateField(
        label=gettext_lazy("交车日期"),
        required=False,
        help_text=gettext_lazy("拿到车的那一天，在交车单上。不记得的不填。"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        until_today(self.fields["handover_on"])


class MonthsField(forms.IntegerField):
    def __init__(self, label: Any) -> None:
        super().__init__(
            label=label,
            required=False,
            min_value=1,
            max_value=MOST_MONTHS,
            widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "class": "w4"}),
            error_messages={
                "invalid": _("请用数字填写月数，例如36。"),
                "min_value": _("请填写月数，例如36。"),
                "max_value": _("月数太多，请核对。年数请乘以十二。"),
            },
        )


class PeriodsForm(forms.Form):
    """Months and kilometres of each go together."""

    periods: tuple[str, ...] = PERIODS

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        for period in self.periods:
            months, km = f"{period}_months", f"{period}_km"
            if months in told and km in told and (told[months] is None) != (told[km] is None):
                missing = months if told[months] is None else km
                self.add_error(missing, _("月数和里程要一起填；都不清楚的，都留空。"))
        return told


class VoucherForm(PeriodsForm):
    coefficient = CoefficientField(
        label=gettext_lazy("使用补偿系数"),
        required=False,
        help_text=gettext_lazy("换车、退车时算使用补偿费用的，例如0.5%。"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = (
            (_("包修期，多少个月"), _("包修期，多少公里")),
            (_("三包有效期，多少个月"), _("三包有效期，多少公里")),
        )
        for period, (months, km) in zip(PERIODS, labels, strict=True):
            self.fields[f"{period}_months"] = MonthsField(months)
            self.fields[f"{period}_km"] = KilometresField(label=km, required=False)
        self.fields["tells_wear"] = choose(
            _("凭证上有易损耗零部件的质量保证期吗？"),
            [(NO, _("没有，或者以后再填")), (YES, _("有，接着填"))],
        )
        first = [f"{period}_{what}" for period in PERIODS for what in ("months", "km")]
        self.order_fields([*first, "coefficient", "tells_wear"])


class WearForm(PeriodsForm):
    """Those of the standard; an empty line is left out."""

    def __init__(self, table: Edition, english: bool, *args: Any, **kwargs: Any) -> None:  # noqa: FBT001
        super().__init__(*args, **kwargs)
        self.periods = tuple(table.wear_parts)
        for code, part in table.wear_parts.items():
            name = part.en if english else part.zh
            self.fields[f"{code}_months"] = MonthsField(_("{part}，多少个月").format(part=name))
            self.fields[f"{code}_km"] = KilometresField(label=_("{part}，多少公里").format(part=name), required=False)
