"""The field in which a fact is told: a moment, a distance, a part, what was done, which problem. One kind a path."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claims.cases.fact_words import (
    AVAILABLE,
    CODES,
    DAYS,
    DISTANCES,
    MOMENTS,
    OF_A_GROUND,
    OF_A_VISIT,
    OF_AN_ITEM,
    OTHER_PROBLEM,
    PAPERS,
    PARTS,
    FactWords,
    key_of,
)
from claims.repairs.models import Wait
from claims.repairs.parts_list import ListedPart
from claims.workshop.forms.fields import NOTHING
from claims.workshop.forms.item import grouped
from sanbao.law.repair_time import in_china
from sanbao.law.vocabulary import EXCLUDED_REASONS
from sanbao.web.forms import ChineseDateField, ChineseDateTimeField, KilometresField, YuanField

NONE = "none"
OPEN_WORDS = ("disputed", "unknown")
MONEY = ("price_yuan", "losses_yuan")
HALF_A_WAIT = _("补写一段等待的，请写明原因、开始和结束的时间。")
ENDS_FIRST = _("结束的时间不能早于开始的时间。")
FIELD = "value"


@dataclass(frozen=True)
class Telling:
    """What the fields are made of: the case in words, the day, the parts of the car, what the record and the other side say."""

    words: FactWords
    now: datetime
    parts: Sequence[ListedPart]
    recorded: Any
    others: Any


@dataclass(frozen=True)
class ValueField:
    """`value`: from what was cleaned to the value as the contract writes it. Raises ValidationError at a field."""

    fields: Mapping[str, forms.Field]
    initial: Mapping[str, Any]
    value: Callable[[Mapping[str, Any]], Any]


def may_be_told(fact: str) -> bool:
    return key_of(fact) in _MAKERS


def value_field(fact: str, now_said: Any, telling: Telling) -> ValueField:
    """Raises KeyError for a fact that is not told here: the terms of a voucher stand in the voucher."""
    return _MAKERS[key_of(fact)](fact, now_said, telling)


def _one(field: forms.Field, initial: Any, value: Callable[[Any], Any]) -> ValueField:
    return ValueField({FIELD: field}, {FIELD: initial}, lambda cleaned: value(cleaned[FIELD]))


def _label(fact: str, telling: Telling) -> str:
    return telling.words.what(fact)


def _moment(fact: str, said: Any, telling: Telling) -> ValueField:
    is_needed = key_of(fact) != "finished_at"
    field = ChineseDateTimeField(
        label=_label(fact, telling),
        required=is_needed,
        latest=telling.now,
        help_text="" if is_needed else _("还没有修好的不填。"),
    )
    initial = datetime.fromisoformat(said) if said else None
    return _one(field, initial, lambda moment: in_china(moment).isoformat() if moment else None)


def _day(fact: str, said: Any, telling: Telling) -> ValueField:
    field = ChineseDateField(label=_label(fact, telling), latest=timezone.localdate(telling.now))
    return _one(field, date.fromisoformat(said) if said else None, date.isoformat)


def _distance(fact: str, said: Any, telling: Telling) -> ValueField:
    return _one(KilometresField(label=_label(fact, telling)), said, lambda km: km)


def _money(fact: str, said: Any, telling: Telling) -> ValueField:
    field = YuanField(label=_label(fact, telling))
    return _one(field, Decimal(said) if said else None, lambda amount: f"{amount:f}")


def _choices(
    fact: str, said: Any, telling: Telling, choices: Sequence[tuple[Any, Any]], *, many: bool = False
) -> ValueField:
    """A radio a choice where they are few; a list where there are many."""
    widget = forms.Select() if many else forms.RadioSelect()
    field = forms.ChoiceField(label=_label(fact, telling), choices=choices, widget=widget)
    initial = said if said in dict(choices) else NONE if said is None and NONE in dict(choices) else None
    return _one(field, initial, lambda choice: None if choice == NONE else choice)


def _code(fact: str, said: Any, telling: Telling) -> ValueField:
    """That something is disputed, or not known, is no version of it."""
    key = key_of(fact)
    told = [(code, label) for code, label in CODES[key].items() if code not in OPEN_WORDS]
    absent = [(NONE, NOTHING[1])] if key in ("position", "event") else []
    return _choices(fact, said, telling, [*absent, *told], many=len(told) > 5)  # noqa: PLR2004  as many as fit a phone


def _part(fact: str, said: Any, telling: Telling) -> ValueField:
    kinds = ("group",) if key_of(fact) == "group" else ("main", "wear")
    listed = [part for part in telling.parts if part.kind in kinds]
    choices = [(part.code, part.name) for part in listed] if kinds == ("group",) else grouped(listed)
    field = forms.ChoiceField(label=_label(fact, telling), choices=[(NONE, NOTHING[1]), *choices])
    return _one(field, said or NONE, lambda code: None if code == NONE else code)


def _problem(fact: str, said: Any, telling: Telling) -> ValueField:
    """One of the car's problems, or one that stands for itself: its key names the place where it showed."""
    known = [(key, telling.words.problem(key)) for key in telling.words.matter.names]
    own = OTHER_PROBLEM + fact.removesuffix("/problem").replace("/", "-")
    return _choices(fact, said, telling, [*known, (own, telling.words.problem(own))])


