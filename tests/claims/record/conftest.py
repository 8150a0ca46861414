import pytest

from tests.claims.repairs import world


@pytest.fixture
def shop(db):
    return world.shop()


@pytest.fixture
def car(shop):
    return world.sold_car(shop)
