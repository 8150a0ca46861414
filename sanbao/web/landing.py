"""What a person can do now: the page after sign-in lists it, one sentence each.

An app adds to it in its `ready()`: an entry of the navigation by its `says`, anything else by a source, which looks at the
request and gives what is open to this person. `order` is that of the navigation: small first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.functional import Promise

from sanbao.web import navigation


@dataclass(frozen=True)
class Task:
    """`says`: what is done there, in one sentence; `count`: how much waits there."""

    label: str | Promise
    says: str | Promise
    url: str
    order: int = 50
    count: int = 0


Source = Callable[[HttpRequest], Iterable[Task]]

_sources: list[Source] = []


def add_source(source: Source) -> None:
    if source not in _sources:
        _sources.append(source)


def tasks_for(request: HttpRequest) -> list[Task]:
    """What waits first, then in order."""
    found = [task for source in (_of_the_navigation, *_sources) for task in source(request)]
    return sorted(found, key=lambda task: (not task.count, task.order))


def _of_the_navigation(request: HttpRequest) -> Iterable[Task]:
    for item in navigation.items_for(request):
        if item.says:
            link = navigation.link_to(item, request)
            yield Task(item.label, item.says, link.url, item.order, link.count)
