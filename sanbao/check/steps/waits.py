"""The times of one repair that may not count."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanbao.check.case import visit_of
from sanbao.check.state import Answers
from sanbao.check.steps.base import Choices, Data
from sanbao.check.steps.moments import iso, moment_field, parsed, shown_moment
from sanbao.check.steps.repairs import VisitStep

ROWS_OF_WAITS = 2


REASONS: Choices = (
    ("", gettext_lazy("没有")),
    ("special_part_transport", gettext_lazy("等特殊零件运来（防盗系统、全车线束等按车配的）")),
    ("traction_battery_transport", gettext_lazy("等动力蓄电池运来")),
    ("rescue_travel", gettext_lazy("外出救援在路上")),
    ("agreed_suspension", gettext_lazy("说好先不修，车由我开着")),
)


class Waits(VisitStep):
    """Time that may not count as repair time."""

    name = "waits"

    @property
    def title(self) -> str:
        return _("第%(number)d次送修：有没有不算修理时间的等待？") % {"number": self.number}

    @property
    def hint(self) -> str:
        return _("只有下面几种等待可能不算。等普通零件、等检查、等排队都算修理时间，不用填。")

    def fields(self) -> dict[str, forms.Field]:
        found: dict[str, forms.Field] = {}
        for row in range(1, ROWS_OF_WAITS + 1):
            which = _("第一段等待") if row == 1 else _("第二段等待")
            found[f"reason{row}"] = forms.ChoiceField(choices=list(REASONS), label=which, required=False)
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
        return _("；").join(told) or _("没有")


STEPS = (Waits,)
