"""How a car stands: what is near, and when it no longer is."""

from datetime import datetime, timedelta

import pytest

from claims.record.standing import standing_of
from claims.repairs.selectors import visits_of
from tests.claims.repairs import world
from tests.claims.vehicles import world as cars

pytestmark = pytest.mark.django_db
WITHIN, LONG_AFTER = (datetime(year, 11, 22, 10, 0, tzinfo=cars.SHANGHAI) for year in (2026, 2040))


def test_the_next_repair_is_near_to_a_right_while_it_can_be_counted(shop, car):
    """Four repairs of one fault, the right begins with a fifth; after the period none is counted any more."""
    problem = None
    for place in range(4):
        at = world.MARCH + place * timedelta(days=10)
        visit = world.brought(car, shop, at, 1000 + place, problem=problem)
        world.finished(visit, at + timedelta(hours=8), shop.adviser)
        problem = world.only_item(visits_of(car)[0].row).problem
    assert [one.counter for one in standing_of(car, WITHIN).close] == ["same_problem"]
    assert standing_of(car, WITHIN).close[0].count == 4
    assert standing_of(car, LONG_AFTER).close == ()
