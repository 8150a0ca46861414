"""Which papers are in hand."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from sanbao.check.state import Answers
from sanbao.check.steps.base import Choices, Data
from sanbao.check.steps.demand import DemandStep
from sanbao.law.vocabulary import PAPERS


class Papers(DemandStep):
    name = "papers"
    section = "facts"

    @property
    def title(self) -> str:
        return _("手里有哪些凭据？")

    @property
    def hint(self) -> str:
        return _("有一样就够。都没有的，不用勾。")

    def choices(self) -> Choices:
        return (("invoice", _("购车发票")), ("voucher", _("三包凭证")))

    def fields(self) -> dict[str, forms.Field]:
        return {
            "papers": forms.MultipleChoiceField(
                choices=list(self.choices()), required=False, widget=forms.CheckboxSelectMultiple
            )
        }

    def initial(self) -> dict[str, Any]:
        return {"papers": self.demand.get("papers")}

    def apply(self, data: Data) -> Answers:
        return self.with_demand(papers=[paper for paper in PAPERS if paper in data["papers"]])

    def told(self) -> str:
        words = dict(self.choices())
        return _("、").join(words[paper] for paper in self.demand.get("papers") or []) or _("都没有")


STEPS = (Papers,)
