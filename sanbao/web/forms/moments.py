from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy

from sanbao.web.forms.dates import DATE_LABELS, PartsField, PartsInput, number_box
from sanbao.web.forms.parts import PartError, date_of, time_of
from sanbao.web.says import moment as written_moment


class ChineseDateTimeInput(PartsInput):
    labels: ClassVar = {**DATE_LABELS, "time": gettext_lazy("几点几分")}
    example = gettext_lazy("例如9:30、上午九点半")

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        clock = forms.TextInput(attrs={"autocomplete": "off", "class": "w6"})
        super().__init__(
            {"year": number_box(4), "month": number_box(2), "day": number_box(2), "time": clock},
            attrs,
        )

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        clock = context["widget"]["subwidgets"][-1]
        clock["example"] = self.example
        clock["attrs"]["aria-describedby"] = f"{clock['attrs']['id']}_example"
        return context

    def decompress(self, value: Any) -> list[str]:
        return _parts(value)

    def fault_of(self, parts: Sequence[str]) -> PartError | None:
        if not any(parts):
            return None
        try:
            _moment(parts)
        except PartError as fault:
            return fault
        return None


class ChineseDateTimeField(PartsField):
    """A day in three boxes and the time of day in a fourth; the value is aware, in the site's time zone."""

    widget = ChineseDateTimeInput
    kind = datetime
    place = "moment"
    default_error_messages: ClassVar[dict[str, Any]] = {
        "required": gettext_lazy("请填写日期和时间。"),
        "earliest": gettext_lazy("时间不能早于%(moment)s。"),
        "latest": gettext_lazy("时间不能晚于%(moment)s。"),
    }

    def read(self, parts: Sequence[str]) -> datetime:
        return _moment(parts)

    def written(self, limit: datetime) -> str:
        return written_moment(limit)


class DayOrMomentInput(ChineseDateTimeInput):
    example = gettext_lazy("例如9:30；只知道日期的不填")

    def fault_of(self, parts: Sequence[str]) -> PartError | None:
        try:
            _day_or_moment(parts)
        except PartError as fault:
            return fault if any(parts) else None
        return None


class DayOrMomentField(ChineseDateTimeField):
    """A moment, or a `date` where the time of day is not known and its box was left empty."""

    widget = DayOrMomentInput

    def read(self, parts: Sequence[str]) -> Any:
        return _day_or_moment(parts)


def _day_or_moment(parts: Sequence[str]) -> date | datetime:
    return _moment(parts) if parts[3].strip() else date_of(parts[:3])


def _moment(parts: Sequence[str]) -> datetime:
    day = date_of(parts[:3])
    return timezone.make_aware(datetime.combine(day, time_of(parts[3])))


def _parts(value: Any) -> list[str]:
    if isinstance(value, datetime):
        local = timezone.localtime(value) if timezone.is_aware(value) else value
        return [str(local.year), str(local.month), str(local.day), f"{local:%H:%M}"]
    if isinstance(value, date):
        return [str(value.year), str(value.month), str(value.day), ""]
    day, _sign, clock = str(value or "").replace("T", " ").partition(" ")
    return [day, "", "", clock]
