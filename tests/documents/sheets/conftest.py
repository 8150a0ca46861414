import pytest
from django.core.cache import cache

from tests.documents.issuing.conftest import keys  # noqa: F401  keys of this test alone


@pytest.fixture(autouse=True)
def counters():
    """What was tried in one test does not count in the next."""
    cache.clear()
