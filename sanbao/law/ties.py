"""Visits tied together by open facts that several of them share, and the sums they can reach.

A set of sums is a whole number: bit s stands for the sum s.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from sanbao.law.conditions import bits_of, minimal, union

MAX_SHARED_FACTS = 12


class VisitNeeds:
    """What a visit adds to a count, and what its items need: it counts when one of the needs is favourable."""

    __slots__ = ("needs", "weight")

    def __init__(self, weight: int, needs: Sequence[int]) -> None:
        self.weight = weight
        self.needs = needs

    def counts_at(self, point: int) -> bool:
        return any(needs & point == needs for needs in self.needs)


class Twins:
    """Open facts that always stand together in what items need; one stands for all of them."""

    __slots__ = ("_together",)

    def __init__(self, together: dict[int, int]) -> None:
        self._together = together

    def expand(self, found: int) -> int:
        return union(self._together[bit] for bit in bits_of(found))


def merge_twins(counts: Sequence[Sequence[VisitNeeds]]) -> tuple[list[list[VisitNeeds]], Twins]:
    """The same counts with one fact standing for all facts that occur in exactly the same needs."""
    occurrences: dict[int, list[int]] = {}
    number = 0
    for visits in counts:
        for visit in visits:
            for needs in visit.needs:
                number += 1
                for bit in bits_of(needs):
                    occurrences.setdefault(bit, []).append(number)
    together: dict[tuple[int, ...], int] = {}
    for bit, numbers in occurrences.items():
        together[tuple(numbers)] = together.get(tuple(numbers), 0) | bit
    first_bits = {bits & -bits: bits for bits in together.values()}
    kept = union(first_bits)
    rewritten = [
        [VisitNeeds(visit.weight, minimal(needs & kept for needs in visit.needs)) for visit in visits]
        for visits in counts
    ]
    return rewritten, Twins(first_bits)


def tie_up(visits: Sequence[VisitNeeds]) -> list[Tie]:
    """The visits in groups that share no open fact with each other."""
    ties: list[tuple[int, list[VisitNeeds], int]] = []
    for visit in visits:
        bits = union(visit.needs)
        members, shared = [visit], 0
        apart = []
        for other_bits, others, other_shared in ties:
            if other_bits & bits:
                members = others + members
                shared |= other_shared | (other_bits & bits)
                bits |= other_bits
            else:
                apart.append((other_bits, others, other_shared))
        ties = [*apart, (bits, members, shared)]
    return [Tie(members, shared) for _, members, shared in ties]


def sums_together(sums: int, others: int, limit: int) -> int:
    """Every sum of one of the sums and one of the others, up to the limit."""
    reached = 0
    for bit in bits_of(others):
        reached |= sums << (bit.bit_length() - 1)
    return reached & _up_to(limit)


def _up_to(limit: int) -> int:
    return (2 << limit) - 1


class Tie:
    """Visits of one count with the open facts that more than one visit shares.

    With more than MAX_SHARED_FACTS shared facts (an exemption fact for each of a dozen problems that recur in visits
    linked to each other) each visit is judged as if it had its own copy of them: a fact may then be asked that
    decides nothing after all; none that decides is left out.
    """

    __slots__ = ("shared", "visits")

    def __init__(self, visits: Sequence[VisitNeeds], shared: int) -> None:
        self.visits = visits
        mine = union(union(visit.needs) for visit in visits) & shared
        self.shared = mine if mine.bit_count() <= MAX_SHARED_FACTS else 0

    def _answers(self, shared: int) -> Iterator[int]:
        """Every set of these shared facts, the small ones of each chain first."""
        answers = 0
        while True:
            yield answers
            answers = (answers - shared) & shared
            if not answers:
                return

    def _remaining(self, visit: VisitNeeds, answers: int) -> list[int]:
        """What the visit still needs of its own facts under these answers to the shared ones; [0]: nothing."""
        refused = self.shared & ~answers
        return minimal(needs & ~self.shared for needs in visit.needs if not needs & refused)

    def sums(self, limit: int) -> int:
        """The sums up to the limit that the visits can reach."""
        reached = 0
        for answers in self._answers(self.shared):
            reached |= self._sums_under(answers, 1, limit)
        return reached

    def _sums_under(self, answers: int, start: int, limit: int) -> int:
        sums = start
        for visit in self.visits:
            remaining = self._remaining(visit, answers)
            if remaining == [0]:
                sums = (sums << visit.weight) & _up_to(limit)
            elif remaining:
                sums |= (sums << visit.weight) & _up_to(limit)
        return sums

    def decisive(self, others: int, limit: int, possible: Callable[[int], bool]) -> int:
        """The decisive facts of these visits, when the visits outside reach the sums `others`.

        `possible` says of answers to the shared facts whether the condition is still open under them.
        """
        found = 0
        for answers in self._answers(self.shared):
            if possible(answers):
                found |= self._decisive_own(answers, others, limit)
        for bit in bits_of(self.shared):
            if any(
                possible(answers) and self._turns(bit, answers, others, limit)
                for answers in self._answers(self.shared & ~bit)
            ):
                found |= bit
        return found

    def _decisive_own(self, answers: int, others: int, limit: int) -> int:
        """Facts of single visits that decide under these answers to the shared ones."""
        certain = others
        open_visits: list[tuple[int, int]] = []
        for visit in self.visits:
            remaining = self._remaining(visit, answers)
            if remaining == [0]:
                certain = (certain << visit.weight) & _up_to(limit)
            elif remaining:
                open_visits.append((visit.weight, union(remaining)))
        weights = [weight for weight, _ in open_visits]
        decisive_weights = {weight for weight in set(weights) if _tips_over(weight, weights, certain, limit)}
        return union(facts for weight, facts in open_visits if weight in decisive_weights)

    def _turns(self, bit: int, answers: int, others: int, limit: int) -> bool:
        """Does a shared fact alone turn the count, under these answers to the other shared ones?"""
        gains = dict.fromkeys(_members(others), 0)
        for visit in self.visits:
            without = self._remaining(visit, answers)
            with_it = self._remaining(visit, answers | bit)
            gains = _largest_gains(gains, _contributions(visit.weight, without, with_it), limit)
        return any(sum_ + gain > limit for sum_, gain in gains.items())


def _members(sums: int) -> Iterator[int]:
    return (bit.bit_length() - 1 for bit in bits_of(sums))


def _tips_over(weight: int, weights: Sequence[int], certain: int, limit: int) -> bool:
    """Can the visits beside one of this weight sum to the limit or less, and with it to more?"""
    sums = certain
    for other in _without_one(weights, weight):
        sums |= (sums << other) & _up_to(limit)
    return sums >> max(limit - weight + 1, 0) != 0


def _without_one(weights: Sequence[int], weight: int) -> list[int]:
    rest = list(weights)
    rest.remove(weight)
    return rest


def _contributions(weight: int, without: list[int], with_it: list[int]) -> list[tuple[int, int]]:
    """What a visit can add without a fact, and how much more with it."""
    if without == [0]:
        return [(weight, 0)]
    if not with_it:
        return [(0, 0)]
    gains_by_it = any(not any(old & new == old for old in without) for new in with_it)
    contributions = [(0, weight if gains_by_it else 0)]
    if without:
        contributions.append((weight, 0))
    return contributions


def _largest_gains(gains: dict[int, int], contributions: list[tuple[int, int]], limit: int) -> dict[int, int]:
    """For each sum without the fact, up to the limit, the most that the fact can add."""
    largest: dict[int, int] = {}
    for sum_, gain in gains.items():
        for added, gained in contributions:
            total = sum_ + added
            if total <= limit and largest.get(total, -1) < gain + gained:
                largest[total] = gain + gained
    return largest
