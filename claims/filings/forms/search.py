from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from claims.filings.models import Energy
from claims.filings.regions import province_choices
from claims.filings.searching import Wanted

LONGEST = 60
ALL = _("全部")


class SearchForm(forms.Form):
    """Whatever cannot be is left out of the search rather than refused: an address may come from anywhere."""

    q = forms.CharField(label=_("品牌、型号或者生产者"), max_length=LONGEST, required=False)
    outlet = forms.CharField(label=_("网点名称"), max_length=LONGEST, required=False)
    province = forms.ChoiceField(label=_("网点所在的省份"), required=False)
    energy = forms.ChoiceField(
        label=pgettext_lazy("备案", "动力"), choices=[("", ALL), *Energy.choices], required=False
    )
    producer = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        province = self.fields["province"]
        assert isinstance(province, forms.ChoiceField)  # noqa: S101  says to the type checker what stands above
        province.choices = [("", ALL), *province_choices()]

    def narrowing(self) -> list[forms.BoundField]:
        """The fields that are seldom needed."""
        return [field for field in self.visible_fields() if field.name != "q"]

    def narrowed(self) -> bool:
        return any(field.value() for field in self.narrowing())

    @property
    def wanted(self) -> Wanted:
        self.is_valid()
        told = self.cleaned_data
        return Wanted(
            text=told.get("q", ""),
            outlet=told.get("outlet", ""),
            province=told.get("province", ""),
            energy=told.get("energy", ""),
            producer=told.get("producer"),
        )


class OutletSearchForm(SearchForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("q", "energy"):
            del self.fields[name]
