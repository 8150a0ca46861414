"""What the voucher promises: its own periods, and those of wear parts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from sanbao.check import parts
from sanbao.check.case import parts_edition
from sanbao.check.state import Answers, Case
from sanbao.check.steps.base import Data, Step
from sanbao.check.steps.part_of_problem import language, part_words
from sanbao.law.parts import edition
from sanbao.web.forms import KilometresField

SOME = "some"


NONE = "none"


MOST_MONTHS = 240


class Terms(Step):
    """A promise of the voucher in months and kilometres; both or neither."""

    section = "facts"
    pairs: tuple[str, ...]

    def months(self, label: str) -> forms.IntegerField:
        return forms.IntegerField(
            label=label,
            required=False,
            min_value=1,
            max_value=MOST_MONTHS,
            widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "w4"}),
            error_messages={
                "invalid": _("请用数字填写月数，例如36。"),
                "min_value": _("请填写月数，例如36。"),
                "max_value": _("月数太多，请核对。年数请乘以十二。"),
            },
        )

    def terms(self) -> Case:
        raise NotImplementedError

    def initial(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for pair in self.pairs:
            period = self.terms().get(pair) or {}
            found.update({f"{pair}_months": period.get("months"), f"{pair}_km": period.get("km")})
        return found

    def check(self, data: Data) -> dict[str, str]:
        faults = {}
        for pair in self.pairs:
            months, distance = f"{pair}_months", f"{pair}_km"
            if months in data and distance in data and (data[months] is None) != (data[distance] is None):
                missing = months if data[months] is None else distance
                faults[missing] = _("月数和里程要一起填；都不清楚的，都留空。")
        return faults

    def given(self, data: Data) -> Case:
        return {
            pair: {"months": data[f"{pair}_months"], "km": data[f"{pair}_km"]}
            for pair in self.pairs
            if data.get(f"{pair}_months") is not None and data.get(f"{pair}_km") is not None
        }

    def told(self) -> str:
        found = [self.terms()[pair] for pair in self.pairs if self.terms().get(pair)]
        return _("；").join(
            _("%(months)d个月或者%(km)s公里") % {"months": term["months"], "km": f"{term['km']:,}"} for term in found
        ) or _("不清楚")


class Wear(Terms):
    """The period of a wear part; `subject` is its code."""

    name = "wear"
    pairs = ("period",)

    @property
    def title(self) -> str:
        also = parts.also_called(self.subject).partition("、")[0] if language() == "zh" else ""
        name = _("%(part)s（%(names)s）") % {"part": part_words(self.subject), "names": also} if also else ""
        return _("三包凭证上写的%(part)s的质量保证期有多长？") % {"part": name or part_words(self.subject)}

    @property
    def hint(self) -> str:
        return _("易损耗零部件各有自己的质量保证期，写在三包凭证里。不清楚的，两格都留空。")

    def exists(self) -> bool:
        return self.subject in edition(parts_edition(self.answers)).wear_parts

    def fields(self) -> dict[str, forms.Field]:
        return {
            "period_months": self.months(_("多少个月")),
            "period_km": KilometresField(label=_("多少公里"), required=False),
        }

    def terms(self) -> Case:
        found = self.case.get("voucher", {}).get("wear_parts", {}).get(self.subject)
        return {"period": found} if found else {}

    def apply(self, data: Data) -> Answers:
        case, given = self.answers.draft(), self.given(data)
        stated = case.setdefault("voucher", {}).setdefault("wear_parts", {})
        stated.pop(self.subject, None)
        if given:
            stated[self.subject] = given["period"]
        return self.answers.with_case(case)


class Promised(Terms):
    """Periods of the voucher that are longer than the least of the law."""

    name = "periods"
    pairs = ("repair_warranty", "three_guarantees")

    @property
    def title(self) -> str:
        return _("三包凭证上写的期限有多长？")

    @property
    def hint(self) -> str:
        return _("凭证写得比法定的最短期限更长的，按凭证算。不清楚的留空，按最短的算。")

    def fields(self) -> dict[str, forms.Field]:
        return {
            "repair_warranty_months": self.months(_("包修期，多少个月")),
            "repair_warranty_km": KilometresField(label=_("包修期，多少公里"), required=False),
            "three_guarantees_months": self.months(_("三包有效期，多少个月")),
            "three_guarantees_km": KilometresField(label=_("三包有效期，多少公里"), required=False),
        }

    def terms(self) -> Case:
        found: Case = self.case.get("voucher", {})
        return found

    def told(self) -> str:
        given = any(self.terms().get(pair) for pair in self.pairs)
        return super().told() if given else _("没有填，按法定的最短期限算")

    def apply(self, data: Data) -> Answers:
        case = self.answers.draft()
        voucher = {key: value for key, value in case.get("voucher", {}).items() if key not in self.pairs}
        case["voucher"] = {**voucher, **self.given(data)}
        return self.answers.with_case(case)


STEPS = (Wear, Promised)
