"""What the features add to the page of a claim: parts, lines of its story, pages of steps. Filled in `ready()`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.utils.functional import Promise

from claims.cases.models import Claim
from claims.cases.pages.shown import Shown
from claims.cases.services.acting import Doing
from sanbao.web.components import Action
from sanbao.web.components.timeline import TimelineEvent


@dataclass(frozen=True)
class Part:
    """A card of the page: its template gets `it` (the claim as shown) and, as `part`, the context. `aside`: in the narrow column."""

    template: str
    context: Mapping[str, Any] = field(default_factory=dict)
    aside: bool = False


MakesPart = Callable[[Shown], Part | None]
MakesEvents = Callable[[Shown], Iterable[TimelineEvent]]
MakesActions = Callable[[Shown], Iterable[Action]]


@dataclass(frozen=True)
class StepPage:
    """A step that is asked and confirmed on a page of its own.

    `says` what follows from it, `form` what it wants to know (fields beside key and lock), `take` does it:
    `take(claim, cleaned, doing)`. `offered` whether it is shown among the next steps (guards beyond the state).
    """

    title: str | Promise
    button: str | Promise
    take: Callable[[Claim, Mapping[str, Any], Doing], Claim]
    says: Callable[[Shown], str | Promise]
    form: Callable[[Shown], type[forms.Form]] | None = None
    offered: Callable[[Shown], bool] = lambda _shown: True
    quiet: bool = True
    danger: bool = False


_parts: dict[str, tuple[int, MakesPart]] = {}
_events: dict[str, MakesEvents] = {}
_actions: dict[str, MakesActions] = {}
_step_pages: dict[str, StepPage] = {}


def add_part(name: str, place: int, make: MakesPart) -> None:
    """In the order of `place`: 10 what to do, 20 what is asked, 30 the law, 40 replies, 50 offers, 60 done, 70 dispute."""
    _parts[name] = (place, make)


def add_events(name: str, make: MakesEvents) -> None:
    _events[name] = make


def add_actions(name: str, make: MakesActions) -> None:
    """Next steps with a page of their own kind: answering, offering, saying that it is done."""
    _actions[name] = make


def add_step_page(name: str, page: StepPage) -> None:
    _step_pages[name] = page


def parts(shown: Shown) -> list[Part]:
    made = (make(shown) for _place, make in sorted(_parts.values(), key=lambda entry: entry[0]))
    return [part for part in made if part is not None]


def events(shown: Shown) -> list[TimelineEvent]:
    return [event for make in _events.values() for event in make(shown)]


def actions(shown: Shown) -> list[Action]:
    return [action for make in _actions.values() for action in make(shown)]


def step_pages() -> Mapping[str, StepPage]:
    return _step_pages
