from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests.ledger.emptying import empty_ledger

# A deadline per example measures how busy the machine is, not whether the rule holds.
settings.register_profile("sanbao", deadline=None)
settings.load_profile("sanbao")


@pytest.fixture(autouse=True)
def _ledger_is_emptied(request: pytest.FixtureRequest) -> Iterator[None]:
    """After a test with real transactions the tables are flushed, which the append-only ledger would refuse."""
    marker = request.node.get_closest_marker("django_db")
    real = marker is not None and marker.kwargs.get("transaction", False)
    if not real and not {"transactional_db", "live_server"} & set(request.fixturenames):
        yield
        return
    request.getfixturevalue("transactional_db")  # so that this ends before the flush
    yield
    empty_ledger()
