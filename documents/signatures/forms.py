from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from documents.evidence.models import Evidence
from documents.signatures import messages
from documents.signatures.models import RefusalReason, Signature
from documents.signatures.selectors import papers_for
from documents.signatures.signables import Signable
from documents.signatures.strokes import MOST_CHARACTERS
from sanbao.sms.mobile_numbers import NumberError, mobile_number
from sanbao.web import says


class ActForm(forms.Form):
    """One of the ways to settle a request. `shown`: the hash of the content that stood on the page."""

    act: str
    shown = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def __init__(self, signature: Signature, data: Any = None, *, shown: str) -> None:
        super().__init__(data, initial={"shown": shown}, prefix=self.act)
        self.signature = signature


class DrawForm(ActForm):
    act = "draw"
    path = forms.CharField(
        max_length=MOST_CHARACTERS,
        widget=forms.HiddenInput,
        error_messages={"required": messages.NOT_A_SIGNATURE, "max_length": messages.NOT_A_SIGNATURE},
    )


class SendCodeForm(ActForm):
    act = "send"


class CodeForm(ActForm):
    act = "code"
    code = forms.CharField(
        label=_("短信里的6位验证码"),
        max_length=6,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "one-time-code", "class": "w8"}),
        error_messages={"required": messages.CODE_WRONG, "max_length": messages.CODE_WRONG},
    )


class PaperField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not subscriptable when it runs
    """By its opaque name, with its title and when it was added."""

    def label_from_instance(self, obj: Evidence) -> str:
        return f"{obj.title} · {says.moment(obj.added_at)}"


class PaperForm(ActForm):
    act = "paper"
    paper = PaperField(
        label=_("签好字的纸，照片或者PDF"),
        queryset=Evidence.objects.none(),
        empty_label=None,
        to_field_name="public_id",
        widget=forms.RadioSelect,
        error_messages={"required": messages.NOT_ITS_PAPER, "invalid_choice": messages.NOT_ITS_PAPER},
    )

    def __init__(self, signature: Signature, data: Any = None, *, shown: str) -> None:
        super().__init__(signature, data, shown=shown)
        field = self.fields["paper"]
        if isinstance(field, PaperField):
            field.queryset = papers_for(signature)


class RefuseForm(ActForm):
    act = "refuse"
    reason = forms.ChoiceField(
        label=_("为什么不签字？"),
        choices=RefusalReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择不签字的原因。"), "invalid_choice": _("请选择不签字的原因。")},
    )
    words = forms.CharField(
        label=_("您的说明"),
        max_length=500,
        required=False,
        help_text=_("哪一处不对，您认为应当怎样写。选“没有说明原因”的可以不填。"),
        widget=forms.Textarea({"rows": 3}),
        error_messages={"max_length": _("说明不超过500个字。")},
    )


class RequestForm(forms.Form):
    """Somebody without an account is named here; later apps ask people with accounts by the service."""

    role = forms.ChoiceField(
        label=_("以什么身份签字"),
        widget=forms.RadioSelect,
        error_messages={"required": messages.UNKNOWN_ROLE, "invalid_choice": messages.UNKNOWN_ROLE},
    )
    name = forms.CharField(
        label=_("签字人姓名"), max_length=100, error_messages={"required": _("请填写签字人的姓名。")}
    )
    phone = forms.CharField(
        label=_("签字人手机号码"),
        max_length=30,
        required=False,
        help_text=_("填写以后，签字人可以用短信验证码签字。"),
        widget=forms.TextInput({"inputmode": "tel", "autocomplete": "off"}),
    )

    def __init__(self, signable: Signable, data: Any = None) -> None:
        super().__init__(data)
        role = self.fields["role"]
        if isinstance(role, forms.ChoiceField):
            role.choices = list(signable.kind.roles.items())

    def clean_phone(self) -> str:
        written: str = self.cleaned_data["phone"]
        if not written:
            return ""
        try:
            return mobile_number(written)
        except NumberError as error:
            raise ValidationError(str(error)) from error
