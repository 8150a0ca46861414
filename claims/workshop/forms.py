"""What people of the workshop fill in. Each form hands its values on; what is possible is decided by the services."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from claims.repairs.models import Answer, Event, Item, Mobility, Position, QualityProblem, Resolved, Visit, Work
from claims.repairs.moments import told_as
from claims.repairs.parts_list import ListedPart
from claims.repairs.services.finishing import Done
from claims.repairs.services.opening import Arrival
from claims.repairs.told import ToldItem, ToldVisit
from claims.repairs.words import CHOICES, CORRECTED, CORRECTED_ITEM
from claims.vehicles.models import OdometerReading, Vehicle
from sanbao.web.forms import ChineseDateTimeField, DayOrMomentField, KilometresField, YuanField

FEN = 100
NEW_PROBLEM = "new"
PLANNED = tuple((one.value, one.label) for one in Work if one not in (Work.NONE, Work.INSPECTION_ONLY))
NOTHING = ("", _("没有，或者还不清楚"))


def words(label: Any, rows: int = 0, **kwargs: Any) -> forms.CharField:
    widget = forms.Textarea({"rows": rows}) if rows else forms.TextInput({"autocomplete": "off"})
    return forms.CharField(**{"label": label, "widget": widget, "max_length": 200, **kwargs})


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
        label=_("里程为什么变少"), choices=[("", _("没有变少")), *OdometerReading.Lower.choices], required=False
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, problems: Sequence[QualityProblem], data: Any = None, *, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.problems = {str(one.number): one for one in problems}
        choices = [(number, str(one)) for number, one in self.problems.items()]
        _field(self, "problem").choices = [(NEW_PROBLEM, _("新的问题")), *choices]

    def ask_why(self) -> None:
        """Drawn as wanted; whether it is, the service decides, for whom a second press is no second arrival."""
        self.fields["words"].required = True

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


class ItemForm(forms.Form):
    problem = forms.ChoiceField(label=_("哪个问题"))
    problem_name = words(_("问题叫什么"), required=False, max_length=60, help_text=_("例如变速器顿挫。"))
    part = forms.ChoiceField(label=_("零部件"), required=False)
    part_name = words(_("表上没有的零部件"), required=False, max_length=60)
    position = forms.ChoiceField(label=_("位置"), choices=[NOTHING, *Position.choices], required=False)
    symptom = words(_("现象"), required=False)
    cause = words(_("原因"), required=False)
    planned_work = forms.ChoiceField(label=_("打算怎样处理"), choices=Work.choices)
    old_part_number = words(_("换下的零部件编号"), required=False, max_length=60)
    old_serial = words(_("换下的零部件序列号"), required=False, max_length=60)
    new_part_number = words(_("换上的零部件编号"), required=False, max_length=60)
    new_serial = words(_("换上的零部件序列号"), required=False, max_length=60)
    labour_hours = forms.DecimalField(
        label=_("工时（小时）"),
        required=False,
        min_value=0,
        max_value=999,
        decimal_places=2,
        widget=forms.TextInput({"inputmode": "decimal", "autocomplete": "off", "class": "w8"}),
        error_messages={"invalid": _("请用数字填写工时，例如1.5。")},
    )
    labour = YuanField(label=_("工时费"), required=False, help_text=_("免费的填0。"))
    material = YuanField(label=_("材料费"), required=False, help_text=_("免费的填0。"))
    quality_problem = forms.ChoiceField(label=_("是不是质量问题"), choices=Answer.choices)
    quality_reason = words(_("理由"), required=False, help_text=_("不是质量问题，或者有争议的，请写明。"))
    serious_safety = forms.ChoiceField(label=_("是不是严重安全性能故障"), choices=Answer.choices)
    event = forms.ChoiceField(label=_("有没有这样的情形"), choices=[NOTHING, *Event.choices], required=False)
    needs_replacement = forms.ChoiceField(
        label=_("总成或者主要零部件需不需要更换"), choices=[NOTHING, *Answer.choices], required=False
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    lock = forms.IntegerField(widget=forms.HiddenInput)

    SECTIONS = (
        (_("什么问题"), ("problem", "problem_name", "symptom")),
        (_("坏在哪里"), ("part", "part_name", "position", "cause")),
        (_("怎样处理"), ("planned_work", "labour_hours", "labour", "material")),
        (_("换了什么"), ("old_part_number", "old_serial", "new_part_number", "new_serial")),
        (_("怎样认定"), ("quality_problem", "quality_reason", "serious_safety", "event", "needs_replacement")),
    )
    PLAIN = (
        "part_name",
        "position",
        "symptom",
        "cause",
        "planned_work",
        "old_part_number",
        "old_serial",
        "new_part_number",
        "new_serial",
        "quality_problem",
        "quality_reason",
        "serious_safety",
        "event",
        "needs_replacement",
    )

    def __init__(
        self,
        problems: Sequence[QualityProblem],
        parts: Iterable[ListedPart],
        data: Any = None,
        *,
        initial: Any = None,
    ) -> None:
        super().__init__(data, initial=initial)
        self.problems = {str(one.number): one for one in problems}
        self.parts = {part.code: part for part in parts}
        numbered = [(number, str(one)) for number, one in self.problems.items()]
        _field(self, "problem").choices = [*numbered, (NEW_PROBLEM, _("另一个新的问题"))]
        _field(self, "part").choices = [NOTHING, *grouped(self.parts.values())]

    def sections(self) -> list[tuple[str, list[forms.BoundField]]]:
        return [(str(title), [self[name] for name in names]) for title, names in self.SECTIONS]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        part = self.parts.get(cleaned.get("part", ""))
        if cleaned.get("planned_work") == Work.ASSEMBLY_REPLACEMENT and (part is None or part.kind != "group"):
            self.add_error("part", ValidationError(_("更换总成的，请选择是哪个总成。")))
        return cleaned

    @property
    def problem_chosen(self) -> QualityProblem | None:
        return self.problems.get(self.cleaned_data["problem"])

    def values(self) -> dict[str, Any]:
        told = {name: self.cleaned_data[name] for name in self.PLAIN}
        part = self.parts.get(self.cleaned_data["part"])
        hours = self.cleaned_data["labour_hours"]
        return told | {
            "group": part.group if part else "",
            "component": part.code if part and part.kind != "group" else "",
            "labour_minutes": None if hours is None else int(hours * 60),
            "labour_fen": fen(self.cleaned_data["labour"]),
            "material_fen": fen(self.cleaned_data["material"]),
        }

    @classmethod
    def initial_of(cls, item: Item) -> dict[str, Any]:
        minutes = item.labour_minutes
        return {name: getattr(item, name) for name in cls.PLAIN} | {
            "problem": str(item.problem.number),
            "problem_name": item.problem.name,
            "part": item.component or item.group,
            "labour_hours": None if minutes is None else Decimal(minutes) / 60,
            "labour": yuan(item.labour_fen),
            "material": yuan(item.material_fen),
            "lock": item.visit.lock,
        }


def grouped(parts: Iterable[ListedPart]) -> list[Any]:
    """For a list with headings: an assembly or system, then its components; the wear parts last."""
    groups: dict[str, list[tuple[str, Any]]] = {}
    for part in parts:
        label = part.name if part.kind != "group" else _("整个或者还不清楚是哪个零部件")
        groups.setdefault(part.group_name or str(_("易损耗零部件")), []).append((part.code, label))
    return list(groups.items())


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
        self.fields["finished_at"] = DayOrMomentField(label=_("修好并通知车主的时间"))
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


class RemarkForm(forms.Form):
    words = words(_("您的意见"), 3, max_length=500, error_messages={"required": _("请写下您的意见。")})
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class CorrectionForm(forms.Form):
    """One field at a time: `after` is of the kind of the field."""

    reason = words(_("更正的原因"), error_messages={"required": _("请写明更正的原因。")})
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, field: str, before: Any, data: Any = None) -> None:
        super().__init__(data, initial={"after": before})
        self.fields["after"] = after_field(field)
        self.order_fields(["after", "reason", "key"])


def after_field(field: str) -> forms.Field:
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
        (f"{item.row.number}.{field}", f"{item.row.problem}：{label}", getattr(item, field))
        for item in visit.items
        for field, label in CORRECTED_ITEM.items()
    ]
    return own + items


def fen(yuan_: Decimal | None) -> int | None:
    return None if yuan_ is None else int(yuan_ * FEN)


def yuan(fen_: int | None) -> Decimal | None:
    return None if fen_ is None else Decimal(fen_) / FEN


def _field(form: forms.Form, name: str) -> Any:
    return form.fields[name]
