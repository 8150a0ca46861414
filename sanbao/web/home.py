"""What people come with, each as a way in."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Way:
    """`question`: the page of that question; `url_name`: another page; without either, the check itself."""

    label: str | Promise
    hint: str | Promise
    question: str = ""
    url_name: str = ""


@dataclass(frozen=True)
class Entrance:
    label: str
    hint: str
    url: str


WAYS = (
    Way(_("刚买的车就坏了"), _("开票、交车才几日或者几十日"), "new-car"),
    Way(_("同一个毛病修了又修"), _("修过几次，又犯了"), "same-fault"),
    Way(_("在店里修了很久"), _("等零件、等排期，一直没有车用"), "days-in-shop"),
    Way(_("提了要求，被拒绝了"), _("对方不答复，或者说不归三包管"), "reply"),
    Way(_("修车要收费"), _("工时费、材料费该不该由您付"), "covered"),
    Way(_("只想算一算"), _("两个期限到哪一日、还差多少、退车要付多少")),
)

_added: list[Way] = []


def add_way(way: Way) -> None:
    """Called by the apps in their `ready()`: the front page knows no other app."""
    if way not in _added:
        _added.append(way)


def ways() -> list[Entrance]:
    return [Entrance(str(way.label), str(way.hint), _url(way)) for way in (*WAYS, *_added)]


def _url(way: Way) -> str:
    if way.url_name:
        return reverse(way.url_name)
    return reverse("questions:question", args=[way.question]) if way.question else reverse("check")
