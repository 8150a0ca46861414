import pytest

from tests.claims.cases import world


@pytest.fixture
def case(db):
    return world.case()
