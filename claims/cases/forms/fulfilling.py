"""What is asked when something is said to be done, confirmed or contested: a few fields a remedy, under their headings."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from claims.cases.codes import Remedy
from claims.filings.models import ModelLine
from claims.repairs.models import Visit
from claims.vehicles.forms import VinForm, until_today
from sanbao.web import says
from sanbao.web.forms import ChineseDateField, Hinted, KilometresField, YuanField

SAME_LINE = "same"
NO_VISIT = ""
FEN_IN_A_YUAN = 100


class KeyForm(forms.Form):
    """Key and lock alone: sent twice it is done once, and shown before another's step it is told so."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    lock = forms.IntegerField(widget=forms.HiddenInput)


class _Until(forms.Form):
    """No day of it is later than today."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            until_today(field)


class WhenForm(_Until):
    fulfilled_on = ChineseDateField(label=_("哪一天办好的？"))
    words = forms.CharField(
        label=_("说明"),
        max_length=1000,
        required=False,
        help_text=_("消费者看得到。"),
        widget=forms.Textarea({"rows": 3}),
    )


class VisitForm(forms.Form):
    visit = forms.ChoiceField(label=_("是哪一次送修？"), required=False, widget=forms.RadioSelect)

    def __init__(self, visits: Iterable[Visit], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: list[tuple[str, Any]] = [
            (str(visit.public_id), Hinted(says.day(visit.received_at), visit.place)) for visit in visits
        ]
        field = self.fields["visit"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  says to the type checker what stands above
        field.choices = [*choices, (NO_VISIT, Hinted(_("都不是"), _("在说明里写清在哪里、怎样办好的")))]


class NewCarForm(VinForm, _Until):
    """What is not on the paper of the old car."""

    line = forms.ChoiceField(label=_("是哪一个车型？"), widget=forms.RadioSelect)
    built_on = ChineseDateField(label=_("生产日期"), help_text=_("在合格证和铭牌上。"))
    handover_on = ChineseDateField(label=_("交给消费者的日期"), help_text=_("包修期和三包有效期从这一天重新起算。"))
    km = KilometresField(label=_("交车时的里程"))
    invoice_number = forms.CharField(label=_("新发票的号码"), max_length=30, required=False)
    invoiced_on = ChineseDateField(label=_("开票日期"))
    price_yuan = YuanField(label=_("车价款"), help_text=_("发票上的价税合计。"))
    proof = forms.CharField(
        label=_("凭据"),
        max_length=200,
        help_text=_("换车协议的编号和日期。"),
        error_messages={"required": _("请写明凭据。")},
    )

    def __init__(self, old: str, lines: Iterable[ModelLine], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["line"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  says to the type checker what stands above
        same: tuple[str, Any] = (SAME_LINE, Hinted(_("和原车一样"), old))
        field.choices = [same, *((str(line.public_id), str(line)) for line in lines)]


class OldCarForm(_Until):
    returned_on = ChineseDateField(label=_("车辆交还的日期"))
    returned_mileage_km = KilometresField(label=_("交还时的里程"))


class PaidForm(_Until):
    paid_yuan = YuanField(label=_("付给消费者多少？"))
    paid_on = ChineseDateField(label=_("付款的日期"))


class SettledForm(PaidForm):
    """With a replacement money may go either way, or none at all."""

    received_yuan = YuanField(
        label=_("消费者付给您多少？"), required=False, help_text=_("例如使用补偿费；没有的不填。")
    )
    field_order = ("paid_yuan", "received_yuan", "paid_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["paid_yuan"].required = self.fields["paid_on"].required = False
        self.fields["paid_yuan"].help_text = _("例如车辆登记费；没有的不填。")


class LoanerForm(PaidForm):
    days = forms.IntegerField(label=_("多少天？"), min_value=1, max_value=999, widget=forms.TextInput({"class": "w4"}))
    per_day_yuan = YuanField(label=_("每天多少钱？"), required=False, help_text=_("提供了备用车、没有付钱的，写0元。"))
    field_order = ("days", "per_day_yuan", "paid_yuan", "paid_on")


class ContestForm(KeyForm):
    words = forms.CharField(
        label=_("哪里没有办好？"),
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("请写明哪里没有办好。")},
    )
    field_order = ("words",)


HEADINGS: Mapping[str, Any] = {
    "when": pgettext_lazy("heading", "办好"),
    "visit": _("送修"),
    "new_car": _("换来的车"),
    "old_car": _("换下或者退回的车"),
    "money": pgettext_lazy("heading", "付款"),
}
MONEY_FORMS: Mapping[str, type[forms.Form]] = {
    Remedy.VEHICLE_REPLACEMENT: SettledForm,
    Remedy.VEHICLE_RETURN: PaidForm,
    Remedy.LOANER_OR_TRANSPORT: LoanerForm,
    Remedy.MONEY: PaidForm,
}


def fen_of(yuan: Decimal | None) -> int | None:
    return None if yuan is None else int(yuan * FEN_IN_A_YUAN)
