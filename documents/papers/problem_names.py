"""How a sheet names problems and visits: by their words and their days, never by the codes of a form (P1, R1)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sanbao.law.facts import CaseFacts, Exemption, Item, Visit
from sanbao.law.phrases import WORDS, placed_part
from sanbao.law.repair_time import in_china


@dataclass(frozen=True)
class ProblemName:
    """`label` stands alone, `after_noun` follows the noun in a sentence: 质量问题“换挡顿挫”, 质量问题一（变速器）."""

    label: str
    after_noun: str


Names = Mapping[str, ProblemName]


def problem_names(facts: CaseFacts, given: Mapping[str, str], language: str) -> Names:
    """By key: the words that were given for a problem, else its place and its part."""
    keys = dict.fromkeys(key for key in _keys(facts) if key)
    return {key: _name(facts, key, given, place, language) for place, key in enumerate(keys, 1)}


def plainly_named(facts: CaseFacts, names: Names, language: str) -> CaseFacts:
    """The same case, told by such names; visits by their day, in their order."""
    demand = facts.demand and replace(facts.demand, items=_items(facts.demand.items, names))
    exemptions = tuple(_exemption(one, names) for one in facts.exemptions)
    return replace(facts, visits=tuple(_visits(facts, names, language)), demand=demand, exemptions=exemptions)


def in_order(facts: CaseFacts) -> list[Visit]:
    return sorted(facts.visits, key=lambda visit: visit.received_at)


def _keys(facts: CaseFacts) -> Iterator[str]:
    for item in _all_items(facts):
        yield item.problem
    for exemption in facts.exemptions:
        yield from exemption.problems


def _all_items(facts: CaseFacts) -> list[Item]:
    visits = [item for visit in in_order(facts) for item in visit.items]
    return [*visits, *(facts.demand.items if facts.demand else ())]


def _name(facts: CaseFacts, key: str, given: Mapping[str, str], place: int, language: str) -> ProblemName:
    if words := given.get(key, "").strip():
        return ProblemName(words, pgettext("paper", "“{words}”").format(words=words))
    numeral = WORDS[language].numeral(place)
    parts = [part_of(item, language) for item in _all_items(facts) if item.problem == key]
    part = next(filter(None, parts), "")
    after_noun = _("{numeral}（{part}）").format(numeral=numeral, part=part) if part else numeral
    return ProblemName(_("问题%(numeral)s") % {"numeral": after_noun}, after_noun)


def part_of(item: Item, language: str) -> str:
    """The part or the assembly that an item is about, with its position."""
    part = item.component or item.group
    return placed_part(WORDS[language], (part, item.position)) if part else ""


def _visits(facts: CaseFacts, names: Names, language: str) -> Iterator[Visit]:
    told: Counter[str] = Counter()
    for visit in in_order(facts):
        day = WORDS[language].day(in_china(visit.received_at).date())
        told[day] += 1
        name = day if told[day] == 1 else _("{day}第{number}次").format(day=day, number=told[day])
        yield replace(visit, id=name, items=_items(visit.items, names))


def _items(items: tuple[Item, ...], names: Names) -> tuple[Item, ...]:
    return tuple(replace(item, problem=_told(item.problem, names)) for item in items)


def _exemption(exemption: Exemption, names: Names) -> Exemption:
    return replace(exemption, problems=tuple(_told(key, names) for key in exemption.problems))


def _told(key: str, names: Names) -> str:
    return names[key].after_noun if key in names else key
