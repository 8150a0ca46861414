"""Monotone conditions as truth tables: the plain reference for `sanbao.law.conditions` and `sanbao.law.thresholds`.

A table over n open facts is one whole number with 2**n bits: bit p says whether the condition holds when exactly the
facts of the set p are favourable. A fact is decisive when some set holds with it and not without it.
Open fact number k is bit k + 1 of a condition's masks (bit 0 is NEVER), and bit k of a point of the table.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from sanbao.law.open_facts import NEVER


@cache
def variable(fact: int, facts: int) -> int:
    """The table that holds where this fact is favourable."""
    block = ((1 << (1 << fact)) - 1) << (1 << fact)
    for doubling in range(fact + 1, facts):
        block |= block << (1 << doubling)
    return block


class Tables:
    """Truth tables over so many open facts."""

    def __init__(self, facts: int) -> None:
        self.facts = facts
        self.always = (1 << (1 << facts)) - 1

    def all_of(self, mask: int) -> int:
        """Holds where every fact of a mask is favourable; nowhere with NEVER among them."""
        if mask & NEVER:
            return 0
        table = self.always
        for fact in range(self.facts):
            if mask >> (fact + 1) & 1:
                table &= variable(fact, self.facts)
        return table

    def any_of(self, masks: Iterable[int]) -> int:
        table = 0
        for mask in masks:
            table |= self.all_of(mask)
        return table

    def more_than(self, limit: int, visits: Iterable[tuple[int, Sequence[int]]]) -> int:
        """Holds where the weights of the visits with a favourable mask sum to more than the limit."""
        by_sum = {0: self.always}
        for weight, masks in visits:
            counts = self.any_of(masks)
            after: dict[int, int] = {}
            for sum_, where in by_sum.items():
                for total, table in ((sum_, where & ~counts), (sum_ + weight, where & counts)):
                    after[total] = after.get(total, 0) | table
            by_sum = after
        return self.any_table(table for sum_, table in by_sum.items() if sum_ > limit)

    def track(self, times: int, counted: Sequence[tuple[int, int, int]], shown: Sequence[tuple[int, int]]) -> int:
        """Holds where so many visits count and, after the last of these, something shows or it was not cured."""
        before = {0: self.always}
        holds = 0
        for order in sorted({order for order, _, _ in counted}):
            here = [(needs, uncured) for at, needs, uncured in counted if at == order]
            counts = self.any_of(needs for needs, _ in here)
            last = before.get(times - 1, 0) & counts
            again = self.any_of(needs for at, needs in shown if at > order)
            holds |= last & (again | self.any_of(needs | uncured for needs, uncured in here))
            after: dict[int, int] = {}
            for number, where in before.items():
                after[number] = after.get(number, 0) | where & ~counts
                after[number + 1] = after.get(number + 1, 0) | where & counts
            before = after
        return holds

    @staticmethod
    def any_table(tables: Iterable[int]) -> int:
        together = 0
        for table in tables:
            together |= table
        return together

    def decisive(self, table: int) -> int:
        """The facts, as a mask, that can turn the condition alone."""
        found = 0
        for fact in range(self.facts):
            with_it = variable(fact, self.facts)
            if (table & with_it) >> (1 << fact) & ~table & ~with_it & self.always:
                found |= 2 << fact
        return found

    def holds(self, table: int, point: int) -> bool:
        """Does it hold at these favourable facts, given as a mask?"""
        return bool(table >> (point >> 1) & 1)
