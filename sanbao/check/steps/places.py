"""Where the part sits, when the car has several of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanbao.check import parts
from sanbao.check.case import items_of
from sanbao.check.state import Answers, Case
from sanbao.check.steps.base import Choices, Data, Step
from sanbao.check.steps.findings import when
from sanbao.check.steps.part_of_problem import part_words
from sanbao.law.vocabulary import POSITIONS

PLACES: Choices = (
    ("", gettext_lazy("不清楚，或者只有一个")),
    ("front", gettext_lazy("前部")),
    ("rear", gettext_lazy("后部")),
    ("left", gettext_lazy("左侧")),
    ("right", gettext_lazy("右侧")),
    ("front_left", gettext_lazy("左前部")),
    ("front_right", gettext_lazy("右前部")),
    ("rear_left", gettext_lazy("左后部")),
    ("rear_right", gettext_lazy("右后部")),
)


class Place(Step):
    """`subject` is the code of a part that was replaced several times: was it at the same place?"""

    name = "place"
    section = "facts"

    def items(self, case: Case) -> list[tuple[str, Case]]:
        return [
            (path, item) for path, item in items_of(case) if self.subject in (item.get("component"), self._group(item))
        ]

    @staticmethod
    def _group(item: Case) -> str | None:
        code = item.get("component")
        return (parts.group_of(code) if code else None) or item.get("group")

    def exists(self) -> bool:
        return bool(self.items(self.case))

    @property
    def title(self) -> str:
        return _("每次的%(part)s，在车的哪个位置？") % {"part": part_words(self.subject)}

    @property
    def hint(self) -> str:
        return _("换过不止一次，要看换的是不是同一个位置上的。")

    def fields(self) -> dict[str, forms.Field]:
        return {
            f"place{number}": forms.ChoiceField(
                choices=list(PLACES),
                label=_("%(when)s：%(name)s") % {"when": when(self.case, path), "name": self.name_of(item["problem"])},
                required=False,
            )
            for number, (path, item) in enumerate(self.items(self.case), start=1)
        }

    def form(self, data: Data | None = None) -> forms.Form:
        form = super().form(data)
        if len(form.fields) == 1:
            form.fields["place1"].required = False
        return form

    def initial(self) -> dict[str, Any]:
        rows = enumerate(self.items(self.case), start=1)
        return {f"place{number}": item.get("position") or "" for number, (_path, item) in rows}

    def apply(self, data: Data) -> Answers:
        case = self.answers.draft()
        for number, (_path, item) in enumerate(self.items(case), start=1):
            place = data.get(f"place{number}")
            item["position"] = place if place in POSITIONS else None
        return self.answers.with_case(case)

    def told(self) -> str:
        words = dict(PLACES)
        return _("；").join(
            _("%(when)s：%(place)s") % {"when": when(self.case, path), "place": words[item.get("position") or ""]}
            for path, item in self.items(self.case)
        )


STEPS = (Place,)
