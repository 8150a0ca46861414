from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.conf import settings
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.imports.columns import Column
from claims.imports.kinds import LOADINGS
from claims.imports.models import Mode, Run

MIB = 1024 * 1024


def too_large() -> str:
    return _("文件太大，不能超过{most}MB。请分成几个文件，再导入。").format(most=settings.IMPORT_BYTES // MIB)


class UploadForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("文件"),
        allow_empty_file=True,
        widget=forms.FileInput({"accept": ".csv,.txt,.xlsx"}),
        error_messages={"required": gettext_lazy("请选择文件。")},
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        says = _("CSV（UTF-8或者GB18030编码）或者XLSX，不超过{most}MB，第一行是各列的名称。")
        self.fields["file"].help_text = says.format(most=settings.IMPORT_BYTES // MIB)


class MappingForm(forms.Form):
    """For each thing that is imported the column of the file in which it stands."""

    def __init__(self, run: Run, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._run = run
        self._columns: Sequence[Column] = LOADINGS[run.kind].columns
        choices = [("", _("不导入")), *((str(place), name) for place, name in enumerate(_named(run.header)))]
        required = [("", _("请选择")), *choices[1:]]
        for one in self._columns:
            self.fields[one.key] = forms.ChoiceField(
                label=str(one.label),
                choices=required if one.required else choices,
                required=False,
                initial=str(run.mapping.get(one.key, "")),
                help_text=str(one.hint),
            )
            self.fields[one.key].is_opened = one.required  # type: ignore[attr-defined]  # not said to be optional

    def mapping(self) -> dict[str, int]:
        return {name: int(value) for name, value in self.cleaned_data.items() if value}

    @property
    def first(self) -> Iterator[BoundField]:
        """What has to be told or matters too much to be left out unseen, what was found, and what is wrong."""
        return (field for field in self if self._is_first(field))

    @property
    def others(self) -> list[BoundField]:
        return [field for field in self if not self._is_first(field)]

    @property
    def unused(self) -> str:
        """Columns of the file that nothing is taken from."""
        used = set(self._run.mapping.values())
        names = [name for place, name in enumerate(_named(self._run.header)) if place not in used]
        return _("、").join(names)

    def _is_first(self, field: BoundField) -> bool:
        column = next(one for one in self._columns if one.key == field.name)
        is_needed = column.required or bool(column.without)
        return is_needed or column.key in self._run.mapping or bool(field.errors)


class ModeForm(forms.Form):
    mode = forms.ChoiceField(
        label=gettext_lazy("怎样写入"),
        choices=Mode.choices,
        initial=Mode.ALL_OR_NOTHING,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("请选择怎样写入。")},
    )

    def __init__(self, run: Run, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if run.wrong:
            self.fields["mode"].choices = [(Mode.SKIP_FAULTS.value, Mode.SKIP_FAULTS.label)]  # type: ignore[attr-defined]
            self.initial["mode"] = Mode.SKIP_FAULTS.value


def _named(header: Sequence[str]) -> list[str]:
    return [name or _("第{number}列").format(number=place) for place, name in enumerate(header, 1)]
