"""Readings are kept as they were read; one that does not fit the others says why."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from claims.vehicles.selectors import latest_reading, readings
from claims.vehicles.services.odometer import Reading, odometer_record
from tests.claims.vehicles import world

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop(db):
    return world.shop()


@pytest.fixture
def car(shop):
    return world.sell(shop).vehicle


def read(shop, car, km, days_ago=0, **fields):
    reading = Reading(**{"km": km, "read_at": world.AT - timedelta(days=days_ago), "source": "intake"} | fields)
    return odometer_record(vehicle=car, reading=reading, outlet=shop.outlet, by=shop.adviser, at=world.AT)


def test_a_reading_that_grows_needs_no_word(shop, car):
    for km, days_ago in ((10, 9), (10, 8), (5_000, 3)):
        read(shop, car, km, days_ago)
    assert [one.km for one in readings(car)] == [5_000, 10, 10]


@pytest.mark.parametrize(("km", "days_ago"), [(4_999, 0), (5_001, 4)])
def test_one_that_contradicts_another_says_why(shop, car, km, days_ago):
    read(shop, car, 5_000, 3)
    with pytest.raises(ValidationError) as refused:
        read(shop, car, km, days_ago)
    assert set(refused.value.error_dict) == {"lower_because"}
    assert read(shop, car, km, days_ago, lower_because="meter_changed").lower_because == "meter_changed"


def test_after_an_explained_reset_the_meter_counts_anew(shop, car):
    read(shop, car, 80_000, 5)
    read(shop, car, 3, 4, lower_because="meter_changed")
    assert read(shop, car, 900, 1).lower_because == ""
    assert latest_reading(car).km == 900


def test_a_reason_where_nothing_contradicts_is_not_kept(shop, car):
    assert read(shop, car, 10, lower_because="unclear").lower_because == ""


def test_the_same_reading_twice_is_there_once(shop, car):
    assert read(shop, car, 10) == read(shop, car, 10)
    assert readings(car).count() == 1


def test_a_reading_of_tomorrow_is_refused(shop, car):
    with pytest.raises(ValidationError) as refused:
        read(shop, car, 10, -1)
    assert set(refused.value.error_dict) == {"read_at"}


def test_a_stranger_records_nothing(shop, car):
    shop.adviser = world.consumer()
    with pytest.raises(PermissionDenied):
        read(shop, car, 10)
