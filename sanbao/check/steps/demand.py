"""What is wanted, since when, and what could be given instead."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sanbao.check.state import Answers, Case
from sanbao.check.steps.base import Choice, Choices, Data, Step, chosen, opened, radio
from sanbao.check.steps.car import day_field, parsed_day, written
from sanbao.web.forms import KilometresField
from sanbao.web.says import km

ASKING = "asking"


class DemandStep(Step):
    section = "demand"

    @property
    def demand(self) -> Case:
        return self.case.get("demand") or {}

    def with_demand(self, **changes: Any) -> Answers:
        case = self.answers.draft()
        case["demand"] = {**(case.get("demand") or {}), **changes}
        return self.answers.with_case(case)


class Wants(DemandStep):
    name = "wants"

    @property
    def title(self) -> str:
        return _("您已经向对方提出要求了吗？")

    @property
    def hint(self) -> str:
        return _("从提出换车、退车要求那天起，对方要在期限内答复。您能要求什么，和这里选什么无关。")

    def choices(self) -> Choices:
        return (
            (ASKING, _("还没有，先问问能要求什么")),
            ("repair", _("要求免费修理")),
            ("assembly_replacement", _("要求换总成")),
            ("vehicle_replacement", _("要求换车")),
            ("vehicle_return", _("要求退车")),
        )

    def fields(self) -> dict[str, forms.Field]:
        hint = _("提过几次的，填提出现在这个要求的那一天。今天才提的，填今天。")
        return {
            "answer": radio(self.choices(), _("提的是什么要求")),
            "day": opened(day_field(self, _("哪天提的"), hint, required=False)),
        }

    def initial(self) -> dict[str, Any]:
        return {"answer": self.demand.get("wants") or ASKING, "day": parsed_day(self.demand.get("made_on"))}

    def check(self, data: Data) -> dict[str, str]:
        if data.get("answer") not in (None, ASKING) and "day" in data and data["day"] is None:
            return {"day": _("请填写哪天提的。")}
        return {}

    def apply(self, data: Data) -> Answers:
        if data["answer"] == ASKING:
            return self.with_demand(wants=None, made_on=None)
        return self.with_demand(wants=data["answer"], made_on=data["day"].isoformat())

    def told(self) -> str:
        wants = chosen(self.choices(), self.demand.get("wants") or ASKING)
        made_on = written(self.demand.get("made_on"))
        return _("%(wants)s，%(day)s提的") % {"wants": wants, "day": made_on} if made_on else wants


class Km(DemandStep):
    name = "km"

    @property
    def section(self) -> str:  # type: ignore[override]  # where it comes
        """Where nothing is wanted and nothing is wrong, it is asked for the sake of the money alone."""
        return "demand" if self.demand.get("wants") or self.demand.get("items") else "money"

    @property
    def title(self) -> str:
        return _("车现在开了多少公里？") if not self.demand.get("wants") else _("提出要求的时候，车开了多少公里？")

    @property
    def hint(self) -> str:
        return _("看仪表盘上的总里程。车不在身边、不记得的，估一个接近的数，看到了再改。")

    def fields(self) -> dict[str, forms.Field]:
        missing = _("规定要看里程，这一格不能空着。不记得的，估一个接近的数，看到了再改。")
        return {"mileage": KilometresField(error_messages={"required": missing})}

    def initial(self) -> dict[str, Any]:
        return {"mileage": self.demand.get("mileage_km")}

    def apply(self, data: Data) -> Answers:
        return self.with_demand(mileage_km=data["mileage"])

    def told(self) -> str:
        found = self.demand.get("mileage_km")
        return km(found) if found is not None else ""


class OtherCar(DemandStep, Choice):
    section = "facts"  # what decides between another car and the money back
    key: str
    _VALUES = {"yes": True, "no": False, "unknown": None}  # noqa: RUF012  a table of this class alone

    def choices(self) -> Choices:
        return (("yes", _("有")), ("no", pgettext("回答", "没有")), ("unknown", _("不清楚")))

    def value(self) -> str | None:
        return {True: "yes", False: "no", None: "unknown"}[self.demand.get(self.key)]

    def apply(self, data: Data) -> Answers:
        return self.with_demand(**{self.key: self._VALUES[data["answer"]]})


class SameModel(OtherCar):
    name = "same_model"
    key = "same_model_available"

    @property
    def title(self) -> str:
        return _("销售者那里，还有同品牌、同型号的车可以换吗？")


class EqualOrBetter(OtherCar):
    name = "equal_or_better"
    key = "equal_or_better_available"

    @property
    def title(self) -> str:
        return _("销售者那里，有配置不低于您这辆车的车可以换吗？")


STEPS = (Wants, Km, SameModel, EqualOrBetter)
