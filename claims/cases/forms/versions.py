"""A side states a fact, or takes what the other says."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from claims.cases.forms.value import ValueField
from claims.workshop.forms.fields import words
from sanbao.accounts.forms import add_errors


class StateForm(forms.Form):
    """`told`: the value as the contract writes it, once the form is valid."""

    words = words(_("为什么"), 3, max_length=500, error_messages={"required": _("请写明为什么。")})
    evidence = forms.MultipleChoiceField(label=_("哪些证据"), required=False, widget=forms.CheckboxSelectMultiple())
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    told: Any = None

    def __init__(
        self,
        value: ValueField,
        evidence: Sequence[tuple[str, str]],
        data: Any = None,
        *,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial={**value.initial, **(initial or {})})
        self.value = value
        self.fields.update(value.fields)
        if evidence:
            chosen: Any = self.fields["evidence"]
            chosen.choices = evidence
        else:
            del self.fields["evidence"]
        self.order_fields([*value.fields, "words", "evidence", "key"])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if all(name in cleaned for name in self.value.fields):
            try:
                self.told = self.value.value(cleaned)
            except ValidationError as error:
                add_errors(self, error)
        return cleaned


class AgreeForm(forms.Form):
    """The value travels as it was shown: what has changed meanwhile is not agreed on."""

    value = forms.CharField(widget=forms.HiddenInput, max_length=20_000)
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def clean_value(self) -> Any:
        try:
            return json.loads(self.cleaned_data["value"])
        except ValueError:
            raise ValidationError(_("这一页不完整，请回到上一页再来一次。")) from None
