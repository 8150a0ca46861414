"""The part that a line names, on the list of its own car."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from functools import cache

from django.utils.translation import gettext_lazy as _

from claims.filings.terms import MainComponent
from claims.imports.reading.faults import CellError
from claims.repairs.parts_list import ListedPart, PartsList
from sanbao.check.everyday import EVERYDAY
from sanbao.law.parts import EDITIONS
from sanbao.law.regulations import regulation_in_force
from sanbao.web.forms.text import plain

NOT_ON_THE_LIST = _("这辆车的零部件表里没有“{name}”。可能是别的车型的；表上没有的，请填到“表上没有的零部件”一列。")
SEVERAL = _("零部件表里有几个“{name}”，请写清楚，例如“{example}”。")


class Finder:
    """By code, by name, by assembly and name, or by an everyday word that means one part alone."""

    def __init__(self, listed: PartsList) -> None:
        self._by_code = {part.code: part for part in listed.parts}
        self._by_name: dict[str, list[ListedPart]] = defaultdict(list)
        for part in listed.parts:
            words = EVERYDAY.get(part.code, "").partition("；")[0].split()
            for name in {part.name, part.shown, *words}:
                self._by_name[_plain(name)].append(part)

    def find(self, name: str) -> ListedPart:
        """Raises CellError."""
        if name in self._by_code:
            return self._by_code[name]
        found = self._by_name.get(_plain(name), [])
        if not found:
            raise CellError(NOT_ON_THE_LIST, name=name)
        if len(found) > 1:
            raise CellError(SEVERAL, name=name, example=found[0].shown)
        return found[0]


def _plain(name: str) -> str:
    return plain(name).casefold()


def finder_of(energy: str, invoiced_on: date | None, extra: Sequence[MainComponent] = ()) -> Finder:
    """The list of the order under which the car was sold, the newest where that is not known."""
    if extra:
        return Finder(PartsList.of(_edition_on(invoiced_on), energy, extra))
    return _standard(_edition_on(invoiced_on), energy)


def _edition_on(invoiced_on: date | None) -> str:
    found = None if invoiced_on is None else regulation_in_force(invoiced_on)
    return found.parts_edition if found else EDITIONS[-1]


@cache
def _standard(edition_name: str, energy: str) -> Finder:
    return Finder(PartsList.of(edition_name, energy))
