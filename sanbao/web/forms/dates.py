from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy

from sanbao.web.forms.parts import PartError, date_of
from sanbao.web.says import day as written_day

DATE_PARTS = ("year", "month", "day")
DATE_LABELS = {"year": gettext_lazy("年"), "month": gettext_lazy("月"), "day": gettext_lazy("日")}


def number_box(width: int) -> forms.TextInput:
    """Text, not `type=number`: full-width digits and a whole date shall arrive as they were typed."""
    return forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": f"w{width}"})


class PartsInput(forms.MultiWidget):
    """Boxes side by side, each with its unit behind it; the box at fault is marked, not the whole row."""

    template_name = "web/forms/widgets/parts.html"
    use_fieldset = True
    labels: ClassVar[Mapping[str, Any]]
    widgets_names: list[str]  # set by Django, not in its stubs

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[str]:
        # One value for the whole (a script, a test, a link that pre-fills) is taken, too.
        if (whole := data.get(name)) and not any(f"{name}{suffix}" in data for suffix in self.widgets_names):
            return self.decompress(whole)
        return [value or "" for value in super().value_from_datadict(data, files, name)]

    def decompress(self, value: Any) -> list[str]:
        raise NotImplementedError

    def fault_of(self, parts: Sequence[str]) -> PartError | None:
        raise NotImplementedError

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        invalid = bool(attrs and attrs.get("aria-invalid"))
        attrs = {key: value for key, value in (attrs or {}).items() if key not in ("aria-invalid", "required")}
        context = super().get_context(name, value, attrs)
        boxes = context["widget"]["subwidgets"]
        for box, label in zip(boxes, self.labels.values(), strict=True):
            box["label"] = label
        if invalid:
            self._mark(boxes, value)
        return context

    def _mark(self, boxes: list[dict[str, Any]], value: Any) -> None:
        fault = self.fault_of([box["value"] or "" for box in boxes]) if isinstance(value, list) else None
        for index, box in enumerate(boxes):
            if fault is None or fault.part in (None, index):
                box["attrs"]["aria-invalid"] = "true"


class ChineseDateInput(PartsInput):
    labels = DATE_LABELS

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"year": number_box(4), "month": number_box(2), "day": number_box(2)}, attrs)

    def decompress(self, value: Any) -> list[str]:
        return _parts(value)

    def fault_of(self, parts: Sequence[str]) -> PartError | None:
        return _fault(parts)


class PartsField(forms.Field):
    """A value told in several boxes; `earliest` and `latest` are still allowed."""

    kind: ClassVar[type]
    place: ClassVar[str]  # of the limit in the messages

    def __init__(self, *, earliest: Any = None, latest: Any = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.earliest, self.latest = earliest, latest

    def read(self, parts: Sequence[str]) -> Any:
        """Raises PartError for the box at fault."""
        raise NotImplementedError

    def written(self, limit: Any) -> str:
        raise NotImplementedError

    def to_python(self, value: Any) -> Any:
        if value is None or isinstance(value, self.kind):
            return value
        parts = self.widget.decompress(value) if isinstance(value, str) else value
        if not any(part.strip() for part in parts):
            return None
        try:
            return self.read(parts)
        except PartError as fault:
            raise ValidationError(fault.says, code="invalid") from fault

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is not None and self.earliest and value < self.earliest:
            raise self._beyond("earliest", self.earliest)
        if value is not None and self.latest and value > self.latest:
            raise self._beyond("latest", self.latest)

    def _beyond(self, code: str, limit: Any) -> ValidationError:
        return ValidationError(self.error_messages[code], code=code, params={self.place: self.written(limit)})


class ChineseDateField(PartsField):
    """Year, month and day in three boxes."""

    widget = ChineseDateInput
    kind = date
    place = "day"
    default_error_messages: ClassVar[dict[str, Any]] = {
        "required": gettext_lazy("请填写日期。"),
        "earliest": gettext_lazy("日期不能早于%(day)s。"),
        "latest": gettext_lazy("日期不能晚于%(day)s。"),
    }

    def read(self, parts: Sequence[str]) -> date:
        return date_of(parts)

    def written(self, limit: date) -> str:
        return written_day(limit)


def _parts(value: Any) -> list[str]:
    if isinstance(value, date):
        return [str(value.year), str(value.month), str(value.day)]
    return [str(value or ""), "", ""]


def _fault(parts: Sequence[str]) -> PartError | None:
    if not any(parts):
        return None
    try:
        date_of(parts)
    except PartError as fault:
        return fault
    return None
