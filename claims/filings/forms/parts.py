"""The four lists of parts. Rows of the standard stand ready; rows of the producer's own are added at the end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.filings.codes import own_code, part_name
from claims.filings.drafting.answers import energy_of, table_of
from claims.filings.forms.base import MonthsField, StepForm, text_field
from claims.filings.shape import LISTED_TWICE, LONGEST_NAME, MOST_KM, MOST_PARTS
from claims.filings.terms import standard_components
from sanbao.accounts.names import check_name
from sanbao.web.forms import KilometresField

BLANK_ROWS = 3
TOO_MANY = gettext_lazy("最多列%(most)d个零部件。")


class MainForm(StepForm):
    step = "main"

    codes = forms.MultipleChoiceField(
        label=gettext_lazy("凭证上列出哪些主要零部件"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["codes"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101  says to the type checker what stands above
        field.choices = _by_group(self)

    def begin_with(self) -> dict[str, Any]:
        """All of the standard's, until something else is said."""
        standard = standard_components(table_of(self.draft), energy_of(self.draft))
        return self.told or {"codes": [part.code for part in standard]}


def _by_group(form: StepForm) -> list[tuple[str, list[tuple[str, str]]]]:
    groups: dict[str, list[tuple[str, str]]] = {}
    for part in standard_components(table_of(form.draft), energy_of(form.draft)):
        groups.setdefault(part.group, []).append((part.code, part_name(part.code)))
    return [(part_name(group), rows) for group, rows in groups.items()]


class OwnRowsForm(StepForm):
    """Rows of the producer's own: a few blank ones stand at the end, more after each sending; an empty row is left out."""

    def own_rows(self) -> int:
        """How many are drawn: as many as were sent, else what was told and some blank ones."""
        if self.is_bound:
            return min(sum(1 for name in self.data if name.startswith("name_")), MOST_PARTS)
        return len(self.own_told()) + BLANK_ROWS

    def own_told(self) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = self.told.get("rows", [])
        return rows

    def name_field(self, place: int) -> forms.CharField:
        field = text_field(gettext_lazy("零部件名称"), LONGEST_NAME, required=False, validators=[check_name])
        field.widget.attrs["aria-label"] = _("第%(place)d个零部件的名称") % {"place": place + 1}
        return field

    def refuse_twice(self, told: dict[str, Any]) -> None:
        """The same name in the same group, where there are groups."""
        seen: set[tuple[str, str]] = set()
        for place in range(self.own_rows()):
            part = (told.get(f"name_{place}", ""), told.get(f"group_{place}", ""))
            if part[0] and part in seen:
                self.add_error(f"name_{place}", LISTED_TWICE)
            seen.add(part)


class ExtraForm(OwnRowsForm):
    step = "extra"
    template = "filings/step_extra.html"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = [(code, part_name(code)) for code in table_of(self.draft).groups]
        for place in range(self.own_rows()):
            self.fields[f"name_{place}"] = self.name_field(place)
            group = forms.ChoiceField(
                label=gettext_lazy("总成或者系统"),
                choices=[("", _("请选择")), *groups],
                required=False,
                widget=forms.Select({"aria-label": _("第%(place)d个零部件所在的总成或者系统") % {"place": place + 1}}),
            )
            self.fields[f"group_{place}"] = group
        for place, row in enumerate(self.own_told()):
            self.initial.update({f"name_{place}": row["name"], f"group_{place}": row["group"]})

    def rows(self) -> Iterator[tuple[forms.BoundField, forms.BoundField]]:
        for place in range(self.own_rows()):
            yield self[f"name_{place}"], self[f"group_{place}"]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        for place in range(self.own_rows()):
            name, group = told.get(f"name_{place}"), told.get(f"group_{place}")
            if name and not group and f"group_{place}" not in self.errors:
                self.add_error(f"group_{place}", _("请选择“%(name)s”所在的总成或者系统。") % {"name": name})
        self.refuse_twice(told)
        return told

    def answers(self) -> dict[str, Any]:
        told = self.cleaned_data
        places = [place for place in range(self.own_rows()) if told[f"name_{place}"]]
        return {"rows": [{"name": told[f"name_{place}"], "group": told[f"group_{place}"]} for place in places]}


@dataclass(frozen=True)
class WearRow:
    """`name`: a field in rows of the producer's own, else None."""

    label: str
    months: forms.BoundField
    km: forms.BoundField
    name: forms.BoundField | None = None
    begins_own: bool = False


