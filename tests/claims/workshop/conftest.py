"""A workshop, and a car that its owner has bound."""

import pytest

from tests.claims.repairs import world
from tests.claims.vehicles import world as cars


@pytest.fixture
def shop():
    return world.shop()


@pytest.fixture
def owner():
    return cars.consumer()


@pytest.fixture
def car(shop, owner):
    return world.sold_car(shop, owner)
