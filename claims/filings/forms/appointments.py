from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from claims.filings.appointing import Appointed
from claims.filings.forms.base import text_field
from claims.filings.models.appointment import DOES_NOTHING, ENDS_BEFORE_IT_BEGINS
from claims.filings.shape import NOT_A_POSTCODE
from sanbao.accounts import credit_code
from sanbao.accounts.models import Organisation
from sanbao.web.forms import ChineseDateField

UNKNOWN_OUTLET = _("没有登记这个代码的销售者或者修理者。请核对代码，没有登记的请运营者先登记。")


class AppointForm(forms.Form):
    code = text_field(_("网点的统一社会信用代码"), 18, help_text=_("18位，写在营业执照上。"))
    sells = forms.BooleanField(label=_("由它销售"), required=False)
    repairs = forms.BooleanField(label=_("由它修理"), required=False)
    valid_from = ChineseDateField(label=_("从哪一天起"))
    valid_until = ChineseDateField(
        label=_("到哪一天为止"), required=False, help_text=_("这一天还算在内。没有定的不用填写。")
    )
    address = text_field(_("网点的地址"), 100, required=False)
    postcode = text_field(
        _("邮政编码"), 6, required=False, validators=[RegexValidator(r"\A[0-9]{6}\Z", NOT_A_POSTCODE)]
    )
    phone = text_field(_("网点的电话"), 30, required=False)

    def clean_code(self) -> str:
        code = credit_code.normalised(self.cleaned_data["code"])
        known = Organisation.objects.filter(credit_code=code).first()
        if known is None or not (known.is_seller or known.is_repairer):
            raise ValidationError(UNKNOWN_OUTLET)
        self.outlet = known
        return code

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if not (told.get("sells") or told.get("repairs")):
            self.add_error("sells", DOES_NOTHING)
        first, last = told.get("valid_from"), told.get("valid_until")
        if first and last and last < first:
            self.add_error("valid_until", ENDS_BEFORE_IT_BEGINS)
        return told

    @property
    def told(self) -> Appointed:
        return Appointed(**{name: self.cleaned_data[name] for name in Appointed.__dataclass_fields__})


class EndForm(forms.Form):
    valid_until = ChineseDateField(label=_("最后一天是哪一天"), help_text=_("这一天还算在内，最早是今天。"))
