"""Pages that ask one thing each: what was answered, which page comes next, and the summary before anything is registered."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Generic, Protocol, TypeVar

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from sanbao.check.coefficient import CoefficientField, written
from sanbao.web.forms import ChineseDateField, DayOrMomentField, YuanField

Answers = Mapping[str, Any]


class Telling(Protocol):
    """A statement that is being made: by page what was answered."""

    answers: Any


Told = TypeVar("Told", bound=Telling)
Found = TypeVar("Found")


@dataclass(frozen=True)
class Page(Generic[Told]):
    """`form` gets the statement, what was posted, and what was answered before."""

    name: str
    title: str | Promise
    form: Callable[[Told, Any, dict[str, Any]], forms.Form]
    hint: str | Promise = ""
    is_asked: Callable[[Told], bool] = lambda _told: True

    def bound(self, told: Told, data: Any) -> forms.Form:
        form = self.form(told, None, {})
        initial = thawed(form, told.answers.get(self.name, {}))
        return self.form(told, data, initial)


@dataclass(frozen=True)
class Guide(Generic[Told]):
    pages: Sequence[Page[Told]]

    def page(self, name: str) -> Page[Told] | None:
        return next((page for page in self.pages if page.name == name), None)

    def asked(self, told: Told) -> list[Page[Told]]:
        return [page for page in self.pages if page.is_asked(told)]

    def next(self, told: Told) -> Page[Told] | None:
        """The first that is asked and not answered; None when the summary is due."""
        return next((page for page in self.asked(told) if page.name not in told.answers), None)

    def progress(self, page: Page[Told], told: Told) -> str:
        asked = self.asked(told)
        place = asked.index(page) + 1 if page in asked else len(asked)
        return _("第{place}项，共{all}项").format(place=place, all=len(asked))


@dataclass(frozen=True)
class Row:
    """A line of the summary, with the page that changes it."""

    page: str
    label: str
    says: str


def once(row: object, name: str, read: Callable[[], Found]) -> Found:
    """What a page asks again and again, read once for the row in hand."""
    kept = row.__dict__.setdefault("_read_once", {})
    if name not in kept:
        kept[name] = read()
    found: Found = kept[name]
    return found


def frozen(cleaned: Mapping[str, Any]) -> dict[str, Any]:
    """As JSON: days, moments and money as text."""
    return {name: _frozen(value) for name, value in cleaned.items()}


def _frozen(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def thawed(form: forms.Form, answers: Answers) -> dict[str, Any]:
    """For the boxes of the form again."""
    return {name: _thawed(form.fields.get(name), value) for name, value in answers.items()}


def _thawed(field: forms.Field | None, value: Any) -> Any:
    if value in (None, ""):
        return value
    if isinstance(field, CoefficientField):
        return written(value)
    if isinstance(field, DayOrMomentField):
        return moment_told(value)
    if isinstance(field, ChineseDateField):
        return date.fromisoformat(value)
    return Decimal(value) if isinstance(field, YuanField) else value


def moment_told(written_: str) -> date | datetime:
    """A day where the time of day was not known."""
    return datetime.fromisoformat(written_) if "T" in written_ else date.fromisoformat(written_)


def day_told(written_: str | None) -> date | None:
    return date.fromisoformat(written_) if written_ else None


def number_told(written_: str | None) -> Decimal | None:
    return Decimal(written_) if written_ else None
