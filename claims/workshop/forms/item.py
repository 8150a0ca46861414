"""One thing that was wrong: where, what, which parts, whose fault."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from claims.repairs.models import Answer, Event, Item, Position, QualityProblem, Work
from claims.repairs.parts_list import ListedPart
from claims.workshop.forms.fields import NEW_PROBLEM, NOTHING, fen, field_of, words, yuan
from claims.workshop.forms.meanwhile import WatchedForm
from sanbao.web.forms import YuanField

MINUTES = 60
# Absent is yes, as the law's facts have it.
ESTABLISHED = (
    ("", _("能认定")),
    (Answer.NO, _("不能认定")),
    (Answer.DISPUTED, Answer.DISPUTED.label),
    (Answer.UNKNOWN, Answer.UNKNOWN.label),
)


class PartsAndCosts(WatchedForm):
    """What may still be told once the car is repaired: nothing of it is counted."""

    part_name = words(_("表上没有的零部件"), required=False, max_length=60)
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

    PARTS = ("part_name", "old_part_number", "old_serial", "new_part_number", "new_serial")
    COSTS = ("labour_hours", "labour", "material")

    def parts_and_costs(self) -> dict[str, Any]:
        told, hours = self.cleaned_data, self.cleaned_data["labour_hours"]
        return {name: told[name] for name in self.PARTS} | {
            "labour_minutes": None if hours is None else int(hours * MINUTES),
            "labour_fen": fen(told["labour"]),
            "material_fen": fen(told["material"]),
        }

    @classmethod
    def parts_and_costs_of(cls, item: Item) -> dict[str, Any]:
        minutes = item.labour_minutes
        return {name: getattr(item, name) for name in cls.PARTS} | {
            "labour_hours": None if minutes is None else Decimal(minutes) / MINUTES,
            "labour": yuan(item.labour_fen),
            "material": yuan(item.material_fen),
        }


class CompletionForm(PartsAndCosts):
    def __init__(self, data: Any = None, *, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.watched = (*self.PARTS, *self.COSTS)
        self.mark()


class ItemForm(PartsAndCosts):
    problem = forms.ChoiceField(label=_("哪个问题"))
    problem_name = words(_("问题叫什么"), required=False, max_length=60, help_text=_("例如变速器顿挫。"))
    part = forms.ChoiceField(
        label=_("零部件"),
        required=False,
        error_messages={"invalid_choice": _("这辆车没有这个零部件，请从表里选，或者填在“表上没有的零部件”里。")},
    )
    position = forms.ChoiceField(label=_("位置"), choices=[NOTHING, *Position.choices], required=False)
    symptom = words(_("现象"), required=False)
    cause = words(_("原因"), required=False)
    planned_work = forms.ChoiceField(label=_("打算怎样处理"), choices=Work.choices)
    less_because = words(_("为什么不修了"), required=False, help_text=_("原来打算修理、现在不修的才填。车主看得到。"))
    quality_problem = forms.ChoiceField(label=_("是不是质量问题"), choices=Answer.choices)
    quality_reason = words(_("理由"), required=False, help_text=_("不是质量问题，或者有争议的，请写明。"))
    serious_safety = forms.ChoiceField(label=_("是不是严重安全性能故障"), choices=Answer.choices)
    event = forms.ChoiceField(label=_("有没有这样的情形"), choices=[NOTHING, *Event.choices], required=False)
    event_established = forms.ChoiceField(
        label=_("这样的情形能不能认定"), choices=ESTABLISHED, required=False, help_text=_("没有这样的情形的不用选。")
    )
    needs_replacement = forms.ChoiceField(
        label=_("总成或者主要零部件需不需要更换"), choices=[NOTHING, *Answer.choices], required=False
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    SECTIONS = (
        (_("什么问题"), ("problem", "problem_name", "symptom")),
        (_("坏在哪里"), ("part", "part_name", "position", "cause")),
        (_("怎样处理"), ("planned_work", "less_because", "labour_hours", "labour", "material")),
        (_("换了什么"), ("old_part_number", "old_serial", "new_part_number", "new_serial")),
        (
            _("怎样认定"),
            ("quality_problem", "quality_reason", "serious_safety", "event", "event_established", "needs_replacement"),
        ),
    )
    PLAIN = (
        "position",
        "symptom",
        "cause",
        "planned_work",
        "less_because",
        "quality_problem",
        "quality_reason",
        "serious_safety",
        "event",
        "event_established",
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
        field_of(self, "problem").choices = [*numbered, (NEW_PROBLEM, _("另一个新的问题"))]
        field_of(self, "part").choices = [NOTHING, *grouped(self.parts.values())]
        self.watched = [name for _title, names in self.SECTIONS for name in names]
        self.mark()

    def keep(self, typed: Any) -> None:
        """Drawn again without being judged: while he looks for a part, nothing that was typed is lost."""
        names = {*self.fields} & {*typed}
        self.initial.update({name: typed[name] for name in names})

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
        place = {
            "group": part.group if part else "",
            "component": part.code if part and part.kind != "group" else "",
        }
        return told | place | self.parts_and_costs()

    @classmethod
    def initial_of(cls, item: Item) -> dict[str, Any]:
        told = {name: getattr(item, name) for name in cls.PLAIN} | cls.parts_and_costs_of(item)
        problem = {"problem": str(item.problem.number), "problem_name": item.problem.name}
        return told | problem | {"part": item.component or item.group}


def grouped(parts: Iterable[ListedPart]) -> list[Any]:
    """For a list with headings: an assembly or system, then its components; the wear parts last."""
    groups: dict[str, list[tuple[str, Any]]] = {}
    for part in parts:
        label = part.name if part.kind != "group" else _("整个或者还不清楚是哪个零部件")
        groups.setdefault(part.group_name or str(_("易损耗零部件")), []).append((part.code, label))
    return list(groups.items())
