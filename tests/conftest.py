from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.conf import settings as django_settings
from django.core.cache import cache
from django.db import connection
from hypothesis import settings
from pytest_django import DjangoDbBlocker

from tests.ledger.emptying import empty_ledger

# A deadline per example measures how busy the machine is, not whether the rule holds.
settings.register_profile("sanbao", deadline=None)
settings.load_profile("sanbao")


_evidence = TemporaryDirectory(prefix="sanbao-evidence-")


def pytest_configure():
    # Beside the developer's own: a key and a folder that go when the tests have gone.
    folder = Path(_evidence.name)
    django_settings.EVIDENCE_KEY = folder / "evidence.key"
    django_settings.STORAGES["evidence"] = {
        "BACKEND": "documents.evidence.folder.DurableFolder",
        "OPTIONS": {"location": folder / "files"},
    }
    django_settings.STORAGES["filings"] = {
        "BACKEND": "documents.evidence.folder.DurableFolder",
        "OPTIONS": {"location": folder / "filings"},
    }
    django_settings.STORAGES["case_files"] = {
        "BACKEND": "documents.evidence.folder.DurableFolder",
        "OPTIONS": {"location": folder / "case-files"},
    }
    django_settings.IMPORTS_FOLDER = folder / "imports"
    # The real one is slow on purpose; no test is about how hard a stolen hash is to guess.
    django_settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


# Much like what runs anyway, and slow: `make journeys` runs these, too.
FURTHER = (
    "journeys/test_accessibility.py::test_at_a_desk_axe_finds_nothing_and_the_keyboard_reaches_every_control[chromium-consumer]",
    "journeys/test_accessibility.py::test_at_a_desk_axe_finds_nothing_and_the_keyboard_reaches_every_control[chromium-anonymous]",
    "journeys/test_accessibility.py::test_on_a_phone_axe_finds_nothing_nothing_moves_and_all_reflows[chromium-administrator]",
    "journeys/test_check_accessible.py::test_every_kind_of_step_is_for_everyone[chromium-grounds]",
    "journeys/test_check_by_hand.py::test_a_link_carries",
    "journeys/test_check_by_hand.py::test_a_supposition",
    "journeys/test_error_pages.py::test_at_a_desk",
    "journeys/test_papers.py::test_a_paper_is_issued_downloaded_checked_replaced_and_withdrawn[1280",
    *(
        f"web/test_budgets.py::test_every_page_keeps_its_budgets[{role}]"
        for role in ("technician", "reader", "auditor")
    ),
    *(f"web/test_budgets.py::test_every_page_keeps_its_budgets[{role}]" for role in ("registrar", "regulator_reader")),
)

# What takes tens of seconds is begun first, or the last of it would run alone beside an idle core.
LONG = ("journeys/", "backup/", "deploy/", "work/test_killed_workers", "web/test_budgets")


@pytest.hookimpl(tryfirst=True)  # before those that are not wanted are left out
def pytest_collection_modifyitems(items: list[pytest.Item]):
    for item in items:
        if item.nodeid.removeprefix("tests/").startswith(FURTHER):
            item.add_marker(pytest.mark.thorough)
    items.sort(key=lambda item: not item.nodeid.removeprefix("tests/").startswith(LONG))


def pytest_runtest_setup(item: pytest.Item):
    """What needs PostgreSQL fails without it: a skipped proof would look like a proof."""
    if item.get_closest_marker("postgres_only") and "postgresql" not in django_settings.DATABASES["default"]["ENGINE"]:
        pytest.fail("needs PostgreSQL: run it as `.ci/postgres .venv/bin/pytest -m postgres_only …`", pytrace=False)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A request that a browser gave up may hold its connection still: the database of the tests is dropped all the same."""
    yield
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


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
    cache.clear()  # its table belongs to no model, so the flush leaves the counters of limits standing
