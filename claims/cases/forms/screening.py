"""A clerk takes a dispute, or says why not."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.cases.models import NotAccepted
from claims.workshop.forms.fields import words

TAKE, TURN_AWAY = "take", "turn_away"


class ScreeningForm(forms.Form):
    decision = forms.ChoiceField(
        label=_("受理不受理"),
        choices=[(TAKE, _("受理，就有争议的事实提出问题")), (TURN_AWAY, _("不受理，告知别的途径"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择受理还是不受理。")},
    )
    reason = forms.ChoiceField(
        label=_("不受理的原因"),
        choices=[("", _("受理的不选")), *NotAccepted.choices],
        required=False,
    )
    words = words(_("说明"), 3, max_length=500, required=False, help_text=_("双方都看得到。不受理的必须写。"))
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    lock = forms.IntegerField(widget=forms.HiddenInput)

    @property
    def is_taken(self) -> bool:
        told: dict[str, Any] = self.cleaned_data
        return bool(told["decision"] == TAKE)
