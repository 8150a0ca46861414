"""What is asked for a later entry about a sale."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.vehicles.forms import InvoiceForm, until_today
from sanbao.web.forms import ChineseDateField


class _LaterEntryForm(forms.Form):
    reason = forms.CharField(
        label=_("更正的原因"),
        max_length=200,
        help_text=_("车主看得到。原来的内容、原因和时间都保留。"),
        error_messages={"required": _("请写明原因。")},
    )
    # One number a form: sent twice, it is one entry.
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class PutRightForm(InvoiceForm, _LaterEntryForm):
    """After the handover."""

    handover_on = ChineseDateField(label=_("交车日期"))
    field_order = ("invoice_number", "invoiced_on", "price_yuan", "handover_on", "reason", "key")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        until_today(self.fields["handover_on"])


class ReplacementForm(_LaterEntryForm):
    """This car was given for another one."""

    on = ChineseDateField(label=_("换来的这辆车交付的日期"))
    proof = forms.CharField(
        label=_("凭据"),
        max_length=200,
        help_text=_("换下的车的识别代号，换车协议的编号和日期。"),
        error_messages={"required": _("请写明凭据。")},
    )
    field_order = ("on", "proof", "reason", "key")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = _("为什么换车")
        until_today(self.fields["on"])
