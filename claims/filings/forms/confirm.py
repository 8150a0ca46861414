from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class ConfirmForm(forms.Form):
    """Before sending. Where the check found something, the clerk says that he has read it."""

    read = forms.BooleanField(
        label=_("我看过检查报告，知道这些内容会公开，仍然这样备案"),
        error_messages={"required": _("请先看检查报告，再勾选这一项；或者回去修改。")},
    )

    def __init__(self, *args: Any, findings: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not findings:
            del self.fields["read"]
