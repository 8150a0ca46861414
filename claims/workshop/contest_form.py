from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.repairs.told import ToldVisit
from claims.workshop.assumed import choices


class ContestForm(forms.Form):
    """Which assumed time is not right; where there is one, it is chosen already."""

    moment = forms.ChoiceField(label=_("哪个时间不对"), widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("实际是几点，您从哪里知道"),
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("请写明实际是几点，您从哪里知道。")},
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, visit: ToldVisit, data: Any = None) -> None:
        offered = choices(visit)
        super().__init__(data, initial={"moment": offered[0][0]} if len(offered) == 1 else None)
        chosen: Any = self.fields["moment"]
        chosen.choices = offered
