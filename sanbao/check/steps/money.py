"""Price, coefficient, distance when handed back, and losses: asked only when money can come."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from sanbao.check.coefficient import CoefficientField, percent, written
from sanbao.check.state import Answers
from sanbao.check.steps.base import Choices, Data, Step, flag, radio
from sanbao.check.steps.demand import DemandStep
from sanbao.law.vocabulary import LOSSES
from sanbao.web.forms import KilometresField, YuanField
from sanbao.web.says import km, yuan


class Price(Step):
    name = "price"
    section = "money"

    @property
    def title(self) -> str:
        return _("发票上的车价是多少？")

    @property
    def hint(self) -> str:
        return _("价税合计的金额。不记得的可以留空，就不算金额。")

    def fields(self) -> dict[str, forms.Field]:
        return {"price": YuanField(required=False)}

    def initial(self) -> dict[str, Any]:
        return {"price": self.case.get("vehicle", {}).get("price_yuan")}

    def apply(self, data: Data) -> Answers:
        case = self.answers.draft()
        case.setdefault("vehicle", {})["price_yuan"] = str(data["price"]) if data["price"] is not None else None
        return self.answers.with_case(case)

    def told(self) -> str:
        found = self.case.get("vehicle", {}).get("price_yuan")
        return yuan(Decimal(found)) if found else _("不记得")


class Coefficient(Step):
    name = "coefficient"
    section = "money"

    @property
    def title(self) -> str:
        return _("三包凭证上的使用补偿系数是多少？")

    @property
    def hint(self) -> str:
        return _("凭证上写作n。写0.3就是0.3%；照凭证写成0.003或者3‰也可以。凭证上没有写，或者找不到凭证，就留空。")

    def fields(self) -> dict[str, forms.Field]:
        return {"coefficient": CoefficientField(required=False)}

    def initial(self) -> dict[str, Any]:
        return {"coefficient": written(self._stated)}

    def apply(self, data: Data) -> Answers:
        case, given = self.answers.draft(), data["coefficient"]
        case.setdefault("voucher", {})["use_compensation_coefficient"] = None if given is None else f"{given:f}"
        return self.answers.with_case(case)

    def told(self) -> str:
        return percent(Decimal(self._stated)) if self._stated else _("没有写，或者不清楚")

    @property
    def _stated(self) -> str | None:
        found: str | None = self.case.get("voucher", {}).get("use_compensation_coefficient")
        return found


class Returned(DemandStep):
    name = "returned"
    section = "money"

    @property
    def title(self) -> str:
        return _("车已经交还了吗？")

    def choices(self) -> Choices:
        return (("no", _("没有，还在我这里")), ("yes", _("已经交还")))

    def fields(self) -> dict[str, forms.Field]:
        return {
            "answer": radio(self.choices(), _("交还了没有")),
            "mileage": KilometresField(label=_("交还时的里程"), help_text=_("没有交还的，不用填。"), required=False),
        }

    def initial(self) -> dict[str, Any]:
        returned = self.demand.get("returned_mileage_km")
        return {"answer": flag(returned is not None), "mileage": returned}

    def check(self, data: Data) -> dict[str, str]:
        if data.get("answer") == "yes" and "mileage" in data and data["mileage"] is None:
            return {"mileage": _("请填写交还时的里程。")}
        return {}

    def apply(self, data: Data) -> Answers:
        return self.with_demand(returned_mileage_km=data["mileage"] if data["answer"] == "yes" else None)

    def told(self) -> str:
        returned = self.demand.get("returned_mileage_km")
        return _("没有，还在我这里") if returned is None else _("已经交还，%(km)s") % {"km": km(returned)}


class Losses(DemandStep):
    name = "losses"
    section = "money"

    @property
    def title(self) -> str:
        return _("除了车价，还花了这些钱吗？")

    @property
    def hint(self) -> str:
        return _("退车时销售者应当一并赔偿。没有花的、不清楚的留空。")

    def fields(self) -> dict[str, forms.Field]:
        return {
            "registration": YuanField(label=_("上牌登记的费用"), required=False),
            "accessories_net": YuanField(
                label=_("加装、装饰的费用"),
                help_text=_("只填向这家销售者买的加装、装饰；用久了的，填扣掉折旧以后的数。"),
                required=False,
            ),
            "services": YuanField(
                label=_("销售者另收的服务费"), help_text=_("例如金融服务费、代办费。"), required=False
            ),
        }

    def initial(self) -> dict[str, Any]:
        return dict(self.demand.get("losses_yuan") or {})

    def apply(self, data: Data) -> Answers:
        return self.with_demand(losses_yuan={key: str(data[key]) for key in LOSSES if data.get(key) is not None})

    def told(self) -> str:
        stated = self.demand.get("losses_yuan") or {}
        fields = self.fields()
        return _("，").join(f"{fields[key].label}{yuan(Decimal(stated[key]))}" for key in LOSSES if key in stated) or _(
            "没有"
        )


STEPS = (Price, Coefficient, Returned, Losses)
