"""A route outside the site that was taken, and how it went on."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.workshop.forms.fields import words
from sanbao.web.forms import ChineseDateField


class BeginForm(forms.Form):
    route = forms.ChoiceField(
        label=_("哪条途径"), widget=forms.RadioSelect, error_messages={"required": _("请选择是哪条途径。")}
    )
    body_name = words(
        _("机构名称"), help_text=_("例如示例市消费者协会。"), error_messages={"required": _("请填写机构名称。")}
    )
    begun_on = ChineseDateField(label=_("提出的日期"))
    number = words(_("对方给的编号"), required=False, max_length=60)
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(
        self, routes: Sequence[tuple[str, str]], today: date, data: Any = None, *, initial: Any = None
    ) -> None:
        super().__init__(data, initial=initial)
        chosen: Any = self.fields["route"]
        chosen.choices = routes
        day: Any = self.fields["begun_on"]
        day.latest = today


class ProgressForm(forms.Form):
    number = words(_("对方给的编号"), required=False, max_length=60)
    accepted_on = ChineseDateField(label=_("对方受理的日期"), required=False, help_text=_("还没有受理的不填。"))
    ended_on = ChineseDateField(label=_("结束的日期"), required=False, help_text=_("还没有结束的不填。"))
    result = words(_("结果"), 3, required=False, max_length=500)
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
