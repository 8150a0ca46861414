"""The car: invoice, whether it was itself given as a replacement, kind, use, handover, drive."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from sanbao.check.state import Answers, Case
from sanbao.check.steps.base import Choice, Choices, Data, Step, flag, radio
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


class ReplacementCar(CarStep):
    name = "replacement_car"

    @property
    def title(self) -> str:
        return _("这辆车是不是按三包换来的？")

    @property
    def hint(self) -> str:
        return _("也就是原来的车有质量问题，销售者另给您换了这一辆。换来的车，各个期限从换车那天重新算。")

    def fields(self) -> dict[str, forms.Field]:
        return {
            "answer": radio(self.choices(), _("是不是换来的")),
            "day": day_field(self, _("换来的车哪天交给您"), _("不是换来的，不用填。"), required=False),
        }

    def choices(self) -> Choices:
        return (("no", _("不是，是买来的")), ("yes", _("是换来的")))

    def initial(self) -> dict[str, Any]:
        replaced = self.car.get("replacement_handover_on")
        return {"answer": flag(replaced is not None), "day": parsed_day(replaced)}

    def check(self, data: Data) -> dict[str, str]:
        if data.get("answer") != "yes":
            return {}
        if "day" not in data:
            return {}
        if data["day"] is None:
            return {"day": _("请填写换来的车交给您的日期。")}
        invoiced = self.car.get("invoiced_on")
        if invoiced and data["day"] < date.fromisoformat(invoiced):
            return {"day": _("换车的日期早于开票日期%(day)s，请核对。") % {"day": written(invoiced)}}
        return {}

    def apply(self, data: Data) -> Answers:
        return self.with_car(replacement_handover_on=data["day"].isoformat() if data["answer"] == "yes" else None)

    def told(self) -> str:
        replaced = self.car.get("replacement_handover_on")
        return _("是换来的，%(day)s交车") % {"day": written(replaced)} if replaced else _("不是，是买来的")


class CarChoice(Choice, CarStep):
    key: str

    def value(self) -> str | None:
        return self.car.get(self.key)

    def write(self, case: Case, value: str) -> None:
        case.setdefault("vehicle", {})[self.key] = value


class Kind(CarChoice):
    name = key = "kind"

    @property
    def title(self) -> str:
        return _("是什么样的车？")

    def choices(self) -> Choices:
        return (
            ("passenger_car", Hinted(_("乘用车"), _("轿车、越野车、商务车等"))),
            ("pickup", Hinted(_("皮卡车"), _("驾驶室后面有敞开的货厢"))),
            ("other", Hinted(_("别的车"), _("货车、客车、摩托车、低速电动车等"))),
        )


class Use(CarChoice):
    name = key = "use"

    @property
    def title(self) -> str:
        return _("这辆车主要用来做什么？")

    def choices(self) -> Choices:
        return (
            ("household", Hinted(_("家用"), _("上下班、接送、出游，也包括个人名下偶尔拉货"))),
            ("commercial", Hinted(_("营运"), _("出租、网约车、租赁、客运、货运"))),
            ("unknown", Hinted(_("说不清"), _("例如登记在公司名下，自己家里用"))),
        )


class Resold(CarStep, Choice):
    name = "resold"

    @property
    def title(self) -> str:
        return _("买车的时候，销售者有没有说明这是别人退换过的车？")

    @property
    def hint(self) -> str:
        return _("退车、换车收回的车，检验合格以后可以再卖，但是要说明。")

    def choices(self) -> Choices:
        return (("no", _("不是，或者卖的时候没有说过")), ("yes", _("说明过，是退换过的车")))

    def value(self) -> str | None:
        return flag(bool(self.car.get("resold_after_return")))

    def write(self, case: Case, value: str) -> None:
        case.setdefault("vehicle", {})["resold_after_return"] = value == "yes"


class Handover(CarStep):
    name = "handover"

    @property
    def title(self) -> str:
        return _("交车和开发票是同一天吗？")

    @property
    def hint(self) -> str:
        return _("交车就是您把车开走的那一天。")

    def choices(self) -> Choices:
        return (("same", _("是同一天，或者不记得")), ("other", _("不是同一天")))

    def fields(self) -> dict[str, forms.Field]:
        return {
            "answer": radio(self.choices(), _("是不是同一天")),
            "day": day_field(self, _("哪天交车"), _("同一天的，不用填。"), required=False),
        }

    def initial(self) -> dict[str, Any]:
        handed = self.car.get("handover_on")
        return {"answer": "other" if handed else "same", "day": parsed_day(handed)}

    def check(self, data: Data) -> dict[str, str]:
        if data.get("answer") == "other" and "day" in data and data["day"] is None:
            return {"day": _("请填写交车的日期。")}
        return {}

    def apply(self, data: Data) -> Answers:
        return self.with_car(handover_on=data["day"].isoformat() if data["answer"] == "other" else None)

    def told(self) -> str:
        return written(self.car.get("handover_on")) or _("是同一天，或者不记得")


class Energy(CarChoice):
    name = key = "energy"

    @property
    def title(self) -> str:
        return _("车用什么动力？")

    @property
    def hint(self) -> str:
        return _("后面选零件时，只列出您的车有的。不影响结果。")

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


STEPS = (InvoicedOn, ReplacementCar, Kind, Use, Resold, Handover, Energy, AsOf)
