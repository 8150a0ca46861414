"""Counting conditions: the weights of the visits that count sum to more than a limit.

A visit adds its weight (its days, or one) when what one of its items needs is favourable. Which open facts decide is
found over the sums that the other visits can reach; a set of sums is one whole number, bit s standing for the sum s,
so no subset of visits is ever listed. Only facts that several visits share (an exemption names problems, not visits)
are gone through answer by answer, within the visits they tie together; see `Tie` and docs/adr/0005.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from sanbao.law.conditions import union
from sanbao.law.ties import Tie, VisitNeeds, merge_twins, sums_together, tie_up


class MoreThan:
    """Holds when the weights of the visits that count sum to more than the limit."""

    __slots__ = ("limit", "visits")

    def __init__(self, limit: int, visits: Sequence[VisitNeeds]) -> None:
        self.limit = limit
        self.visits = visits

    def at(self, point: int) -> bool:
        return sum([visit.weight for visit in self.visits if visit.counts_at(point)]) > self.limit

    def decisive(self) -> int:
        (visits,), twins = merge_twins([self.visits])
        ties = tie_up(visits)
        found = 0
        for tie, others in zip(ties, _sums_of_the_others(ties, self.limit), strict=True):
            found |= tie.decisive(others, self.limit, _any_answers)
        return twins.expand(found)


class AnyMoreThan:
    """Holds when one of several counts exceeds the limit; the counts may share exemptions, but no visit's item."""

    __slots__ = ("counts", "limit")

    def __init__(self, limit: int, counts: Sequence[Sequence[VisitNeeds]]) -> None:
        self.limit = limit
        self.counts = [MoreThan(limit, visits) for visits in counts]

    def at(self, point: int) -> bool:
        return any(count.at(point) for count in self.counts)

    def decisive(self) -> int:
        """A fact decides for one count only where no other count has exceeded the limit without it."""
        rewritten, twins = merge_twins([count.visits for count in self.counts])
        counts = [MoreThan(self.limit, visits) for visits in rewritten]
        shared = _shared([visit for visits in rewritten for visit in visits])
        found = 0
        for count in counts:
            others = [other for other in counts if other is not count]
            tie = Tie(count.visits, shared)
            found |= tie.decisive(1, self.limit, _none_exceeds(others))
        return twins.expand(found)


def _any_answers(shared: int) -> bool:
    return True


def _none_exceeds(counts: Sequence[MoreThan]) -> Callable[[int], bool]:
    return lambda shared: not any(count.at(shared) for count in counts)


def _shared(visits: Iterable[VisitNeeds]) -> int:
    """The facts that more than one visit needs."""
    once = twice = 0
    for visit in visits:
        needs = union(visit.needs)
        twice |= once & needs
        once |= needs
    return twice


def _sums_of_the_others(ties: Sequence[Tie], limit: int) -> Iterator[int]:
    """For each tie the sums, up to the limit, that the other ties reach together."""
    sums = [tie.sums(limit) for tie in ties]
    after = [1]
    for reached in reversed(sums):
        after.append(sums_together(after[-1], reached, limit))
    before = 1
    for reached, rest in zip(sums, reversed(after[:-1]), strict=True):
        yield sums_together(before, rest, limit)
        before = sums_together(before, reached, limit)
