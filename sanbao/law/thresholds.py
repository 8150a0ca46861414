"""Counting conditions: the weights of the visits that count sum to more than a limit.

Which open facts decide is found in two steps, and no set of answers is listed:

- from above, over the sums that the visits can reach as if none shared a fact with another: a set of sums is one
  whole number, bit s standing for the sum s. Where no fact is shared this is exact;
- where facts are shared (an exemption names problems, not visits), each fact that is left is proven by a witness:
  answers to the others with which it alone turns the condition. The search goes down between the two extremes of
  what is still free and turns back where they cannot differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from operator import attrgetter

from sanbao.law.conditions import bits_of, minimal, shared_bits, union

# A condition of more facts than these whose search is not over after so many steps has its facts asked, though one
# may decide nothing.
ALWAYS_EXACT_FACTS = 12
MAX_STEPS = 1_500


class VisitNeeds:
    """What a visit adds to a count, and what its items need: it counts when one of the needs is favourable."""

    __slots__ = ("needs", "weight")

    def __init__(self, weight: int, needs: Sequence[int]) -> None:
        self.weight = weight
        self.needs = needs


class MoreThan:
    """Holds when the weights of the visits that count sum to more than the limit."""

    __slots__ = ("limit", "visits")

    def __init__(self, limit: int, visits: Sequence[VisitNeeds]) -> None:
        self.limit = limit
        self.visits = visits

    def at(self, point: int) -> bool:
        total = 0
        for visit in self.visits:  # loops, since these are the innermost steps of every count
            for needs in visit.needs:
                if needs & point == needs:
                    total += visit.weight
                    break
        return total > self.limit

    def facts(self) -> int:
        return union(needs for visit in self.visits for needs in visit.needs)

    def decisive(self) -> int:
        return _decisive([self])


class AnyMoreThan:
    """Holds when one of several counts exceeds the limit; the counts may share facts."""

    __slots__ = ("counts",)

    def __init__(self, limit: int, counts: Sequence[Sequence[VisitNeeds]]) -> None:
        self.counts = [MoreThan(limit, visits) for visits in counts]

    def at(self, point: int) -> bool:
        return any(count.at(point) for count in self.counts)

    def decisive(self) -> int:
        return _decisive(self.counts)


def _decisive(counts: Sequence[MoreThan]) -> int:
    """The facts that decide whether one of the counts exceeds its limit."""
    counts, twins = _without_twins(counts)
    found = union(_decisive_if_unshared(count) for count in counts)
    if shared_bits(union(visit.needs) for count in counts for visit in count.visits):
        found = _Witnesses(counts).among(found)
    return union(twins[bit] for bit in bits_of(found))


def _without_twins(counts: Sequence[MoreThan]) -> tuple[list[MoreThan], dict[int, int]]:
    """The same counts with one fact standing for all facts that occur in exactly the same needs, and these by it."""
    occurrences: dict[int, list[int]] = {}
    all_needs = chain.from_iterable(visit.needs for count in counts for visit in count.visits)
    for number, needs in enumerate(all_needs):
        for bit in bits_of(needs):
            occurrences.setdefault(bit, []).append(number)
    together: dict[tuple[int, ...], int] = {}
    for bit, numbers in occurrences.items():
        together[tuple(numbers)] = together.get(tuple(numbers), 0) | bit
    twins = {bits & -bits: bits for bits in together.values()}
    kept = union(twins)
    return [MoreThan(count.limit, list(_rewritten(count.visits, kept))) for count in counts], twins


def _rewritten(visits: Iterable[VisitNeeds], kept: int) -> Iterator[VisitNeeds]:
    for visit in visits:
        yield VisitNeeds(visit.weight, minimal(needs & kept for needs in visit.needs))


def _decisive_if_unshared(count: MoreThan) -> int:
    """The facts that decide if each visit had its own; every fact that does decide is among them."""
    certain = sum(visit.weight for visit in count.visits if 0 in visit.needs)
    open_visits = [visit for visit in count.visits if visit.needs and 0 not in visit.needs]
    weights = [visit.weight for visit in open_visits]
    tipping = {weight for weight in set(weights) if _tips_over(weight, weights, count.limit - certain)}
    return union(union(visit.needs) for visit in open_visits if visit.weight in tipping)


def _tips_over(weight: int, weights: Sequence[int], limit: int) -> bool:
    """Can the visits beside one of this weight sum to the limit or less, and with it to more?

    `limit` is what certain visits leave of it: never below 0, since a count they exceed is open to no answer.
    """
    others = list(weights)
    others.remove(weight)
    sums = 1
    for other in others:
        sums |= (sums << other) & ((2 << limit) - 1)
    return sums >> max(limit - weight + 1, 0) != 0


class _Witnesses:
    """Finds facts that decide, by answers with which they do."""

    def __init__(self, counts: Sequence[MoreThan]) -> None:
        self._counts = counts
        self._steps = 0
        facts = union(count.facts() for count in counts)
        self._may_give_up = facts.bit_count() > ALWAYS_EXACT_FACTS

    def _holds_at(self, point: int) -> bool:
        return any(count.at(point) for count in self._counts)

    def among(self, candidates: int) -> int:
        """Those of the candidates that decide: every fact of a smallest set that suffices does."""
        found = 0
        for bit in bits_of(candidates):
            if not bit & found:
                found |= self._smallest_with(bit)
        return found

    def _smallest_with(self, bit: int) -> int:
        """A smallest set of facts that suffices, this one among them; 0 when there is none."""
        for count, needs in self._tipping(bit):
            sufficient = self._sufficient(count, needs ^ bit, count.facts() & ~needs, bit)
            if sufficient:
                return self._reduced(sufficient, bit)
        return 0

    def _tipping(self, bit: int) -> Iterator[tuple[MoreThan, int]]:
        """What a visit needs that this fact can make count, the weightiest visits first."""
        for count in self._counts:
            for visit in sorted(count.visits, key=attrgetter("weight"), reverse=True):
                for needs in visit.needs:
                    if needs & bit:
                        yield count, needs

    def _sufficient(self, count: MoreThan, taken: int, free: int, bit: int) -> int:
        """Facts that suffice for a count with `bit` and not without it: all that are taken, and some that are free."""
        pending = [] if self._holds_at(taken) or not count.at(taken | free | bit) else [(taken, free)]
        while pending:
            taken, free = pending.pop()
            if not self._holds_at(taken | free):
                return taken | free | bit
            self._steps += 1
            if self._may_give_up and self._steps > MAX_STEPS:
                return bit
            one = free & -free
            free ^= one
            if not self._holds_at(taken | one):
                pending.append((taken | one, free))
            if count.at(taken | free | bit):
                pending.append((taken, free))
        return 0

    def _reduced(self, sufficient: int, bit: int) -> int:
        for other in bits_of(sufficient ^ bit):
            if self._holds_at(sufficient ^ other):
                sufficient ^= other
        return sufficient
