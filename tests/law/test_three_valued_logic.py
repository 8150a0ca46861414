"""Which open facts decide a condition: the engine's answer against every way of answering up to twelve of them.

Each test draws some hundred random structures that keep to what the class documents, many of them with facts shared
between visits, as exemptions are. Seeds are fixed; a failure names the structure.
"""

from __future__ import annotations

from random import Random

import pytest

from sanbao.law.conditions import AnyOf, AnyTrack, Condition, Track
from sanbao.law.open_facts import NEVER
from sanbao.law.thresholds import AnyMoreThan, MoreThan, VisitNeeds
from tests.law.truth_tables import Tables

SEEDS = pytest.mark.parametrize("seed", range(12))
EXAMPLES = 200


def some(random: Random, bits: list[int], at_most: int) -> int:
    return sum(random.sample(bits, min(len(bits), random.randint(0, at_most))))


class Facts:
    """Up to so many open facts, dealt out as shared ones (exemptions) and as ones of a single item."""

    def __init__(self, random: Random, most: int, shared: int) -> None:
        self.random = random
        self.most = most
        self.shared = [2 << number for number in range(shared)]
        self.used = shared

    def own(self) -> int:
        """A fact of one item, or none; none are left when all facts are used."""
        if self.used >= self.most or self.random.random() < 0.3:
            return 0
        self.used += 1
        return 1 << self.used

    def needs(self) -> int:
        return self.own() | some(self.random, self.shared, self.random.choice([0, 1, 1, 2]))


def check(condition: Condition, table: int, tables: Tables, structure: object) -> bool:
    """It holds where the table does, at the extremes and elsewhere, and asks exactly what decides; was it open?"""
    random = Random(table % 1_000_003)
    everything = (2 << tables.facts) - 2
    for point in [0, everything, *[random.getrandbits(tables.facts) << 1 for _ in range(8)]]:
        assert condition.at(point) == tables.holds(table, point), (structure, point)
    is_open = condition.at(everything) and not condition.at(0)
    if is_open:
        assert bin(condition.decisive()) == bin(tables.decisive(table)), structure
    return is_open


def draw_facts(random: Random) -> Facts:
    most = random.choice([1, 2, 3, 4, 5, 6, 8, 12])
    return Facts(random, most, random.randint(0, min(most, 6)))


@SEEDS
def test_any_of_asks_what_a_least_set_needs(seed):
    random = Random(seed)
    open_ones = 0
    for _ in range(EXAMPLES):
        facts = random.randint(1, 12)
        tables = Tables(facts)
        masks = [some(random, [2 << n for n in range(facts)], 4) for _ in range(random.randint(0, 8))]
        open_ones += check(AnyOf(masks), tables.any_of(masks), tables, masks)
    assert open_ones > EXAMPLES / 10


def draw_visits(random: Random, facts: Facts, visits: int, weights: list[int]) -> list[tuple[int, list[int]]]:
    return [
        (random.choice(weights), [facts.needs() for _ in range(random.choice([0, 1, 1, 1, 2, 3]))])
        for _ in range(visits)
    ]


def engine_visits(visits: list[tuple[int, list[int]]]) -> list[VisitNeeds]:
    return [VisitNeeds(weight, masks) for weight, masks in visits]


def possible(visits: list[tuple[int, list[int]]]) -> list[tuple[int, list[int]]]:
    """A visit none of whose items can count stands in no condition."""
    return [(weight, masks) for weight, masks in visits if masks]


@SEEDS
@pytest.mark.parametrize("weights", [[1], [1, 2, 3], [2, 4, 6], [1, 3, 7, 12], [5, 10, 15, 31], [30, 31, 60]])
def test_a_sum_over_a_limit_asks_what_tips_some_sum_of_the_others(seed, weights):
    random = Random(seed)
    open_ones = 0
    for _ in range(EXAMPLES):
        facts = draw_facts(random)
        visits = possible(draw_visits(random, facts, random.randint(0, 9), weights))
        total = sum(weight for weight, _ in visits)
        limit = random.choice([30, 35, random.randint(0, max(total, 1)), max(total - 1, 0)])
        tables = Tables(facts.used)
        condition = MoreThan(limit, engine_visits(visits))
        open_ones += check(condition, tables.more_than(limit, visits), tables, (limit, visits))
    assert open_ones > EXAMPLES / 10


@SEEDS
@pytest.mark.parametrize("limit", [0, 1, 2, 4, 5])
def test_several_counts_that_share_exemptions_ask_what_turns_one_while_no_other_is_reached(seed, limit):
    random = Random(seed)
    open_ones = 0
    for _ in range(EXAMPLES):
        facts = draw_facts(random)
        counts = [
            possible(draw_visits(random, facts, random.randint(0, limit + 3), [1])) for _ in range(random.randint(1, 4))
        ]
        tables = Tables(facts.used)
        table = tables.any_table(tables.more_than(limit, visits) for visits in counts)
        condition = AnyMoreThan(limit, [engine_visits(visits) for visits in counts])
        open_ones += check(condition, table, tables, (limit, counts))
    assert open_ones > EXAMPLES / 10


