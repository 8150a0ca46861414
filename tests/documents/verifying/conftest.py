import pytest
from django.core.cache import cache

from tests.documents.issuing.conftest import demo, keys  # noqa: F401  keys of this test alone


@pytest.fixture(autouse=True)
def _no_tries_before():
    cache.clear()
