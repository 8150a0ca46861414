from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.filings.models import Draft
from claims.filings.shape import MOST_MONTHS

NOT_A_NUMBER = _("请填写整数。")


class StepForm(forms.Form):
    """One page of a draft. It begins with what was answered before, and gives its answers as JSON keeps them."""

    step = ""
    template = "filings/step.html"

    def __init__(self, draft: Draft, *args: Any, **kwargs: Any) -> None:
        self.draft = draft
        self.told: dict[str, Any] = draft.answers.get(self.step, {})
        super().__init__(*args, **{"initial": self.begin_with(), **kwargs})

    def begin_with(self) -> dict[str, Any]:
        return self.told

    def answers(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.fields}


class MonthsField(forms.IntegerField):
    """Whole months; full-width digits are read, too."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "class": "w4"})
        own = {
            "min_value": 1,
            "max_value": MOST_MONTHS,
            "widget": widget,
            "error_messages": {
                "required": _("请填写月数。"),
                "invalid": NOT_A_NUMBER,
                "min_value": _("月数从1起。"),
                "max_value": _("月数不能超过%(limit_value)s。"),
            },
        }
        super().__init__(**{**own, **kwargs})


def text_field(label: Any, most: int, **kwargs: Any) -> forms.CharField:
    """One line, with messages that say what to do."""
    messages = {"required": _("请填写。"), "max_length": _("不能超过%(limit_value)d个字，现在是%(show_value)d个字。")}
    return forms.CharField(label=label, max_length=most, error_messages=messages, **kwargs)