Drawn = tuple[list[tuple[int, int, int]], list[tuple[int, int]]]


def draw_track(random: Random, facts: Facts, orders: int) -> Drawn:
    """Counted items by visit, each among the showings too, and showings that do not count."""
    counted, shown = [], []
    for order in range(orders):
        for _ in range(random.choice([0, 1, 1, 1, 2])):
            needs = facts.needs()
            counted.append((order, needs, random.choice([0, NEVER, NEVER, facts.own() or NEVER])))
            shown.append((order, needs))
        shown += [(order, facts.needs()) for _ in range(random.choice([0, 0, 0, 1]))]
    shown += [(orders, facts.needs()) for _ in range(random.choice([0, 0, 1]))]
    return counted, shown


@SEEDS
@pytest.mark.parametrize("times", [1, 2, 3])
@pytest.mark.parametrize("most_tracks", [1, 4])
def test_replaced_so_often_and_then_again_asks_what_turns_it(seed, times, most_tracks):
    random = Random(seed)
    open_ones = 0
    for _ in range(EXAMPLES):
        facts = draw_facts(random)
        drawn = [draw_track(random, facts, random.randint(1, 6)) for _ in range(random.randint(1, most_tracks))]
        tables = Tables(facts.used)
        table = tables.any_table(tables.track(times, counted, shown) for counted, shown in drawn)
        tracks = [Track(times, counted, shown) for counted, shown in drawn]
        open_ones += check(AnyTrack(tracks), table, tables, (times, drawn))
        for track, (counted, shown) in zip(tracks, drawn, strict=True):
            check(AnyTrack([track]), tables.track(times, counted, shown), tables, (times, counted, shown))
    assert open_ones > EXAMPLES / 10


def test_a_subset_of_days_that_meets_the_limit_exactly_makes_a_small_visit_decide():
    """30 = 12 + 18 leaves room for the visit of one day to decide; no two of 7, 14 and 21 make 30, but 7 + 21 is 28."""
    thirty = [(12, [2]), (18, [4]), (1, [8])]
    sevens = [(7, [2]), (14, [4]), (21, [8]), (1, [16])]
    assert MoreThan(30, engine_visits(thirty)).decisive() == 2 | 4 | 8
    assert MoreThan(30, engine_visits(sevens)).decisive() == 4 | 8
    assert MoreThan(28, engine_visits(sevens)).decisive() == 2 | 4 | 8 | 16


def test_facts_that_always_stand_together_are_both_asked():
    visits = [(1, [2 | 4]), (1, [2 | 4 | 8])]
    assert MoreThan(0, engine_visits(visits)).decisive() == 2 | 4
    assert MoreThan(1, engine_visits(visits)).decisive() == 2 | 4 | 8


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("several_counts", [False, True])
def test_with_many_shared_facts_none_that_decides_is_left_out(seed, several_counts):
    random = Random(seed)
    exact = 0
    for _ in range(20):
        shared = [2 << number for number in range(12 + random.randint(1, 2))]
        visits = [
            (random.choice([1, 2, 5]), [some(random, shared, 3) or shared[0] for _ in range(random.choice([1, 1, 2]))])
            for _ in range(random.randint(14, 20))
        ]
        visits += [(1, [shared[n] | shared[n - 1]]) for n in range(len(shared))]
        tables = Tables(len(shared))
        limit = random.randint(3, 25)
        if several_counts:
            counts = [[(1, masks) for _, masks in visits[half::2]] for half in (0, 1)]
            condition: Condition = AnyMoreThan(limit // 3, [engine_visits(count) for count in counts])
            table = tables.any_table(tables.more_than(limit // 3, count) for count in counts)
        else:
            condition = MoreThan(limit, engine_visits(visits))
            table = tables.more_than(limit, visits)
        if condition.at(0) or not condition.at((2 << len(shared)) - 2):
            continue
        asked, decisive = condition.decisive(), tables.decisive(table)
        assert decisive & ~asked == 0, (limit, visits)
        assert asked & ~sum(shared) == 0
        exact += asked == decisive
    assert exact


@pytest.mark.parametrize(("pairs", "asked_in_vain"), [(11, False), (21, True)])
def test_a_search_given_up_asks_too_much_rather_than_too_little(pairs, asked_in_vain):
    """Visits that come in pairs give even sums, so a visit of one day never tips an odd limit: up to 12 facts it is
    found out, beyond them the search may be given up, and then its fact is asked."""
    paired = [2 << number for number in range(pairs)]
    alone = 2 << pairs
    visits = [(1, [fact]) for fact in paired for _ in range(2)] + [(1, [alone])]
    found = MoreThan(2 * (pairs // 2) + 1, engine_visits(visits)).decisive()
    assert found == sum(paired) | (alone if asked_in_vain else 0)