class WearForm(OwnRowsForm):
    step = "wear"
    template = "filings/step_wear.html"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.standard = table_of(self.draft).wear_parts
        for code in self.standard:
            self._add_period(code, part_name(code))
        for place in range(self.own_rows()):
            self.fields[f"name_{place}"] = self.name_field(place)
            self._add_period(str(place), _("第%(place)d个自己列的零部件") % {"place": place + 1})
        for code, row in self._told_by_field():
            self.initial.update({f"months_{code}": row["months"], f"km_{code}": row["km"]})

    def own_told(self) -> list[dict[str, Any]]:
        return [row for row in super().own_told() if row["code"] not in table_of(self.draft).wear_parts]

    def _told_by_field(self) -> Iterator[tuple[str, dict[str, Any]]]:
        for row in super().own_told():
            if row["code"] in self.standard:
                yield row["code"], row
        for place, row in enumerate(self.own_told()):
            self.initial[f"name_{place}"] = row["name"]
            yield str(place), row

    def _add_period(self, code: str, label: str) -> None:
        months = MonthsField(label=_("%(part)s：月数") % {"part": label}, required=False)
        km = KilometresField(label=_("%(part)s：里程") % {"part": label}, required=False, least=1, most=MOST_KM)
        for name, field in ((f"months_{code}", months), (f"km_{code}", km)):
            field.widget.attrs["aria-label"] = str(field.label)
            self.fields[name] = field

    def rows(self) -> Iterator[WearRow]:
        for code in self.standard:
            yield WearRow(part_name(code), self[f"months_{code}"], self[f"km_{code}"])
        for place in range(self.own_rows()):
            yield WearRow(
                "", self[f"months_{place}"], self[f"km_{place}"], self[f"name_{place}"], begins_own=place == 0
            )

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        for code in (*self.standard, *map(str, range(self.own_rows()))):
            self._demand_both(told, code)
        for place in range(self.own_rows()):
            if told.get(f"months_{place}") and told.get(f"name_{place}") == "":
                self.add_error(f"name_{place}", _("请填写这个零部件的名称。"))
        self.refuse_twice(told)
        return told

    def _demand_both(self, told: dict[str, Any], code: str) -> None:
        pair = {name: told.get(name) for name in (f"months_{code}", f"km_{code}")}
        wanted = any(pair.values()) or bool(told.get(f"name_{code}"))
        for name, value in pair.items():
            if wanted and not value and name not in self.errors:
                self.add_error(name, _("月数和里程都要填写。"))

    def answers(self) -> dict[str, Any]:
        told = self.cleaned_data
        named = [(code, code, self.standard[code].zh) for code in self.standard]
        own = [(str(place), told[f"name_{place}"]) for place in range(self.own_rows()) if told[f"name_{place}"]]
        named += [(field, own_code("wear", name), name) for field, name in own]
        rows = [
            {"code": code, "name": name, "months": told[f"months_{field}"], "km": told[f"km_{field}"]}
            for field, code, name in named
            if told[f"months_{field}"]
        ]
        return {"rows": rows}


class SpecialForm(StepForm):
    step = "special"

    codes = forms.MultipleChoiceField(
        label=gettext_lazy("哪些零部件按车辆识别代号定制"), required=False, widget=forms.CheckboxSelectMultiple
    )
    own = forms.CharField(
        label=gettext_lazy("其他特殊零部件"),
        required=False,
        max_length=3000,
        widget=forms.Textarea({"rows": 5}),
        help_text=gettext_lazy("每行写一个，例如：仪表板线束。"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["codes"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101  says to the type checker what stands above
        field.choices = [(code, part_name(code)) for code in table_of(self.draft).special_parts]

    def begin_with(self) -> dict[str, Any]:
        known = table_of(self.draft).special_parts
        if not self.told:
            return {"codes": list(known)}
        rows = self.told["rows"]
        own = [row["name"] for row in rows if row["code"] not in known]
        return {"codes": [row["code"] for row in rows], "own": "\n".join(own)}

    def clean_own(self) -> list[str]:
        names = list(dict.fromkeys(line.strip() for line in self.cleaned_data["own"].splitlines() if line.strip()))
        if len(names) > MOST_PARTS:
            raise forms.ValidationError(TOO_MANY % {"most": MOST_PARTS})
        for name in names:
            check_name(name)
            if len(name) > LONGEST_NAME:
                raise forms.ValidationError(
                    _("“%(name)s”太长，一行最多%(most)d个字。") % {"name": name[:10], "most": LONGEST_NAME}
                )
        return names

    def answers(self) -> dict[str, Any]:
        known = table_of(self.draft).special_parts
        rows = [{"code": code, "name": known[code].zh} for code in self.cleaned_data["codes"]]
        rows += [{"code": own_code("special", name), "name": name} for name in self.cleaned_data["own"]]
        return {"rows": rows}
