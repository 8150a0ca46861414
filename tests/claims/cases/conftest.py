import pytest

from tests.claims.cases import disputing, world


@pytest.fixture
def case(db):
    return world.case()


@pytest.fixture
def dispute(db) -> disputing.Dispute:
    return disputing.dispute()
