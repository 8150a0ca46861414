"""The navigation is filled by the apps (`add_item` in their `ready()`): the base page knows no other app."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise

Predicate = Callable[[HttpRequest], bool]
Counter = Callable[[HttpRequest], int]

IN_TABS = 4  # a phone's bar at the bottom holds these; the rest folds into one entry more


@dataclass(frozen=True)
class Item:
    """`shown`: the same predicate that guards the page. `order`: small first. `count`: what waits there, as a badge.

    `says`: what is done there, in one sentence; with it, the entry also stands on the page after sign-in.
    """

    label: str | Promise
    url_name: str
    shown: Predicate
    order: int = 50
    count: Counter | None = None
    says: str | Promise = ""


@dataclass(frozen=True)
class Link:
    label: str
    url: str
    current: bool
    count: int = 0


_items: list[Item] = []


def add_item(item: Item) -> None:
    if item not in _items:
        _items.append(item)


def links_for(request: HttpRequest) -> list[Link]:
    return [link_to(item, request) for item in items_for(request)]


def items_for(request: HttpRequest) -> list[Item]:
    return sorted((item for item in _items if item.shown(request)), key=lambda item: item.order)


def link_to(item: Item, request: HttpRequest) -> Link:
    url = reverse(item.url_name)
    current = request.path.startswith(url) if url != "/" else request.path == url
    return Link(str(item.label), url, current, item.count(request) if item.count else 0)
