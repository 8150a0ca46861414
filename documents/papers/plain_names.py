"""Visits and problems by their place: what a form named for itself (R1, P1) tells a reader of paper nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from sanbao.law.facts import CaseFacts, Exemption, Item
from sanbao.law.phrases import WORDS

Names = Mapping[str, str]


def plainly_named(facts: CaseFacts, language: str) -> CaseFacts:
    """The same case: visits 1, 2, 3, problems in numerals, each in the order they are told."""
    names = _problems(facts, language)
    visits = tuple(
        replace(visit, id=str(place), items=_items(visit.items, names)) for place, visit in enumerate(facts.visits, 1)
    )
    demand = facts.demand and replace(facts.demand, items=_items(facts.demand.items, names))
    exemptions = tuple(_exemption(one, names) for one in facts.exemptions)
    return replace(facts, visits=visits, demand=demand, exemptions=exemptions)


def _problems(facts: CaseFacts, language: str) -> Names:
    items = [item for visit in facts.visits for item in visit.items] + list(facts.demand.items if facts.demand else ())
    known = [item.problem for item in items] + [name for one in facts.exemptions for name in one.problems]
    numeral = WORDS[language].numeral
    return {name: numeral(place) for place, name in enumerate(dict.fromkeys(name for name in known if name), 1)}


def _items(items: tuple[Item, ...], names: Names) -> tuple[Item, ...]:
    return tuple(replace(item, problem=names.get(item.problem, item.problem)) for item in items)


def _exemption(exemption: Exemption, names: Names) -> Exemption:
    return replace(exemption, problems=tuple(names.get(name, name) for name in exemption.problems))
