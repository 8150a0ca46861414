"""Three-valued outcomes by brute force (reading 18): answer the open facts in every way and look."""

from collections.abc import Callable
from itertools import product

from tests.law.reference.facts import Facts, Item

MOST_OPEN_FACTS = 14


class OpenFact(Exception):
    """A rule asked for an open fact that has no answer yet; the argument is its path."""


class TooManyOpenFacts(Exception):
    """The case is beyond brute force."""


class Decided:
    """The case with open facts answered: every yes/no fact is a plain boolean."""

    def __init__(self, facts: Facts, answers: dict[str, bool], default: bool | None = None):
        self.facts, self.answers, self.default = facts, answers, default

    def answer(self, path: str) -> bool:
        """The fact at the path: as stated, or as answered when it is open (not stated at all = open)."""
        stated = self.facts.stated.get(path, "unknown")
        if stated in ("yes", "no"):
            return stated == "yes"
        if path in self.answers:
            return self.answers[path]
        if self.default is None:
            raise OpenFact(path)
        return self.default

    def is_(self, item: Item, key: str) -> bool:
        return self.answer(f"{item.path}/{key}")


Test = Callable[[Decided], bool]


def facts_read(facts: Facts, test: Test, answers: dict[str, bool] | None = None) -> set[str]:
    """Every open fact that the test reads under some answers. A fact it never reads cannot change it."""
    answers = answers or {}
    try:
        test(Decided(facts, answers))
    except OpenFact as asked:
        path = asked.args[0]
        return {path}.union(*(facts_read(facts, test, {**answers, path: value}) for value in (True, False)))
    return set()


class Truth:
    """The test's result for every way of answering the open facts."""

    def __init__(self, facts: Facts, test: Test):
        self.paths = sorted(facts_read(facts, test))
        if len(self.paths) > MOST_OPEN_FACTS:
            raise TooManyOpenFacts(len(self.paths))
        self.rows = {
            values: test(Decided(facts, dict(zip(self.paths, values, strict=True))))
            for values in product((True, False), repeat=len(self.paths))
        }

    def outcome(self, path: str | None = None, value: bool | None = None) -> str:
        """The outcome; with `path`, the outcome when that fact has the value and the others are left open."""
        place = self.paths.index(path) if path is not None else None
        results = {met for values, met in self.rows.items() if place is None or values[place] == value}
        return {frozenset({True}): "met", frozenset({False}): "not_met"}.get(frozenset(results), "undetermined")

    def turns(self, path: str) -> bool:
        """Does this fact's answer alone change the result under some answers to the others?"""
        place = self.paths.index(path)
        for values, met in self.rows.items():
            other = (*values[:place], not values[place], *values[place + 1 :])
            if self.rows[other] != met:
                return True
        return False

    def deciding(self) -> list[str]:
        """The facts that turn the result, by path as plain text."""
        return [path for path in self.paths if self.turns(path)]
