"""Which earlier problems a new complaint may be about: a proposal for people, never a decision. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

LEAST_SHARED = 2  # pairs of signs that two texts share
_SAME_COMPONENT, _SAME_GROUP = 100, 50


@dataclass(frozen=True, slots=True)
class Earlier:
    """A problem with everything that was said of it: names, symptoms, complaints; where it was located."""

    key: str
    texts: tuple[str, ...]
    groups: frozenset[str] = frozenset()
    components: frozenset[str] = frozenset()


def proposed(
    words: str, earlier: Sequence[Earlier], *, groups: Iterable[str] = (), components: Iterable[str] = ()
) -> list[str]:
    """The keys of problems that may be the same, the likeliest first; of equal ones the order given."""
    scores = {one.key: _score(words, one, set(groups), set(components)) for one in earlier}
    return sorted((key for key, score in scores.items() if score), key=lambda key: -scores[key])


def _score(words: str, one: Earlier, groups: set[str], components: set[str]) -> int:
    score = _SAME_COMPONENT * bool(components & one.components) + _SAME_GROUP * bool(groups & one.groups)
    shared = max((len(_pairs(words) & _pairs(text)) for text in one.texts), default=0)
    return score + (shared if shared >= LEAST_SHARED else 0)


def _pairs(text: str) -> set[str]:
    """Two signs each, which serves Chinese, where nothing stands between words."""
    signs = "".join(sign for sign in text.casefold() if sign.isalnum())
    return {signs[place : place + 2] for place in range(len(signs) - 1)}
