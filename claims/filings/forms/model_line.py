"""Which model, and from when."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.filings.forms.base import StepForm, text_field
from claims.filings.models import Energy, Kind, ModelLine
from claims.filings.models.model_line import ALREADY_FILED
from claims.filings.shape import BEFORE_IT_HAPPENED, first_day
from sanbao.accounts.names import check_name
from sanbao.web.forms import ChineseDateField
from sanbao.web.says import day as written_day

LATER_THAN_THE_LAST = _("第%(number)s版从%(day)s起生效，新的版本要从更晚的日期起生效。")


class IdentityForm(StepForm):
    step = "identity"

    brand = text_field(_("品牌"), 50, validators=[check_name])
    model = text_field(_("型号"), 50, validators=[check_name], help_text=_("和合格证上的写法一样。"))
    vehicle_type = text_field(_("车辆类型"), 50, validators=[check_name], help_text=_("例如：轿车、多用途乘用车。"))
    specification = text_field(
        _("规格"), 100, required=False, validators=[check_name], help_text=_("同一型号分几种规格备案的，写出是哪一种。")
    )
    kind = forms.ChoiceField(
        label=_("属于哪一种车辆"),
        choices=Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择一种。")},
    )
    energy = forms.ChoiceField(
        label=_("用什么动力"),
        choices=Energy.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择一种。")},
    )

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        key = {name: told.get(name) for name in ("brand", "model", "specification")}
        if None not in key.values() and ModelLine.objects.filter(producer=self.draft.producer, **key).exists():
            self.add_error("model", ALREADY_FILED)
        return told


class DatesForm(StepForm):
    step = "dates"

    happened_on = ChineseDateField(label=_("变更是哪一天发生的"))
    in_force_from = ChineseDateField(
        label=_("从哪一天起卖出的车适用"), help_text=_("这一天和以后卖出的车，三包凭证按这一版的内容。")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first = self.fields["in_force_from"]
        assert isinstance(first, ChineseDateField)  # noqa: S101  says to the type checker what stands above
        first.earliest = first_day()
        if self.draft.model_line is None:
            self.fields["happened_on"].label = _("这个车型是哪一天定下来的")

    def begin_with(self) -> dict[str, Any]:
        return {name: date.fromisoformat(day) for name, day in self.told.items()}

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        happened_on, in_force_from = told.get("happened_on"), told.get("in_force_from")
        if happened_on and in_force_from and in_force_from < happened_on:
            self.add_error("in_force_from", BEFORE_IT_HAPPENED)
        elif in_force_from:
            self._check_last(in_force_from)
        return told

    def _check_last(self, in_force_from: date) -> None:
        line = self.draft.model_line
        valid = line.versions.filter(withdrawn_at=None) if line is not None else None
        last = valid.order_by("-in_force_from").first() if valid is not None else None
        if last is not None and in_force_from <= last.in_force_from:
            values = {"number": last.number, "day": written_day(last.in_force_from)}
            self.add_error("in_force_from", LATER_THAN_THE_LAST % values)

    def answers(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name].isoformat() for name in self.fields}
