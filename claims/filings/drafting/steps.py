"""The pages of a filing, in order: one thing a page."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from claims.filings.drafting.answers import energy_of
from claims.filings.forms.base import StepForm
from claims.filings.forms.files import FilesForm
from claims.filings.forms.model_line import DatesForm, IdentityForm
from claims.filings.forms.parts import ExtraForm, MainForm, SpecialForm, WearForm
from claims.filings.forms.terms import BatteryForm, PeriodsForm, WordingForm
from claims.filings.models import Draft
from documents.papers.voucher import WITH_CAPACITY_FADE


@dataclass(frozen=True)
class Step:
    title: Promise
    form: type[StepForm]
    hint: Promise | str = ""

    @property
    def name(self) -> str:
        return self.form.step

    def asked_of(self, draft: Draft) -> bool:
        if self.name == "identity":
            return draft.model_line is None
        return self.name != "battery" or energy_of(draft) in WITH_CAPACITY_FADE


STEPS = (
    Step(pgettext_lazy("备案", "车型"), IdentityForm, _("备案以后，这一页的内容不能再改。")),
    Step(
        pgettext_lazy("备案", "日期"),
        DatesForm,
        _("备案的内容变了，要在变化以后的规定期限里更新备案，所以两个日期都要写。"),
    ),
    Step(_("期间和系数"), PeriodsForm, _("可以比规定更长、更优，低于规定的按规定执行。")),
    Step(_("主要零部件"), MainForm, _("至少要列出标准里的全部。取消勾选的，检查报告里会写明。")),
    Step(_("标准以外的主要零部件"), ExtraForm, _("凭证上多列的主要零部件写在这里，没有的不用填写。")),
    Step(
        pgettext_lazy("备案", "易损耗零部件"),
        WearForm,
        _("列为易损耗零部件的，写出质量保证期；没有列的，跟整车的包修期一样。"),
    ),
    Step(_("特殊零部件"), SpecialForm, _("只有列在这里的，运输时间才可以不计入累计修理时间。")),
    Step(_("动力蓄电池"), BatteryForm, _("两个期间里的容量衰减限值，都按标称容量的百分比写。")),
    Step(_("凭证上的文字"), WordingForm, _("三包凭证会照这里的文字打印。")),
    Step(_("说明书和手册"), FilesForm, _("供人下载的使用说明书和维修保养手册。")),
)


def steps_of(draft: Draft) -> list[Step]:
    return [step for step in STEPS if step.asked_of(draft)]


def first_unanswered(draft: Draft) -> Step | None:
    """None when everything has been answered."""
    return next((step for step in steps_of(draft) if step.name not in draft.answers), None)
