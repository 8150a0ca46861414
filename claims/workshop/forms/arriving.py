"""A car arrives: what is asked, and what of a car that nobody knows yet."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.repairs.models import OddityCode, Work
from claims.repairs.moments import told_as
from claims.repairs.services.opening import Arrival
from claims.vehicles import vin
from claims.vehicles.models import OdometerReading, Vehicle
from claims.workshop.arriving import Earlier
from claims.workshop.forms.fields import NEW_PROBLEM, field_of, words
from sanbao.web.forms import ChineseDateTimeField, DayOrMomentField, Hinted, KilometresField

PLANNED = tuple((one.value, one.label) for one in Work if one not in (Work.NONE, Work.INSPECTION_ONLY))


class ArrivalForm(forms.Form):
    mileage_km = KilometresField(label=_("当前里程"))
    complaint = words(
        _("车主怎么说"),
        3,
        max_length=500,
        help_text=_("用车主自己的话。"),
        error_messages={"required": _("请写下车主的话。")},
    )
    problem = forms.ChoiceField(label=_("和以前的哪个是同一个问题？"), widget=forms.RadioSelect, initial=NEW_PROBLEM)
    planned_work = forms.ChoiceField(label=_("为什么来"), choices=PLANNED, initial=Work.REPAIR, required=False)
    plate = words(_("车牌号码"), required=False, max_length=12)
    received_at = DayOrMomentField(label=_("送修时间"))
    diagnosis_began_at = ChineseDateTimeField(label=_("开始检查的时间，比送修时间早的才填"), required=False)
    problem_name = words(
        _("新问题叫什么"), required=False, max_length=60, help_text=_("例如变速器顿挫。这辆车以后的车主也看得到。")
    )
    words = words(_("为什么仍然开单"), 2, required=False)
    lower_because = forms.ChoiceField(
        label=_("里程为什么变少"), choices=[("", _("请选择")), *OdometerReading.Lower.choices], required=False
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, problems: Sequence[Earlier], data: Any = None, *, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.problems = {str(one.problem.number): one.problem for one in problems}
        choices = [(str(one.problem.number), Hinted(str(one.problem), one.hint)) for one in problems]
        field_of(self, "problem").choices = [(NEW_PROBLEM, _("新的问题")), *choices]

    def ask_why(self) -> None:
        """Drawn as wanted; whether it is, the service decides, for whom a second press is no second arrival."""
        self.fields["words"].required = True

    @property
    def asks_why(self) -> bool:
        """Wanted, or told already: what was typed stays, whatever else is wrong."""
        return self.fields["words"].required or bool(self["words"].errors or self["words"].value())

    @property
    def asks_why_lower(self) -> bool:
        faults = self.errors.as_data().get("words", [])
        return any(one.code == OddityCode.LOWER_ODOMETER for one in faults) or bool(self["lower_because"].value())

    def arrival(self) -> Arrival:
        told = {name: value for name, value in self.cleaned_data.items() if name not in ("key", "problem")}
        told["planned_work"] = told["planned_work"] or Work.REPAIR
        told["received_at"], told["received_precision"] = told_as(told["received_at"])
        return Arrival(**told, problem=self.problems.get(self.cleaned_data["problem"]))


class UnknownCarForm(forms.Form):
    """A car that is not known here: what stands on it."""

    vin = words(_("车辆识别代号"), max_length=30, help_text=_("17位，在前挡风玻璃左下角或者行驶证上。"))
    is_vin_confirmed = forms.BooleanField(label=_("校验位对不上，我再看过一遍，铭牌上就是这样写的"), required=False)
    brand = words(_("品牌"), max_length=50)
    model = words(_("型号"), max_length=50)
    kind = forms.ChoiceField(label=_("车辆种类"), choices=Vehicle.Kind.choices)
    energy = forms.ChoiceField(label=_("动力"), choices=Vehicle.Energy.choices)
    plate = words(_("车牌号码"), required=False, max_length=12)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """A second look is asked for only where the check digit is wrong."""
        super().__init__(*args, **kwargs)
        written = vin.compact(str(self.data.get("vin", "") or self.initial.get("vin", "")))
        if not vin.is_vin(written) or vin.has_right_check_digit(written):
            del self.fields["is_vin_confirmed"]
