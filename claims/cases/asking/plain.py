"""The pages that ask for one plain thing: the day, the mileage, the papers, his own words; and the photos."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.cases.asking.page import Page
from claims.cases.evidence import count_of, strip_of
from claims.cases.forms.asking import MileageForm, OwnWordsForm, PapersForm, ReceivedForm
from claims.cases.services.drafting import demand_change
from sanbao.web import says


class OfTheDemand(Page):
    """What the form asks for is what the demand keeps, by the same names."""

    form_class: type[forms.Form]

    def form(self, data: Any = None) -> forms.Form:
        row = self.draft.demand
        names = self.form_class.base_fields
        return self.form_class(data, initial={name: getattr(row, name) for name in names} if row else {})

    def save(self, form: forms.Form) -> str:
        demand_change(claim=self.draft.claim, by=self.by, at=self.draft.now, **form.cleaned_data)
        return ""


class Received(OfTheDemand):
    name = "received"
    title = gettext_lazy("什么时候提出的？")
    form_class = ReceivedForm

    def exists(self) -> bool:
        return not self.number and self.draft.is_for_another

    def told(self) -> str:
        return says.day(self.draft.demand.made_on) if self.draft.demand else ""


class Mileage(OfTheDemand):
    name = "mileage"
    title = gettext_lazy("现在开了多少公里？")
    form_class = MileageForm

    def told(self) -> str:
        return says.km(self.draft.demand.mileage_km) if self.draft.demand else ""


class Papers(OfTheDemand):
    name = "papers"
    title = gettext_lazy("手里有哪些单据？")
    hint = gettext_lazy("没有的不用勾。缺单据也可以提出，购车情况由经营者核实。")
    form_class = PapersForm

    def told(self) -> str:
        row = self.draft.demand
        has = [_("购车发票")] if row and row.has_invoice else []
        has += [_("三包凭证")] if row and row.has_voucher else []
        return _("、").join(has) or _("都没有")


class OwnWords(OfTheDemand):
    name = "words"
    title = gettext_lazy("还有什么要说的？")
    form_class = OwnWordsForm

    def told(self) -> str:
        return self.draft.demand.words if self.draft.demand else ""


class Photos(Page):
    name = "evidence"
    title = gettext_lazy("有照片、录音、单据吗？")
    hint = gettext_lazy("可以用手机直接拍：仪表上的故障灯、里程、修理单、发票、聊天记录。以后还可以再加。")
    template = "cases/asking_evidence.html"

    def context(self) -> Mapping[str, Any]:
        return {"strip": strip_of(self.draft.claim, self.draft.parties)}

    def told(self) -> str:
        count = count_of(self.draft.claim)
        return _("{count}件").format(count=count) if count else _("没有")
