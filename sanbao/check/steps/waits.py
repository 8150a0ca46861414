"""Times in the shop that may not count: first whether there were any, then when."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from sanbao.check import parts
from sanbao.check.case import visit_of
from sanbao.check.relevance import Outlook
from sanbao.check.state import Answers, Case
from sanbao.check.steps.base import Choices, Data, Step, opened
from sanbao.check.steps.findings import when
from sanbao.check.steps.moments import iso, moment_field, parsed, shown_moment
from sanbao.check.steps.repairs import VisitStep, ordinal

ROWS_OF_WAITS = 2
OF_THE_BATTERY = "traction_battery_transport"
REASONS: Choices = (
    ("special_part_transport", gettext_lazy("等特殊零件运来（防盗系统、全车线束等按车配的）")),
    (OF_THE_BATTERY, gettext_lazy("等动力蓄电池运来")),
    ("rescue_travel", gettext_lazy("外出救援在路上")),
    ("agreed_suspension", gettext_lazy("说好先不修，车由我开着")),
)


def reasons_of(case: Case) -> Choices:
    """The waits this car can have had, and those that were told."""
    told = {wait["reason"] for visit in case.get("visits") or [] for wait in visit.get("excluded") or []}
    lacks_battery = parts.lacks(case.get("vehicle", {}).get("energy"), "traction_battery")
    return [row for row in REASONS if row[0] != OF_THE_BATTERY or not lacks_battery or OF_THE_BATTERY in told]


class Stays(Step):
    """Of all longer repairs together: in which of them was there a wait that may not count?"""

    name = "stays"
    section = "facts"
    has_heading = True

    @property
    def title(self) -> str:
        return _("修的时候，等过下面这些吗？")

    @property
    def hint(self) -> str:
        return _("只有这几种等待可能不算修理时间。等普通零件、等检查、等排队都算修理时间，不用勾。")

    @property
    def points(self) -> Sequence[str]:
        return [str(words) for _reason, words in reasons_of(self.case)]

    @property
    def asked(self) -> str:
        return _("不算修理时间的等待")

    def exists(self) -> bool:
        return super().exists() and bool(self.longer())

    def longer(self) -> list[Case]:
        """The repairs whose waits can matter, and those with waits that were told."""
        outlook = Outlook(self.answers, self.as_of)
        visits = [visit for visit in self.case.get("visits") or [] if visit["items"][0].get("work")]
        return [visit for visit in visits if visit.get("excluded") or outlook.waits_matter(visit["id"])]

    def fields(self) -> dict[str, forms.Field]:
        choices = [(visit["id"], self._which(visit)) for visit in self.longer()]
        return {
            "stays": opened(
                forms.MultipleChoiceField(
                    choices=choices,
                    label=_("哪几次等过？都没有的，不用勾"),
                    required=False,
                    widget=forms.CheckboxSelectMultiple,
                )
            )
        }

    def _which(self, visit: Case) -> str:
        number = ordinal(self.answers, visit["id"])
        return _("第%(number)d次，%(when)s") % {"number": number, "when": when(self.case, f"visits/{visit['id']}")}

    def initial(self) -> dict[str, Any]:
        return {"stays": [visit["id"] for visit in self.longer() if visit.get("excluded")]}

    def apply(self, data: Data) -> Answers:
        """Of a repair that is not ticked nothing more is asked."""
        case, answers = self.answers.draft(), self.answers
        for visit in self.longer():
            step = f"waits:{visit['id']}"
            if visit["id"] not in data["stays"]:
                (visit_of(case, visit["id"]) or {})["excluded"] = []
                answers = answers.with_answered(step)
            elif not visit.get("excluded"):
                answers = answers.without(step)
        return answers.with_case(case)

    def told(self) -> str:
        had = [visit["id"] for visit in self.case.get("visits") or [] if visit.get("excluded")]
        numbers = [_("第%(number)d次") % {"number": ordinal(self.answers, visit_id)} for visit_id in had]
        return _("、").join(numbers) or _("都没有")


class Waits(VisitStep):
    """Time that may not count as repair time."""

    name = "waits"
    section = "facts"

    @property
    def title(self) -> str:
        return _("第%(number)d次送修：等的是什么，等了多久？") % {"number": self.number}

    @property
    def hint(self) -> str:
        return _("只等过一段的，第二段不用填。")

    def fields(self) -> dict[str, forms.Field]:
        found: dict[str, forms.Field] = {}
        choices = [("", pgettext("回答", "没有")), *reasons_of(self.case)]
        for row in range(1, ROWS_OF_WAITS + 1):
            which = _("第一段等待") if row == 1 else _("第二段等待")
            found[f"reason{row}"] = forms.ChoiceField(choices=choices, label=which, required=False)
            found[f"from{row}"] = moment_field(self, _("从什么时候"), required=False)
            found[f"to{row}"] = moment_field(self, _("到什么时候"), required=False)
        return found

    def initial(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for row, wait in enumerate(self.visit.get("excluded", [])[:ROWS_OF_WAITS], start=1):
            found.update(
                {f"reason{row}": wait["reason"], f"from{row}": parsed(wait["from"]), f"to{row}": parsed(wait["to"])}
            )
        return found

    def check(self, data: Data) -> dict[str, str]:
        faults: dict[str, str] = {}
        for row in range(1, ROWS_OF_WAITS + 1):
            begins, ends = data.get(f"from{row}"), data.get(f"to{row}")
            if not data.get(f"reason{row}"):
                if begins or ends:
                    faults[f"reason{row}"] = _("请选择等的是什么。")
            elif begins is None and f"from{row}" in data:
                faults[f"from{row}"] = _("请填写从什么时候开始等。")
            elif ends is None and f"to{row}" in data:
                faults[f"to{row}"] = _("请填写等到什么时候。")
            elif begins and ends and ends < begins:
                faults[f"to{row}"] = _("结束的时间早于开始的时间，请核对。")
        return faults

    def apply(self, data: Data) -> Answers:
        case = self.answers.draft()
        (visit_of(case, self.visit_id) or {})["excluded"] = [
            {"reason": data[f"reason{row}"], "from": iso(data[f"from{row}"]), "to": iso(data[f"to{row}"])}
            for row in range(1, ROWS_OF_WAITS + 1)
            if data.get(f"reason{row}")
        ]
        return self.answers.with_case(case)

    def told(self) -> str:
        waits = self.visit.get("excluded") or []
        words = dict(REASONS)
        told = [
            _("%(reason)s，%(since)s至%(until)s")
            % {
                "reason": words[wait["reason"]],
                "since": shown_moment(wait["from"]),
                "until": shown_moment(wait["to"]),
            }
            for wait in waits
        ]
        return _("；").join(told)


STEPS = (Stays, Waits)
