"""Later entries: remarks of the owner, corrections of the workshop."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from claims.repairs.parts_list import ListedPart
from claims.repairs.told import ToldVisit
from claims.repairs.words import CHOICES, CORRECTED, CORRECTED_ITEM
from claims.workshop.forms.fields import NOTHING, words
from sanbao.web.forms import ChineseDateTimeField, KilometresField


class RemarkForm(forms.Form):
    words = words(_("您的意见"), 3, max_length=500, error_messages={"required": _("请写下您的意见。")})
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class CorrectionForm(forms.Form):
    """One field at a time: `after` is of the kind of the field."""

    reason = words(_("更正的原因"), error_messages={"required": _("请写明更正的原因。")})
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, field: str, before: Any, data: Any = None, *, parts: Iterable[ListedPart] = ()) -> None:
        super().__init__(data, initial={"after": before})
        self.fields["after"] = after_field(field, parts)
        self.order_fields(["after", "reason", "key"])


def after_field(field: str, parts: Iterable[ListedPart]) -> forms.Field:
    if field in ("group", "component"):
        kinds = ("group",) if field == "group" else ("main", "wear")
        listed = [(part.code, part.shown) for part in parts if part.kind in kinds]
        return forms.ChoiceField(label=_("改成"), choices=[NOTHING, *listed], required=False)
    if field in CHOICES:
        return forms.ChoiceField(label=_("改成"), choices=CHOICES[field].choices)
    if field == "mileage_km":
        return KilometresField(label=_("改成"))
    if field.endswith("_at"):
        return ChineseDateTimeField(label=_("改成"))
    return words(_("改成"), max_length=500)


def correctable(visit: ToldVisit) -> list[tuple[str, str, Any]]:
    """What may be corrected: its name in the address, in words, and what stands there now."""
    own = [(field, str(label), getattr(visit, field)) for field, label in CORRECTED.items()]
    items = [
        (f"{item.row.number}.{field}", str(item.row.problem) + gettext("：") + str(label), getattr(item, field))
        for item in visit.items
        for field, label in CORRECTED_ITEM.items()
    ]
    return own + items
