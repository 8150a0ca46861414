"""Two at the same moment: only PostgreSQL lets two transactions write at once."""

from datetime import timedelta
from decimal import Decimal

import pytest

from claims.filings.models import Appointment, FilingVersion
from tests.accounts.test_concurrent_grants import at_once
from tests.accounts.world import organisation
from tests.claims.filings.world import TODAY, appoint, clerk, filing, producer, submit

pytestmark = [pytest.mark.postgres_only, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("attempt", range(3))
def test_the_same_filing_twice_at_once_is_one_version(attempt):
    where = producer()
    by = clerk(where)
    first, second = at_once(*[lambda: submit(where, by=by)] * 2)
    assert first == second
    assert FilingVersion.objects.count() == 1


@pytest.mark.parametrize("attempt", range(3))
def test_of_two_versions_for_one_day_at_once_one_is_refused(attempt):
    where = producer()
    by = clerk(where)
    day = TODAY + timedelta(days=9)
    acts = [lambda n=n: submit(where, filing(day, coefficient=Decimal(n) / 1000), by=by) for n in (1, 2)]
    results = at_once(*acts)
    assert sorted(type(result).__name__ for result in results) == ["FilingVersion", "ValidationError"]


@pytest.mark.parametrize("attempt", range(3))
def test_of_two_overlapping_appointments_at_once_one_is_refused(attempt):
    where, shop = producer(), organisation()
    by = clerk(where)
    acts = [lambda n=n: appoint(where, shop, valid_from=TODAY + timedelta(days=n), by=by) for n in (1, 2)]
    results = at_once(*acts)
    assert sorted(type(result).__name__ for result in results) == ["Appointment", "ValidationError"]
    assert Appointment.objects.count() == 1
