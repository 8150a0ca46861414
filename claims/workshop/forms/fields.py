"""Fields that several forms of the workshop have, and money as they show it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

FEN = 100
NEW_PROBLEM = "new"
NOTHING = ("", _("没有，或者还不清楚"))


def words(label: Any, rows: int = 0, **kwargs: Any) -> forms.CharField:
    widget = forms.Textarea({"rows": rows}) if rows else forms.TextInput({"autocomplete": "off"})
    return forms.CharField(**{"label": label, "widget": widget, "max_length": 200, **kwargs})


def fen(yuan_: Decimal | None) -> int | None:
    return None if yuan_ is None else int(yuan_ * FEN)


def yuan(fen_: int | None) -> Decimal | None:
    return None if fen_ is None else Decimal(fen_) / FEN


def field_of(form: forms.Form, name: str) -> Any:
    return form.fields[name]
