"""Phrases and whole sentences put together from the word tables.

Over a fleet the same ones come again and again, so the latest few thousand are kept.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from types import ModuleType
from typing import Any, NamedTuple

from sanbao.law import words_en, words_zh
from sanbao.law.conditions import Place
from sanbao.law.outcomes import NOT_MET
from sanbao.law.parts import EDITIONS, edition
from sanbao.law.regulations import Citation, regulation

WORDS: dict[str, ModuleType] = {"zh": words_zh, "en": words_en}
Filling = tuple[str, tuple[tuple[str, Any], ...]]
_KEPT = 4096


class Frame(NamedTuple):
    """All that the sentence of a finding is made of, its questions apart; a filling is a template with its values."""

    rule: str
    topic: str
    outcome: str
    grants: tuple[str, ...]
    free: bool
    assemblies: tuple[str, ...]
    days: tuple[int, int]
    groups: tuple[str, ...]
    reasons: tuple[Filling, ...]
    change: Filling | None
    closing: Filling | None
    lang: str


@lru_cache(maxsize=_KEPT)
def sentence(frame: Frame, questions: str, deciding: str) -> str:
    """The sentence of a finding."""
    words: Any = WORDS[frame.lang]
    reasons = _reasons(words, frame.reasons)
    not_yet = frame.outcome == NOT_MET and frame.change is not None
    text: str = words.SENTENCES["not_met_yet" if not_yet else frame.outcome].format(
        wanted=wanted(frame.grants, frame.free, frame.assemblies, frame.lang),
        basis=basis(frame.topic, frame.days, frame.groups, frame.lang) if frame.topic in words.BASES else "",
        citation=cited(frame.rule, frame.lang),
        questions=questions,
        reasons=words.CLAUSE.format(clause=reasons) if reasons and questions else reasons,
        deciding=deciding,
        change=_clause(words, "CHANGES", frame.change),
        closing=_clause(words, "CLOSINGS", frame.closing),
    )
    return text


def _reasons(words: Any, reasons: Sequence[Filling]) -> str:
    if not reasons:
        return ""
    if reasons[0][0] in words.CAUSES:
        reported: str = words.reported([words.CAUSES[code] for code, _ in reasons])
        return reported
    ((code, values),) = reasons
    return filled(words, "REASONS", code, values)


def _clause(words: Any, table: str, filling: Filling | None) -> str:
    if filling is None:
        return ""
    clause: str = words.CLAUSE.format(clause=filled(words, table, *filling))
    return clause


def filled(words: Any, table: str, code: str, values: tuple[tuple[str, Any], ...]) -> str:
    """A template of a word table with its values written out."""
    text: str = getattr(words, table)[code].format_map(_Written(words, values))
    return text


class _Written(dict[str, Any]):
    """Values as they are written; `count_times` and the like write the value `count` in that unit."""

    def __init__(self, words: Any, values: tuple[tuple[str, Any], ...]) -> None:
        super().__init__({key: _SHOWN.get(key, _as_is)(words, value) for key, value in values})
        self._words = words

    def __missing__(self, key: str) -> str:
        value, _, unit = key.partition("_")
        written: str = getattr(self._words, unit)(self[value])
        return written


def wanted(grants: tuple[str, ...], free: bool, assemblies: tuple[str, ...], lang: str) -> str:  # noqa: FBT001  a value
    """What is asked for, the assemblies by name."""
    words: Any = WORDS[lang]
    if assemblies:
        named: str = words.ASSEMBLY_WANTED.format(assemblies=words.assemblies(_names(words, assemblies)))
        return named
    text: str = (words.WANTED_FREE if free else words.WANTED)[" ".join(grants)]
    return text


def basis(topic: str, days: tuple[int, int], groups: tuple[str, ...], lang: str) -> str:
    """On which ground, where several rules give the same; `days` are those of the two early windows."""
    words: Any = WORDS[lang]
    template = words.BASES[topic]
    need_days, event_days = (words.law_number(number) for number in days)
    of_groups = words.OF_GROUPS.format(groups=words.listed(_names(words, groups))) if groups else ""
    text: str = words.BASIS.format(
        basis=template.format(need_days=need_days, event_days=event_days, of_groups=of_groups)
    )
    return text


@cache
def part_name(code: str, lang: str) -> str:
    """The name of a group or part by either edition; a part of the voucher alone has no name of ours."""
    words: Any = WORDS[lang]
    for name in EDITIONS:
        table = edition(name)
        part = table.groups.get(code) or table.main_components.get(code) or table.wear_parts.get(code)
        if part is not None:
            named: str = words.part_name(part, table.groups.get(part.group or ""))
            return named
    unnamed: str = words.SOME_PART
    return unnamed


@cache
def cited(rule: str, lang: str) -> str:
    """The article that a rule id names, in words."""
    citation = citation_of(rule)
    words: Any = WORDS[lang]
    written: str = words.cited(regulation(citation.law), citation)
    return written


def citation_of(rule: str) -> Citation:
    """The article, paragraph and item that a rule id names: samr-43/24-1-4-time is article 24, paragraph 1, item 4."""
    law, _, place = rule.partition("/")
    return Citation(law, *[int(level) for level in place.split("-") if level.isdigit()])


def placed_part(words: Any, place: Place) -> str:
    """A part by name and position."""
    code, position = place
    placed: str = words.placed(position, part_name(code or "", words.LANGUAGE))
    return placed


def named_part(words: Any, code: str) -> str:
    named: str = words.the(part_name(code, words.LANGUAGE))
    return named


def _as_is(_: Any, value: Any) -> Any:
    return value


def _names(words: Any, codes: Sequence[str]) -> list[str]:
    return [named_part(words, code) for code in codes]


def _events(words: Any, codes: Sequence[str]) -> list[str]:
    return [words.EVENTS[code] for code in codes]


# How a value of a reason is written.
_SHOWN: dict[str, Callable[[Any, Any], Any]] = {
    "last_day": lambda words, value: words.day(value),
    "law_days": lambda words, value: words.law_number(value),
    "window_days": lambda words, value: words.law_number(value),
    "limit": lambda words, value: words.law_number(value),
    "many_days": lambda words, value: words.listed([words.days(number) for number in value]),
    "groups": lambda words, value: words.listed(_names(words, value)),
    "assemblies": lambda words, value: words.either(_names(words, value)),
    "events": lambda words, value: words.listed(_events(words, value)),
    "law_events": lambda words, value: words.either(_events(words, value)),
    "new_problem": lambda words, value: words.NEW_PROBLEM[value],
    "refuted": lambda words, value: words.REFUTED if value else "",
    "part": lambda words, value: words.the(placed_part(words, value)),
}
