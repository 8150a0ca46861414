"""Which parts an item of this car may name: the standard's edition for its order, and what its voucher adds. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claims.filings.terms import MainComponent
from documents.papers.voucher import ABSENT_GROUPS
from sanbao.check.everyday import EVERYDAY
from sanbao.law.parts import Edition, Part, edition

FEWEST_SIGNS_OF_A_CODE = 3


@dataclass(frozen=True, slots=True)
class ListedPart:
    """`code` is a group's, a main component's or a wear part's; `words` is what it is found by."""

    code: str
    name: str
    group: str
    group_name: str
    kind: str  # group | main | wear
    words: str

    @property
    def shown(self) -> str:
        return self.name if self.kind != "main" else f"{self.group_name}：{self.name}"


@dataclass(frozen=True, slots=True)
class PartsList:
    parts: tuple[ListedPart, ...]

    @classmethod
    def of(
        cls, edition_name: str, energy: str, extra: Sequence[MainComponent] = (), *, language: str = "zh"
    ) -> PartsList:
        """What a car of this energy has not is left out."""
        table = edition(edition_name)
        absent = ABSENT_GROUPS.get(energy, ())
        return cls(tuple(part for part in _parts(table, extra, language) if part.group not in absent))

    def get(self, code: str) -> ListedPart | None:
        return next((part for part in self.parts if part.code == code), None)

    def search(self, text: str) -> list[ListedPart]:
        """Every word is in the Chinese or English name, in an everyday word, or begins the code."""
        wanted = text.casefold().split()
        return [part for part in self.parts if wanted and all(_fits(part, word) for word in wanted)]


def _fits(part: ListedPart, word: str) -> bool:
    return word in part.words or (len(word) >= FEWEST_SIGNS_OF_A_CODE and part.code.startswith(word))


def _parts(table: Edition, extra: Sequence[MainComponent], language: str) -> Iterator[ListedPart]:
    for group in table.groups.values():
        yield _listed(group, group, "group", language)
        for component in table.main_components.values():
            if component.group == group.code:
                yield _listed(component, group, "main", language)
        for own in extra:
            if own.group == group.code:
                words = f"{group.zh} {own.name} {own.code}".casefold()
                yield ListedPart(own.code, own.name, group.code, _name(group, language), "main", words)
    for wear in table.wear_parts.values():
        yield _listed(wear, None, "wear", language)


def _listed(part: Part, group: Part | None, kind: str, language: str) -> ListedPart:
    owner = f"{group.zh} {group.en} {EVERYDAY.get(group.code, '')}" if group else ""
    everyday = EVERYDAY.get(part.code, "")
    words = f"{owner} {part.zh} {part.en} {everyday}".casefold()
    in_group = (group.code, _name(group, language)) if group else ("", "")
    return ListedPart(part.code, _name(part, language), *in_group, kind, words)


def _name(part: Part, language: str) -> str:
    return part.en if language == "en" else part.zh
