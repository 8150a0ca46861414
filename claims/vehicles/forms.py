"""What is asked at a sale, one thing a page; at the handover; of owners."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from claims.filings.models import Energy, Kind, ModelLine
from claims.vehicles import plates, vin
from claims.vehicles.duties import Duty
from claims.vehicles.models import OdometerReading, Vehicle
from claims.vehicles.services.registering import check_vin
from sanbao.accounts.names import check_name
from sanbao.sms.mobile_numbers import NumberError, mobile_number
from sanbao.web.forms import ChineseDateField, ChineseDateTimeField, Hinted, KilometresField, YuanField

CHOOSE = _("请选择一项。")
NO_LINE = "none"
_CODE_INPUT = {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}


def _choose(**more: Any) -> dict[str, Any]:
    return {"widget": forms.RadioSelect, "error_messages": {"required": CHOOSE, "invalid_choice": CHOOSE}, **more}


class VinForm(forms.Form):
    """A second look is asked for only where the check digit is wrong."""

    vin = forms.CharField(
        label=_("车辆识别代号"),
        max_length=40,
        help_text=_("17位，在前风窗玻璃左下角、车门框的铭牌和合格证上。字母大小写、空格都不要紧。"),
        widget=forms.TextInput(_CODE_INPUT),
        error_messages={"required": _("请填写车辆识别代号。")},
    )
    is_vin_confirmed = forms.BooleanField(label=_("我对照车上的铭牌看过，就是这样写的"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        written = vin.compact(str(self.data.get("vin", "") or self.initial.get("vin", "")))
        if not vin.is_vin(written) or vin.has_right_check_digit(written):
            del self.fields["is_vin_confirmed"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "vin" in cleaned:
            confirmed = bool(cleaned.get("is_vin_confirmed"))
            cleaned["vin"] = check_vin(cleaned["vin"], is_confirmed=confirmed)
            cleaned["is_vin_confirmed"] = confirmed
        return cleaned


class ModelForm(forms.Form):
    """The filed lines that the outlet may sell; or none of them."""

    line = forms.ChoiceField(label=_("是哪一个车型？"), **_choose())

    def __init__(self, lines: Iterable[ModelLine], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: list[tuple[str, Any]] = [
            (str(line.public_id), Hinted(str(line), line.vehicle_type + gettext("，") + line.get_energy_display()))
            for line in lines
        ]
        none_of_them = Hinted(_("都不是"), _("别的生产者的车，或者生产者还没有备案的车型"))
        field = self.fields["line"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  says to the type checker what stands above
        field.choices = [*choices, (NO_LINE, none_of_them)]


class WordsForm(forms.Form):
    """A car of no filed line, as its certificate names it."""

    brand = forms.CharField(label=_("品牌"), max_length=50, validators=[check_name])
    model = forms.CharField(label=_("型号"), max_length=50, validators=[check_name], help_text=_("合格证上写的型号。"))
    vehicle_type = forms.CharField(label=_("车辆类型"), max_length=50, required=False, validators=[check_name])
    kind = forms.ChoiceField(label=_("车辆种类"), choices=Kind.choices, **_choose())
    energy = forms.ChoiceField(label=_("用什么能源？"), choices=Energy.choices, **_choose())


class BuiltForm(forms.Form):
    built_on = ChineseDateField(label=_("生产日期"), help_text=_("在合格证和铭牌上。"))
    use = forms.ChoiceField(label=_("买来做什么用？"), choices=Vehicle.Use.choices, **_choose())
    plate = forms.CharField(
        label=_("车牌号码"),
        max_length=20,
        required=False,
        help_text=_("还没有上牌的，不填。"),
        widget=forms.TextInput(_CODE_INPUT),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        until_today(self.fields["built_on"])

    def clean_plate(self) -> str:
        plate = plates.compact(self.cleaned_data["plate"])
        if len(plate) > plates.LONGEST:
            raise ValidationError(_("车牌号码最多10个字。"))
        return plate


class InvoiceForm(forms.Form):
    invoice_number = forms.CharField(
        label=_("发票号码"),
        max_length=30,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": _("请填写发票号码。")},
    )
    invoiced_on = ChineseDateField(label=_("开票日期"), help_text=_("三包期间和适用的规定由它决定，请照发票填写。"))
    price_yuan = YuanField(label=_("车价款"), help_text=_("发票上的价税合计。"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        until_today(self.fields["invoiced_on"])

    def clean_price_yuan(self) -> Any:
        if not self.cleaned_data["price_yuan"]:
            raise ValidationError(_("车价款应当大于0。"))
        return self.cleaned_data["price_yuan"]


class BuyerForm(forms.Form):
    name = forms.CharField(
        label=_("买车人姓名或者名称"),
        max_length=100,
        validators=[check_name],
        help_text=_("和发票上的购买方一样。"),
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"required": _("请填写买车人的姓名。")},
    )
    phone = forms.CharField(
        label=_("买车人手机号码"),
        max_length=30,
        required=False,
        help_text=_("用来签字和通知。只有本店的人看得到，平时遮住中间几位。"),
        widget=forms.TextInput({"inputmode": "tel", "autocomplete": "off"}),
    )

    def clean_phone(self) -> str:
        return _mobile(self.cleaned_data["phone"])


class CorrectionForm(InvoiceForm, BuyerForm):
    """Until the handover."""


class HandoverForm(forms.Form):
    handover_on = ChineseDateField(label=_("交车日期"))
    km = KilometresField(label=_("交车时的里程"))
    done = forms.MultipleChoiceField(
        label=_("交车时做了哪些事？"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("没有做的不要勾选，做完再来补。全部做完，双方才能签字。"),
        error_messages={"invalid_choice": _("请从列表里选择。")},
    )
    done.is_opened = True  # type: ignore[attr-defined]  # all of them have to be done in the end
    words = forms.CharField(
        label=_("要说明的事"),
        max_length=300,
        required=False,
        help_text=_("例如查验时看到的划痕，和怎样处理。双方签字以前都看得到。"),
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(self, duties: Iterable[Duty], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        until_today(self.fields["handover_on"])
        field = self.fields["done"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101  says to the type checker what stands above
        field.choices = [(duty.key, Hinted(duty.label, _hint(duty))) for duty in duties]


class BindForm(forms.Form):
    vin_end = forms.CharField(
        label=_("车辆识别代号的后六位"),
        max_length=40,
        widget=forms.TextInput(_CODE_INPUT),
        error_messages={"required": _("请填写车辆识别代号的后六位。")},
    )
    code = forms.CharField(
        label=_("绑定码"),
        max_length=20,
        help_text=_("印在交车记录上，或者由原车主给您，像7K3M-9Q2P这样。"),
        widget=forms.TextInput(_CODE_INPUT),
        error_messages={"required": _("请填写绑定码。")},
    )


class AskForm(forms.Form):
    vin = forms.CharField(
        label=_("车辆识别代号"),
        max_length=40,
        help_text=_("17位，在行驶证和发票上。"),
        widget=forms.TextInput(_CODE_INPUT),
        error_messages={"required": _("请填写车辆识别代号。")},
    )
    invoice_number = forms.CharField(
        label=_("购车发票的号码"), max_length=30, error_messages={"required": _("请填写发票号码。")}
    )


class DecideForm(forms.Form):
    decision = forms.ChoiceField(
        label=_("是不是这辆车的车主？"),
        choices=[
            ("yes", Hinted(_("是"), _("核对过证件和发票"))),
            ("no", Hinted(_("不是，或者核对不了"), _("申请人会看到没有确认"))),
        ],
        **_choose(),
    )


class ReadingForm(forms.Form):
    km = KilometresField(label=_("里程表现在的读数"))
    read_at = ChineseDateTimeField(label=_("读数的时间"))
    lower_because = forms.ChoiceField(
        label=_("为什么和以前的读数对不上？"), choices=OdometerReading.Lower.choices, **_choose()
    )
    words = forms.CharField(label=_("说明"), max_length=200, required=False)

    def __init__(self, *args: Any, asks_why: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_why:
            del self.fields["lower_because"], self.fields["words"]


class BringBackForm(forms.Form):
    how = forms.ChoiceField(label=_("换车还是退车？"), choices=Vehicle.BroughtBack.choices, **_choose())
    on = ChineseDateField(label=_("车辆交还的日期"))
    km = KilometresField(label=_("交还时的里程"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        until_today(self.fields["on"])


class ResaleForm(BuyerForm):
    sold_on = ChineseDateField(label=_("销售日期"))
    price_yuan = YuanField(label=_("车价款"))
    km = KilometresField(label=_("里程表现在的读数"))
    inspected_on = ChineseDateField(label=_("检验合格日期"))
    inspected_by = forms.CharField(
        label=_("检验单位"), max_length=100, error_messages={"required": _("请填写检验单位。")}
    )
    reason = forms.CharField(
        label=_("为什么换退"),
        max_length=500,
        help_text=_("写清是什么质量问题。这句话会印在告知书上。不要写原车主的姓名、电话。"),
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("请写明换退的原因。")},
    )
    agreed = forms.CharField(
        label=_("双方约定的三包责任"),
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("请写明双方的约定。")},
    )
    # One number a form: sent twice, it makes one sale.
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class ReissueForm(forms.Form):
    # One number a form: sent twice, it makes one paper.
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


def until_today(field: forms.Field) -> None:
    if isinstance(field, ChineseDateField):
        field.latest = timezone.localdate()


def _mobile(written: str) -> str:
    if not written.strip():
        return ""
    try:
        return mobile_number(written)
    except NumberError as error:
        raise ValidationError(str(error)) from error


def _hint(duty: Duty) -> str:
    what = gettext("、").join(duty.details) or duty.says
    return gettext("{what}（{citation}）").format(what=what, citation=duty.citation)
