"""The forms that a rule's test takes, each judged exactly over open facts.

A condition answers two questions: does it hold `at` a set of favourable open facts, and which open facts are
`decisive`, that is, can turn it alone under some answers to the others. Conditions only gain by favourable
answers, so a fact is decisive exactly when some set of facts suffices with it and no longer without it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from operator import itemgetter
from typing import Protocol

from sanbao.law.open_facts import NEVER

Place = tuple[str | None, str | None]


class Condition(Protocol):
    def at(self, point: int) -> bool:
        """Does it hold when exactly these open facts (a set of bits) are favourable?"""

    def decisive(self) -> int:
        """The set of open facts that can turn it; called only when it is open."""


def bits_of(mask: int) -> Iterator[int]:
    while mask:
        bit = mask & -mask
        yield bit
        mask ^= bit


def shared_bits(masks: Iterable[int]) -> int:
    """The bits that occur in more than one mask."""
    once = twice = 0
    for mask in masks:
        twice |= once & mask
        once |= mask
    return twice


def minimal(masks: Iterable[int]) -> list[int]:
    """The masks that contain no other one, each once. A mask with a bit of its own is inside no other one."""
    distinct = set(masks)
    shared = shared_bits(distinct)
    inside_others: list[int] = []
    for mask in sorted((mask for mask in distinct if mask & shared == mask), key=int.bit_count):
        if not any(small & mask == small for small in inside_others):
            inside_others.append(mask)
    return [mask for mask in distinct if not any(small & mask == small != mask for small in inside_others)]


class AnyOf:
    """Holds when what one of the masks needs is favourable."""

    __slots__ = ("masks",)

    def __init__(self, masks: Sequence[int]) -> None:
        self.masks = masks

    def at(self, point: int) -> bool:
        return any(mask & point == mask for mask in self.masks)

    def decisive(self) -> int:
        """The bits of the minimal masks."""
        return union(minimal(self.masks))


class Track:
    """A number of counted visits, and then the trouble again: shown later, or not cured at the last of them.

    `counted` holds (order of the visit, needs, what "not cured" needs beside them), `shown` (order, needs), each by
    order. One counted visit more is among the later showings. `place` is the part and position it is about, if any.
    """

    __slots__ = ("counted", "place", "shown", "times")

    def __init__(
        self,
        times: int,
        counted: Sequence[tuple[int, int, int]],
        shown: Sequence[tuple[int, int]],
        place: Place = (None, None),
    ) -> None:
        self.times = times
        self.place = place
        self.counted = counted
        self.shown = shown

    def at(self, point: int) -> bool:
        last = self._order_of_last(point)
        if last is None:
            return False
        if any(order > last and needs & point == needs for order, needs in self.shown):
            return True
        return any(
            order == last and (needs | uncured) & point == needs | uncured for order, needs, uncured in self.counted
        )

    def shown_again(self, point: int) -> bool:
        """Does it hold because the trouble showed later?"""
        last = self._order_of_last(point)
        return last is not None and any(order > last and needs & point == needs for order, needs in self.shown)

    def _order_of_last(self, point: int) -> int | None:
        """The order of the visit with which the number is reached."""
        visits = 0
        latest = -1
        for order, needs, _ in self.counted:
            if order != latest and needs & point == needs:
                visits += 1
                latest = order
                if visits == self.times:
                    return order
        return None

    def terms(self, search: Search) -> Iterator[int]:
        """Sets of facts that suffice; every minimal one that holds a fact the search still looks for is among them."""
        for before, order, needs, uncured in self._last_visits():
            any_before = union(before)
            endings = [uncured, *(again for shown, again in self.shown if shown > order)]
            for ending in minimal(needs | again for again in endings if not again & NEVER):
                if ending & search.unknown:
                    yield from (others | ending for others in before)
                elif any_before & search.unknown:
                    yield from (others | ending for others in before if others & search.unknown)

    def _last_visits(self) -> Iterator[tuple[list[int], int, int, int]]:
        """Each counted item as the last of the counted visits, with what suffices for the visits before it."""
        suffices: list[list[int]] = [[0], *([] for _ in range(self.times - 1))]
        for order, visit in groupby(self.counted, key=itemgetter(0)):
            items = list(visit)
            for _, needs, uncured in items:
                yield suffices[-1], order, needs, uncured
            suffices = _one_visit_more(suffices, [needs for _, needs, _ in items])


def _one_visit_more(suffices: list[list[int]], visit: list[int]) -> list[list[int]]:
    """By number of visits: what suffices for so many of the visits so far, now with this visit among them."""
    more: list[list[int]] = [suffices[0]]
    for fewer, same in pairwise(suffices):
        more.append(minimal([*same, *(others | needs for others in fewer for needs in visit)]))
    return more


class AnyTrack:
    """Holds when one of the tracks holds; the tracks may share open facts."""

    __slots__ = ("tracks",)

    def __init__(self, tracks: Sequence[Track]) -> None:
        self.tracks = tracks

    def at(self, point: int) -> bool:
        return any(track.at(point) for track in self.tracks)

    def decisive(self) -> int:
        search = Search(self)
        for track in self.tracks:
            for term in track.terms(search):
                search.probe(term)
        return search.found


class Search:
    """Looks for decisive facts among sets that suffice: one is decisive when its set fails without it."""

    __slots__ = ("_condition", "found", "unknown")

    def __init__(self, condition: Condition) -> None:
        self._condition = condition
        self.found = 0
        self.unknown = -1

    def probe(self, term: int) -> None:
        for bit in bits_of(term & self.unknown):
            if not self._condition.at(term ^ bit):
                self.found |= bit
                self.unknown &= ~bit


def union(masks: Iterable[int]) -> int:
    together = 0
    for mask in masks:
        together |= mask
    return together
