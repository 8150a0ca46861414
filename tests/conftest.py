import pytest
from django.conf import settings as django_settings
from hypothesis import settings

# A deadline per example measures how busy the machine is, not whether the rule holds.
settings.register_profile("sanbao", deadline=None)
settings.load_profile("sanbao")


def pytest_runtest_setup(item: pytest.Item):
    """What needs PostgreSQL fails without it: a skipped proof would look like a proof."""
    if item.get_closest_marker("postgres_only") and "postgresql" not in django_settings.DATABASES["default"]["ENGINE"]:
        pytest.fail("needs PostgreSQL: run it as `.ci/postgres .venv/bin/pytest -m postgres_only …`", pytrace=False)
