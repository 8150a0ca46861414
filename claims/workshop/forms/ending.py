"""Waits, the finish, the rest of the record, the car handed back."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.repairs.models import Mobility, Resolved, Visit, Wait, Work
from claims.repairs.services.finishing import Done
from claims.repairs.services.waiting import Waited
from claims.repairs.told import ToldItem, ToldVisit
from claims.workshop.forms.fields import fen, words, yuan
from claims.workshop.forms.meanwhile import WatchedForm
from sanbao.web.forms import ChineseDateTimeField, DayOrMomentField, YuanField


class WaitForm(forms.Form):
    reason = forms.CharField(max_length=30)
    proof = words(_("凭据，例如运单号"), required=False)


class WaitedForm(forms.Form):
    """A wait told afterwards, or put right; `because` is asked once the visit is finished."""

    reason = forms.ChoiceField(label=_("等待的原因"), choices=Wait.Reason.choices)
    begins_at = ChineseDateTimeField(label=_("从什么时候"))
    ends_at = ChineseDateTimeField(label=_("到什么时候"), required=False)
    proof = words(_("凭据"), required=False, help_text=_("例如运单号、双方的约定。不计入修理时间的等待要有凭据。"))
    because = words(_("为什么现在才补记或者改动"), required=False)
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, data: Any = None, *, initial: Any = None, is_open: bool) -> None:
        super().__init__(data, initial=initial)
        if is_open:
            del self.fields["because"]

    def waited(self) -> Waited:
        return Waited(**{name: value for name, value in self.cleaned_data.items() if name != "key"})


class FinishForm(WatchedForm):
    """One row of fields for each item: what was done, whether it is cured, why nothing was done."""

    def __init__(self, visit: ToldVisit, data: Any = None, *, now: datetime) -> None:
        super().__init__(data, initial={"finished_at": now})
        self.rows = [(item, item.row.number) for item in visit.items]
        for item, number in self.rows:
            self._ask_of(item, number)
        self.fields["inspection_result"] = words(
            _("检查结果"), 3, required=False, max_length=500, initial=visit.inspection_result
        )
        self.fields["finished_at"] = DayOrMomentField(label=_("修好并通知车主的时间"))
        told = [f"{name}_{number}" for _item, number in self.rows for name in ("done_work", "less_because")]
        self.watched = (*told, "inspection_result")
        self.mark()

    def _ask_of(self, item: ToldItem, number: int) -> None:
        self.fields[f"done_work_{number}"] = forms.ChoiceField(
            label=_("实际做了什么"), choices=[("", _("请选择")), *Work.choices], initial=item.row.planned_work
        )
        self.fields[f"resolved_{number}"] = forms.ChoiceField(
            label=_("修好没有"), choices=Resolved.choices, initial=Resolved.YES
        )
        self.fields[f"less_because_{number}"] = words(
            _("没有修的原因"),
            required=False,
            initial=item.row.less_because,
            help_text=_("打算修理、后来没有修的才填。车主看得到。"),
        )

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


class RecordForm(WatchedForm):
    inspection_result = words(_("检查结果"), 3, required=False, max_length=500)
    tow = YuanField(label=_("拖运费"), required=False, help_text=_("没有拖运的填0。"))
    mobility = forms.ChoiceField(
        label=_("备用车或者交通补偿"), choices=[("", _("还没有填写")), *Mobility.choices], required=False
    )
    mobility_words = words(_("说明"), required=False, help_text=_("备用车的车牌、双方的约定等。"))
    transport = YuanField(label=_("交通补偿金额"), required=False)

    watched = ("inspection_result", "tow", "mobility", "mobility_words", "transport")

    def __init__(self, data: Any = None, *, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.mark()

    def values(self) -> dict[str, Any]:
        told = self.cleaned_data
        plain = {name: told[name] for name in ("inspection_result", "mobility", "mobility_words")}
        return plain | {"tow_fen": fen(told["tow"]), "transport_fen": fen(told["transport"])}

    @staticmethod
    def initial_of(visit: Visit) -> dict[str, Any]:
        names = ("inspection_result", "mobility", "mobility_words")
        money = {"tow": yuan(visit.tow_fen), "transport": yuan(visit.transport_fen)}
        return {name: getattr(visit, name) for name in names} | money


class HandBackForm(forms.Form):
    picked_up_at = ChineseDateTimeField(label=_("交还车辆的时间"))
