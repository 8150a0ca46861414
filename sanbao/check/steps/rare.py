"""What is rare about a car, together on one page: most people tick nothing."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from sanbao.check.case import may_change_its_order
from sanbao.check.state import Answers
from sanbao.check.steps.base import Data, opened, opens
from sanbao.check.steps.car import CarStep, day_field, parsed_day, written


class Rare(CarStep):
    """Handed over on another day, sold again after a return, itself a replacement.

    It comes late. Of a car sold before the newest order it comes first: a replacement decides which order covers it.
    """

    name = "rare"
    has_heading = True

    @property
    def section(self) -> str:  # type: ignore[override]  # where it comes
        return "car" if may_change_its_order(self.answers) else "facts"

    @property
    def title(self) -> str:
        return _("这辆车有没有下面的情况？")

    @property
    def hint(self) -> str:
        return _("有的才勾。都没有的，直接按“下一步”。")

    @property
    def asked(self) -> str:
        return _("交车的日期和车的来历")

    def fields(self) -> dict[str, forms.Field]:
        return {
            "late": opens(_("交车和开发票不是同一天"), _("交车就是您把车开走的那一天。不记得的，不用勾。")),
            "handed": opened(day_field(self, _("哪天交的车"), required=False)),
            "resold": forms.BooleanField(
                label=_("买的是退换过的车"),
                help_text=_("别人退车、换车收回的车，检验合格以后可以再卖。卖的时候向您说明过的，才勾。"),
                required=False,
            ),
            "replaced": opens(
                _("这辆车是按三包换来的"), _("原来的车有质量问题，销售者另给您换了这一辆。期限从换车那天重新算。")
            ),
            "given": opened(day_field(self, _("换来的车哪天交给您"), required=False)),
        }

    def initial(self) -> dict[str, Any]:
        handed, given = self.car.get("handover_on"), self.car.get("replacement_handover_on")
        return {
            "late": handed is not None,
            "handed": parsed_day(handed),
            "resold": bool(self.car.get("resold_after_return")),
            "replaced": given is not None,
            "given": parsed_day(given),
        }

    def check(self, data: Data) -> dict[str, str]:
        faults = {}
        if data.get("late") and "handed" in data and data["handed"] is None:
            faults["handed"] = _("请填写交车的日期。")
        if data.get("replaced") and "given" in data:
            says = self._fault_of_replacement(data["given"])
            faults.update({"given": says} if says else {})
        return faults

    def _fault_of_replacement(self, given: date | None) -> str:
        if given is None:
            return _("请填写换来的车交给您的日期。")
        invoiced = self.car.get("invoiced_on")
        if invoiced and given < date.fromisoformat(invoiced):
            return _("换车的日期早于开票日期%(day)s，请核对。") % {"day": written(invoiced)}
        return ""

    def apply(self, data: Data) -> Answers:
        return self.with_car(
            handover_on=_day_of(data, "late", "handed"),
            resold_after_return=bool(data.get("resold")),
            replacement_handover_on=_day_of(data, "replaced", "given"),
        )

    def told(self) -> str:
        handed, given = self.car.get("handover_on"), self.car.get("replacement_handover_on")
        told = (
            _("%(day)s交车") % {"day": written(handed)} if handed else "",
            _("是退换过再卖的车") if self.car.get("resold_after_return") else "",
            _("是换来的车，%(day)s交给我") % {"day": written(given)} if given else "",
        )
        return _("；").join(filter(None, told)) or _("没有特别的情况，交车和开票同一天")


def _day_of(data: Data, ticked: str, day: str) -> str | None:
    """The day told under a tick; without the tick it is not meant."""
    return data[day].isoformat() if data.get(ticked) and data.get(day) else None


STEPS = (Rare,)
