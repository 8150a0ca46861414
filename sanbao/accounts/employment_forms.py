"""Where an expert works: written freely, and chosen if an organisation of that name is registered."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Self

from django import forms
from django.utils.translation import gettext_lazy as _

from sanbao.accounts.models import Employment, Organisation
from sanbao.accounts.names import check_name
from sanbao.accounts.selectors import organisations_like
from sanbao.accounts.services.employments import EARLIEST, STARTS_TOO_EARLY, Employed
from sanbao.web.forms import ChineseDateField, Hinted

NONE_OF_THEM = "none"
MOST_OFFERED = 8


class EmploymentForm(forms.Form):
    """Two steps where registered organisations are called like what was written: then one of them, or none, is chosen."""

    employer_name = forms.CharField(
        label=_("工作单位"),
        max_length=200,
        validators=[check_name],
        help_text=_("写全称。单位登记过的，下一步可以选中它。"),
        widget=forms.TextInput({"autocomplete": "organization"}),
        error_messages={"required": _("请填写工作单位。")},
    )
    started_on = ChineseDateField(
        label=_("从哪一天起"),
        earliest=EARLIEST,
        help_text=_("约好了还没有去的，也请登记。"),
        error_messages={"required": _("请填写从哪一天起。"), "earliest": STARTS_TOO_EARLY},
    )
    ended_on = ChineseDateField(label=_("到哪一天为止"), required=False, help_text=_("最后一天。还没有离开的，空着。"))

    def __init__(self, data: Mapping[str, Any] | None = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        self.is_decided = data is not None and "employer" in data
        self.offered = self._offered(str((data or initial or {}).get("employer_name") or ""))
        if self.offered and (self.is_decided or data is None):
            self._offer()

    @classmethod
    def of(cls, employment: Employment) -> Self:
        employer = str(employment.employer.public_id) if employment.employer else NONE_OF_THEM
        dates = {"started_on": employment.started_on, "ended_on": employment.ended_on}
        return cls(initial={"employer_name": str(employment), "employer": employer, **dates})

    @property
    def must_choose(self) -> bool:
        return bool(self.offered) and not self.is_decided

    def asking(self) -> Self:
        """What was written, and the question which organisation is meant."""
        written = self.cleaned_data["employer_name"]
        same = next((key for key, one in self.offered.items() if one.name == written), None)
        return type(self)(initial={**self.cleaned_data, "employer": same})

    def employed(self) -> Employed:
        chosen = self.offered.get(self.cleaned_data.get("employer", NONE_OF_THEM))
        return Employed(
            started_on=self.cleaned_data["started_on"],
            ended_on=self.cleaned_data["ended_on"],
            employer=chosen,
            employer_name="" if chosen else self.cleaned_data["employer_name"],
        )

    @staticmethod
    def _offered(written: str) -> dict[str, Organisation]:
        return {str(one.public_id): one for one in organisations_like(written)[:MOST_OFFERED]}

    def _offer(self) -> None:
        registered = [(key, Hinted(one.name, one.credit_code or "")) for key, one in self.offered.items()]
        self.fields["employer"] = forms.ChoiceField(
            label=_("是不是登记过的单位"),
            choices=[*registered, (NONE_OF_THEM, _("都不是，用上面写的名称"))],
            widget=forms.RadioSelect,
            help_text=_("没有列出来的，请把上面的名称写全。") if len(registered) == MOST_OFFERED else "",
            error_messages={"required": _("请选一个。"), "invalid_choice": _("名称改过了，请重新选一个。")},
        )
        self.order_fields(["employer_name", "employer"])


class LeavingForm(forms.Form):
    ended_on = ChineseDateField(label=_("最后一天是哪一天"), error_messages={"required": _("请填写最后一天是哪一天。")})

    def employed(self, employment: Employment) -> Employed:
        ended_on: date = self.cleaned_data["ended_on"]
        return Employed(employment.started_on, ended_on, employment.employer, employment.employer_name)
