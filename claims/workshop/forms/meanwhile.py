"""Two people at one form: what each has changed is kept, and what both have changed is asked about, never overwritten.

The hidden `seen` says, field by field, what stood there when the form was drawn, as a short hash.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

_SIGNS = 8


class WatchedForm(forms.Form):
    """`watched`: the fields of it that somebody else may have saved meanwhile; `initial` is what stands there now."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=4000)
    watched: Iterable[str] = ()

    def mark(self) -> None:
        """Once all fields are there."""
        self.initial["seen"] = json.dumps({name: _sign(self._now(name)) for name in self.watched})

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        seen = _read(cleaned.get("seen", ""))
        for name in self.watched:
            if name not in seen or name not in cleaned:
                continue
            theirs, mine, before = self._now(name), _sign(cleaned[name]), seen[name]
            if _sign(theirs) in (before, mine):
                continue
            if mine == before:
                cleaned[name] = theirs
            else:
                seen[name] = _sign(theirs)
                self._ask(name, theirs, seen)
        return cleaned

    def _now(self, name: str) -> Any:
        return self.get_initial_for_field(self.fields[name], name)

    def _ask(self, name: str, theirs: Any, seen: dict[str, str]) -> None:
        """Saved once more, it is deliberate: of this field he has now seen what stands there."""
        told = _told(self.fields[name], theirs) or pgettext("within a sentence", "没有填写")
        self.add_error(name, _("刚刚有人把这一项存成“{value}”。要改成您填的，请再保存一次。").format(value=told))
        self.data = {name: self.data[name] for name in self.data} | {"seen": json.dumps(seen)}


def _read(text: str) -> dict[str, str]:
    try:
        found = json.loads(text or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _sign(value: Any) -> str:
    if isinstance(value, Decimal):
        value = f"{value:.2f}"
    return sha256(("" if value is None else str(value).replace("\r\n", "\n")).encode()).hexdigest()[:_SIGNS]


def _told(field: forms.Field, value: Any) -> str:
    if isinstance(field, forms.ChoiceField):
        return dict(_flat(list(field.widget.choices))).get(str(value), str(value))
    return "" if value is None else str(value)


def _flat(choices: Iterable[Any]) -> Iterable[tuple[str, str]]:
    for value, label in choices:
        if isinstance(label, str | Promise):
            yield str(value), str(label)
        else:
            yield from _flat(label)
