"""The record as it is known, and what the consumer says against it: each entry stays, his words stand beside it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.cases.asking.draft import Draft
from claims.cases.asking.page import Page, url_of
from claims.cases.forms.asking import PageForm
from claims.cases.models import Side
from claims.cases.services.acting import Doing
from claims.cases.services.stating import fact_state
from claims.cases.versions.paths import NoSuchFactError, value_at
from claims.repairs import words as repair_words
from claims.repairs.models import Resolved, Work
from claims.repairs.moments import arrival_on, finish_on
from claims.repairs.told import ToldVisit
from claims.workshop.forms.fields import words
from sanbao.law.repair_time import in_china
from sanbao.web import says
from sanbao.web.forms import DayOrMomentField, KilometresField

NOTHING_SAID = gettext_lazy("请至少填一项不对的地方，或者按“返回”。")
RIGHT = ("", gettext_lazy("登记的是对的"))


class Record(Page):
    """Every visit, with the way to say that it is not right."""

    name = "record"
    title = gettext_lazy("修理记录对不对？")
    hint = gettext_lazy("下面是登记过的送修。哪一次不对，请指出来；登记不会被改掉，双方的说法都会写明。")
    template = "cases/asking_record.html"

    def context(self) -> Mapping[str, Any]:
        return {"visits": [_shown(self.draft, visit) for visit in self.draft.visits]}

    def told(self) -> str:
        count = len(self.draft.statements)
        if not self.draft.visits:
            return _("没有登记过送修")
        return _("有{count}处不对").format(count=count) if count else _("没有说哪里不对")


@dataclass(frozen=True)
class ShownVisit:
    title: str
    lines: tuple[str, ...]
    said: tuple[str, ...]
    url: str


def _shown(draft: Draft, visit: ToldVisit) -> ShownVisit:
    row, is_finished = visit.row, visit.finished_at is not None
    done = [repair_words.problem_and_work(item.row.problem, item.work(finished=is_finished)) for item in visit.items]
    ends = says.moment(visit.finished_at) if visit.finished_at else _("还没有修好")
    return ShownVisit(
        title=_("第{number}次，{place}").format(number=row.number, place=row.place),
        lines=(
            _("{received}送修，{finished}修好").format(received=says.moment(visit.began_at), finished=ends)
            if visit.finished_at
            else _("{received}送修，还没有修好").format(received=says.moment(visit.began_at)),
            _("里程{km}").format(km=says.km(visit.mileage_km)),
            _("；").join(done),
        ),
        said=tuple(_said(draft, row.key)),
        url=url_of(draft, "entry", row.number),
    )


def _said(draft: Draft, key: str) -> Iterator[str]:
    """What he says against this visit, in words."""
    for path, statement in draft.statements.items():
        if path == f"visits/{key}" or path.startswith(f"visits/{key}/"):
            value = value_in_words(path, json.loads(statement.value), draft)
            told = _("{fact}：{value}").format(fact=fact_in_words(path), value=value)
            yield _("{told}（{words}）").format(told=told, words=statement.words)


def fact_in_words(path: str) -> str:
    """The last name of a path, as people say it."""
    return {
        "received_at": _("送修时间"),
        "finished_at": _("修好并通知车主的时间"),
        "mileage_km": _("里程"),
        "work": _("做了什么"),
        "problem": _("是哪个毛病"),
        "resolved": _("修好没有"),
    }.get(path.rpartition("/")[2], _("这次送修"))


def value_in_words(path: str, value: Any, draft: Draft) -> str:
    """A stated value, as its page asks for it."""
    if value is None:
        return _("没有这回事")
    name = path.rpartition("/")[2]
    if name.endswith("_at"):
        return says.moment(datetime.fromisoformat(value))
    if name == "mileage_km":
        return says.km(value)
    if name == "problem":
        return draft.names.get(value, value)
    choices = {"work": Work, "resolved": Resolved}.get(name)
    return str(dict(choices.choices).get(value, value)) if choices else str(value)


class EntryForm(PageForm):
    """Only what is filled in is said; what is left as it was recorded stands."""

    denied = forms.BooleanField(label=gettext_lazy("没有这次送修"), required=False)
    received_at = DayOrMomentField(label=gettext_lazy("送修时间"), required=False)
    finished_at = DayOrMomentField(label=gettext_lazy("修好并通知车主的时间"), required=False)
    mileage_km = KilometresField(label=gettext_lazy("里程"), required=False)

    def __init__(self, visit: ToldVisit, problems: list[tuple[str, str]], data: Any = None) -> None:
        super().__init__(data)
        for place, item in enumerate(visit.items):
            about = str(item.row.problem)
            self._ask(place, "work", _("“{about}”做了什么").format(about=about), Work.choices)
            self._ask(place, "problem", _("“{about}”其实是哪个毛病").format(about=about), problems)
            self._ask(place, "resolved", _("“{about}”修好没有").format(about=about), Resolved.choices)
        self.give(words=words(_("为什么"), 3, max_length=500, error_messages={"required": _("请写明为什么。")}))

    def _ask(self, place: int, name: str, label: str, choices: Any) -> None:
        field = forms.ChoiceField(label=label, choices=[RIGHT, *choices], required=False)
        self.fields[f"items_{place}_{name}"] = field

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        said = [name for name in self.fields if name != "words" and cleaned.get(name) not in (None, "", False)]
        if not said and not self.errors:
            raise ValidationError(NOTHING_SAID)
        return cleaned


class Entry(Page):
    """One visit, and what is not right with it."""

    name = "entry"
    title = gettext_lazy("这次送修哪里不对？")
    hint = gettext_lazy("只填不对的地方。登记的内容不会被改掉。")
    button = gettext_lazy("记下")
    template = "cases/asking_entry.html"

    def exists(self) -> bool:
        return self.visit is not None

    @property
    def visit(self) -> ToldVisit | None:
        return next((one for one in self.draft.visits if one.row.number == self.number), None)

    def context(self) -> Mapping[str, Any]:
        return {"entry": _shown(self.draft, self.visit)} if self.visit else {}

    def form(self, data: Any = None) -> EntryForm:
        assert self.visit is not None  # noqa: S101  see `exists`
        problems = [(key, name) for key, name in self.draft.names.items()]
        return EntryForm(self.visit, problems, data)

    @transaction.atomic
    def save(self, form: forms.Form) -> str:
        assert self.visit is not None  # noqa: S101  see `exists`
        for path, value in stated(self.visit, form.cleaned_data, self.draft.now).items():
            if not self._is_recorded(path, value):
                self._state(path, value, form.cleaned_data["words"])
        return url_of(self.draft, "record")

    def _is_recorded(self, path: str, value: Any) -> bool:
        """What he says is what stands there, and he has not said otherwise before."""
        if self.draft.record is None or path in self.draft.statements:
            return False
        try:
            return bool(value_at(self.draft.record, path) == value)
        except NoSuchFactError:
            return False

    def _state(self, path: str, value: Any, why: str) -> None:
        doing = Doing(by=self.by, at=self.draft.now, key=uuid4())
        fact_state(claim=self.draft.claim, side=Side.CONSUMER, fact=path, value=value, words=why, doing=doing)


def stated(visit: ToldVisit, told: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """The values as the contract writes them, by path. A visit that never was has no other facts."""
    key = f"visits/{visit.row.key}"
    if told.get("denied"):
        return {key: None}
    found: dict[str, Any] = {}
    if told.get("received_at"):
        found[f"{key}/received_at"] = _written(told["received_at"], arrival_on, now)
    if told.get("finished_at"):
        found[f"{key}/finished_at"] = _written(told["finished_at"], finish_on, now)
    if told.get("mileage_km") is not None:
        found[f"{key}/mileage_km"] = told["mileage_km"]
    for name, value in told.items():
        head, _mark, rest = name.partition("_")
        if head == "items" and value:
            place, _mark, fact = rest.partition("_")
            found[f"{key}/items/{place}/{fact}"] = value
    return found


def _written(value: date | datetime, on: Any, now: datetime) -> str:
    """Of a day alone the hour is taken from the hours of workshops, as everywhere."""
    moment = value if isinstance(value, datetime) else on(value, now)
    written: str = in_china(moment).isoformat()
    return written
