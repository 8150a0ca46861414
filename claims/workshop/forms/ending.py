"""Waits, the finish, the rest of the record, the car handed back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.repairs.models import Mobility, Resolved, Visit, Work
from claims.repairs.services.finishing import Done
from claims.repairs.told import ToldItem
from claims.workshop.forms.fields import fen, words, yuan
from sanbao.web.forms import ChineseDateTimeField, YuanField


class WaitForm(forms.Form):
    reason = forms.CharField(max_length=30)
    proof = words(_("凭据，例如运单号"), required=False)


class FinishForm(forms.Form):
    """One row of fields for each item: what was done, whether it is cured, why nothing was done."""

    def __init__(self, items: Sequence[ToldItem], data: Any = None, *, now: datetime, lock: int) -> None:
        super().__init__(data, initial={"finished_at": now, "lock": lock})
        self.rows = [(item, item.row.number) for item in items]
        for item, number in self.rows:
            self.fields[f"done_work_{number}"] = forms.ChoiceField(
                label=_("实际做了什么"), choices=[("", _("请选择")), *Work.choices], initial=item.row.planned_work
            )
            self.fields[f"resolved_{number}"] = forms.ChoiceField(
                label=_("修好没有"), choices=Resolved.choices, initial=Resolved.YES
            )
            self.fields[f"less_because_{number}"] = words(
                _("没有修的原因"), required=False, help_text=_("打算修理、后来没有修的才填。车主看得到。")
            )
        self.fields["finished_at"] = ChineseDateTimeField(label=_("修好并通知车主的时间"))
        self.fields["lock"] = forms.IntegerField(widget=forms.HiddenInput)

    def groups(self) -> list[tuple[ToldItem, list[forms.BoundField]]]:
        names = ("done_work", "resolved", "less_because")
        return [(item, [self[f"{name}_{number}"] for name in names]) for item, number in self.rows]

    def done(self) -> dict[int, Done]:
        told = self.cleaned_data
        return {
            number: Done(
                done_work=told[f"done_work_{number}"],
                resolved=told[f"resolved_{number}"],
                less_because=told[f"less_because_{number}"],
            )
            for _item, number in self.rows
        }


class RecordForm(forms.Form):
    inspection_result = words(_("检查结果"), 3, required=False, max_length=500)
    tow = YuanField(label=_("拖运费"), required=False, help_text=_("没有拖运的填0。"))
    mobility = forms.ChoiceField(
        label=_("备用车或者交通补偿"), choices=[("", _("还没有填写")), *Mobility.choices], required=False
    )
    mobility_words = words(_("说明"), required=False, help_text=_("备用车的车牌、双方的约定等。"))
    transport = YuanField(label=_("交通补偿金额"), required=False)
    lock = forms.IntegerField(widget=forms.HiddenInput)

    def values(self) -> dict[str, Any]:
        told = self.cleaned_data
        plain = {name: told[name] for name in ("inspection_result", "mobility", "mobility_words")}
        return plain | {"tow_fen": fen(told["tow"]), "transport_fen": fen(told["transport"])}

    @staticmethod
    def initial_of(visit: Visit) -> dict[str, Any]:
        names = ("inspection_result", "mobility", "mobility_words", "lock")
        money = {"tow": yuan(visit.tow_fen), "transport": yuan(visit.transport_fen)}
        return {name: getattr(visit, name) for name in names} | money


class HandBackForm(forms.Form):
    picked_up_at = ChineseDateTimeField(label=_("交还车辆的时间"))