def _visit(fact: str, said: Any, telling: Telling) -> ValueField:
    """Whole or denied. A visit that is not in the record at all is entered as the owner's own, not here."""
    whole = telling.recorded or telling.others
    choices = [("there", _("有这次送修")), (NONE, _("没有这次送修"))]
    field = forms.ChoiceField(label=_label(fact, telling), choices=choices, widget=forms.RadioSelect())
    return _one(field, NONE if said is None else "there", lambda choice: whole if choice == "there" else None)


def _available(fact: str, said: Any, telling: Telling) -> ValueField:
    found = _choices(fact, None, telling, [("yes", _("有")), ("no", _("没有"))])
    initial = {FIELD: {True: "yes", False: "no"}.get(said)}
    return ValueField(found.fields, initial, lambda cleaned: cleaned[FIELD] == "yes")


def _papers(fact: str, said: Any, telling: Telling) -> ValueField:
    field = forms.MultipleChoiceField(
        label=_label(fact, telling),
        choices=list(PAPERS.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple(),
        help_text=_("一样也没有的不选。"),
    )
    return _one(field, said or [], lambda papers: [name for name in PAPERS if name in papers])


def _waits(fact: str, said: Any, telling: Telling) -> ValueField:
    """Those that either side or the record names, each to be counted or not; and one that nobody has named."""
    named = _distinct([*(telling.recorded or ()), *(telling.others or ()), *(said or ())])
    choices = [(str(n), telling.words.value(fact, [one])) for n, one in enumerate(named)]
    fields = {
        FIELD: forms.MultipleChoiceField(
            label=_label(fact, telling),
            choices=choices,
            required=False,
            widget=forms.CheckboxSelectMultiple(),
            help_text=_("选中的不计入修理时间。") if choices else _("没有登记过。"),
        ),
        "reason": forms.ChoiceField(
            label=_("另有一段等待，原因是"),
            choices=[("", _("没有")), *((code, Wait.Reason(code).label) for code in EXCLUDED_REASONS)],
            required=False,
        ),
        "begins_at": ChineseDateTimeField(label=_("开始时间"), required=False, latest=telling.now),
        "ends_at": ChineseDateTimeField(label=_("结束时间"), required=False, latest=telling.now),
    }
    initial = {FIELD: [str(n) for n, one in enumerate(named) if one in (said or ())]}
    return ValueField(fields, initial, lambda cleaned: [named[int(n)] for n in cleaned[FIELD]] + _further(cleaned))


def _distinct(waits: Sequence[Any]) -> list[Any]:
    return [one for n, one in enumerate(waits) if one not in waits[:n]]


def _further(cleaned: Mapping[str, Any]) -> list[dict[str, str]]:
    reason, begins, ends = (cleaned.get(name) for name in ("reason", "begins_at", "ends_at"))
    if not (reason or begins or ends):
        return []
    if not (reason and begins and ends):
        raise ValidationError({"reason": HALF_A_WAIT})
    if ends < begins:
        raise ValidationError({"ends_at": ENDS_FIRST})
    return [{"reason": reason, "from": in_china(begins).isoformat(), "to": in_china(ends).isoformat()}]


_MAKERS: Mapping[str, Callable[[str, Any, Telling], ValueField]] = {
    **dict.fromkeys(CODES, _code),
    **dict.fromkeys(MOMENTS, _moment),
    **dict.fromkeys(DAYS, _day),
    **dict.fromkeys(DISTANCES, _distance),
    **dict.fromkeys(MONEY, _money),
    **dict.fromkeys(PARTS, _part),
    **dict.fromkeys(AVAILABLE, _available),
    "problem": _problem,
    "visit": _visit,
    "papers": _papers,
    "excluded": _waits,
}


def facts_to_tell(document: Mapping[str, Any]) -> list[str]:
    """What one may say something else of than the record: visit by visit, what is wrong now, the grounds, the car."""
    found = []
    for visit in document.get("visits", ()):
        place = f"visits/{visit['id']}"
        found += [place, *(f"{place}/{key}" for key in OF_A_VISIT)]
        found += [f"{place}/items/{n}/{key}" for n in range(len(visit["items"])) for key in OF_AN_ITEM]
    demand = document.get("demand") or {}
    found += [
        f"demand/items/{n}/{key}"
        for n in range(len(demand.get("items", ())))
        for key in OF_AN_ITEM
        if key not in ("work", "resolved")
    ]
    grounds = document.get("exemptions", ())
    found += [f"exemptions/{n}/{key}" for n, one in enumerate(grounds) for key in OF_A_GROUND if key in one]
    found += ["demand/mileage_km"] if demand else []
    return [*found, "vehicle/use", "vehicle/handover_on", "vehicle/invoiced_on", "vehicle/price_yuan"]
