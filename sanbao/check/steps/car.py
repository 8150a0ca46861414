"""The car: invoice, kind, use, drive; and the day of the question. What is rare about a car stands in `rare`."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from sanbao.check.state import Answers, Case
from sanbao.check.steps.base import Choice, Choices, Data, Step, chosen, radio
from sanbao.web.forms import ChineseDateField, Hinted
from sanbao.web.says import day

EARLIEST = date(1990, 1, 1)


def day_field(step: Step, label: str = "", hint: str = "", *, required: bool = True) -> ChineseDateField:
    """A day that is not after the day of the question."""
    return ChineseDateField(label=label, help_text=hint, required=required, earliest=EARLIEST, latest=step.today)


def parsed_day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def written(value: str | None) -> str:
    return day(date.fromisoformat(value)) if value else ""


class CarStep(Step):
    section = "car"

    @property
    def car(self) -> Case:
        found: Case = self.case.get("vehicle", {})
        return found

    def with_car(self, **changes: Any) -> Answers:
        case = self.answers.draft()
        case["vehicle"] = {**case.get("vehicle", {}), **changes}
        return self.answers.with_case(case)


class InvoicedOn(CarStep):
    name = "invoiced_on"

    @property
    def title(self) -> str:
        return _("购车发票是哪天开的？")

    @property
    def hint(self) -> str:
        return _("看购车发票上的开票日期。找不到发票的，三包凭证上也写着；都没有的，填您记得最准的一天。")

    def fields(self) -> dict[str, forms.Field]:
        return {"day": day_field(self)}

    def initial(self) -> dict[str, Any]:
        return {"day": parsed_day(self.car.get("invoiced_on"))}

    def apply(self, data: Data) -> Answers:
        return self.with_car(invoiced_on=data["day"].isoformat())

    def told(self) -> str:
        return written(self.car.get("invoiced_on"))


class Car(CarStep):
    """What kind of car, and what it is used for: together they decide whether the three guarantees cover it."""

    name = "car"
    has_heading = True

    @property
    def title(self) -> str:
        return _("这是什么车？")

    def kinds(self) -> Choices:
        return (
            ("passenger_car", Hinted(_("乘用车"), _("轿车、越野车、商务车等"))),
            ("pickup", Hinted(_("皮卡车"), _("驾驶室后面有敞开的货厢"))),
            ("other", Hinted(_("别的车"), _("货车、客车、摩托车、低速电动车等"))),
        )

    def uses(self) -> Choices:
        return (
            ("household", Hinted(_("家用"), _("上下班、接送、出游，也包括个人名下偶尔拉货"))),
            ("commercial", Hinted(_("营运"), _("出租、网约车、租赁、客运、货运"))),
            ("unknown", Hinted(_("说不清"), _("例如登记在公司名下，自己家里用"))),
        )

    def fields(self) -> dict[str, forms.Field]:
        return {"kind": radio(self.kinds(), _("哪一种车")), "use": radio(self.uses(), _("主要用来做什么"))}

    def initial(self) -> dict[str, Any]:
        return {"kind": self.car.get("kind"), "use": self.car.get("use")}

    def apply(self, data: Data) -> Answers:
        return self.with_car(kind=data["kind"], use=data["use"])

    def told(self) -> str:
        words = (chosen(self.kinds(), self.car.get("kind")), chosen(self.uses(), self.car.get("use")))
        return _("，").join(filter(None, words))


class Energy(Choice, CarStep):
    name = "energy"

    @property
    def title(self) -> str:
        return _("车用什么动力？")

    @property
    def hint(self) -> str:
        return _("后面只列出您的车会有的零件和情况。不影响结果。")

    def value(self) -> str | None:
        return self.car.get("energy") or "unknown"

    def write(self, case: Case, value: str) -> None:
        case.setdefault("vehicle", {})["energy"] = None if value == "unknown" else value

    def choices(self) -> Choices:
        return (
            ("ice", Hinted(_("燃油"), _("汽油、柴油、燃气"))),
            ("hev", Hinted(_("混合动力"), _("不能插电"))),
            ("phev", _("插电混合动力")),
            ("erev", _("增程")),
            ("bev", _("纯电")),
            ("fcev", _("燃料电池")),
            ("unknown", _("不清楚")),
        )


class AsOf(Step):
    """Asked for only when a person wants another day than today."""

    name = "as_of"
    section = "car"

    @property
    def title(self) -> str:
        return _("按哪一天算？")

    @property
    def hint(self) -> str:
        return _("平常按今天算。想知道以前某一天的情况，填那一天；留空就是今天。")

    def fields(self) -> dict[str, forms.Field]:
        invoiced = self.case.get("vehicle", {}).get("invoiced_on")
        earliest = date.fromisoformat(invoiced) if invoiced else EARLIEST
        return {"day": ChineseDateField(required=False, earliest=earliest, latest=self.as_of)}

    def initial(self) -> dict[str, Any]:
        return {"day": parsed_day(self.case.get("as_of"))}

    def save(self, data: Data) -> Answers:
        case = self.answers.draft()
        case.pop("as_of", None)
        if data["day"] is not None and data["day"] != self.as_of:
            case["as_of"] = data["day"].isoformat()
        return self.answers.with_case(case).with_answered(self.id)

    def told(self) -> str:
        chosen_day = self.case.get("as_of")
        return written(chosen_day) if chosen_day else _("今天，%(day)s") % {"day": day(self.as_of)}


STEPS = (InvoicedOn, Car, Energy, AsOf)
