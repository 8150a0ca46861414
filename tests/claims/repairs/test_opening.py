"""An arrival is never refused for being odd: it is warned of, explained and kept; only the impossible is refused."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from claims.repairs.models import OddityCode, Visit
from claims.repairs.services.opening import oddities, visit_open
from claims.vehicles.selectors import latest_reading, vehicles_matching
from sanbao.accounts.roles import Role
from sanbao.ledger.models import Event
from tests.claims.repairs import world
from tests.claims.vehicles import world as cars

pytestmark = pytest.mark.django_db
WHEN = world.MARCH
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def shop():
    return world.shop()


@pytest.fixture
def car(shop):
    return world.sold_car(shop)


def codes(visit):
    return {oddity.code for oddity in visit.oddities.all()}


def test_a_usual_arrival_opens_with_complaint_and_mileage_alone(shop, car):
    visit = world.brought(car, shop, WHEN, 1200)
    item = world.only_item(visit)
    assert (visit.state, visit.number, visit.key, codes(visit)) == ("open", 1, "R1", set())
    assert (item.planned_work, item.quality_problem, item.link, item.problem.key) == ("repair", "yes", "new", "P1")
    assert latest_reading(car).km == 1200
    assert [event.action for event in Event.objects.filter(subject=visit.ledger_subject)] == ["visit.opened"]


def test_the_ledger_holds_no_words_of_the_owner(shop, car):
    visit = world.brought(car, shop, WHEN, 1200)
    assert "顿" not in Event.objects.get(subject=visit.ledger_subject).body


def test_maintenance_is_no_quality_problem_unless_said(shop, car):
    assert world.only_item(world.brought(car, shop, WHEN, 1200, planned_work="maintenance")).quality_problem == "no"


@pytest.mark.postgres
def test_opened_twice_under_one_key_it_is_one_visit(shop, car):
    key = UUID(int=5)
    first = world.brought(car, shop, WHEN, 1200, key=key)
    assert world.brought(car, shop, WHEN, 1300, key=key) == first
    assert Visit.objects.count() == 1


@pytest.mark.parametrize(
    ("expected", "prepare"),
    [
        (OddityCode.OVERLAP, lambda shop, car: world.brought(car, shop, WHEN - DAY, 1000)),
        (OddityCode.LOWER_ODOMETER, lambda shop, car: world.repaired(car, shop, WHEN - DAY, 5000)),
        (OddityCode.UNKNOWN_SALE, lambda shop, car: car.sale.delete()),
        (OddityCode.OTHER_MAKE, lambda shop, car: shop.place.appointed_by.all().delete()),
    ],
)
def test_what_does_not_fit_is_warned_of_and_opens_with_a_reason(shop, car, expected, prepare):
    prepare(shop, car)
    assert oddities(car, world.arrival(WHEN, 1200), shop.place) == [expected]
    before = Visit.objects.count()
    with pytest.raises(ValidationError) as refused:
        world.brought(car, shop, WHEN, 1200)
    assert set(refused.value.message_dict) == {"words"}
    assert Visit.objects.count() == before
    visit = world.brought(car, shop, WHEN, 1200, words="车主在路上，先登记")
    assert codes(visit) == {expected}
    assert visit.oddities.get().words == "车主在路上，先登记"


def test_a_lower_odometer_is_kept_with_its_reason(shop, car):
    world.repaired(car, shop, WHEN - DAY, 5000)
    world.brought(car, shop, WHEN, 10, words="换过仪表", lower_because="meter_changed")
    assert (latest_reading(car).km, latest_reading(car).lower_because) == (10, "meter_changed")


@pytest.mark.parametrize(("ends", "odd"), [(WHEN - HOUR, False), (WHEN + HOUR, True)])
def test_a_visit_that_had_ended_before_does_not_overlap(shop, car, ends, odd):
    earlier = world.brought(car, shop, WHEN - DAY, 1000)
    world.finished(earlier, ends, shop.adviser)
    found = oddities(car, world.arrival(WHEN, 1200), shop.place)
    assert (OddityCode.OVERLAP in found) == odd


def test_an_appointment_that_has_ended_the_day_before_makes_it_another_make(shop, car):
    shop.place.appointed_by.update(valid_until=date(2026, 3, 19))
    assert oddities(car, world.arrival(WHEN, 1200), shop.place) == [OddityCode.OTHER_MAKE]
    shop.place.appointed_by.update(valid_until=date(2026, 3, 20))
    assert oddities(car, world.arrival(WHEN, 1200), shop.place) == []


@pytest.mark.parametrize(
    ("field", "told"),
    [
        ("received_at", {"received_at": WHEN + HOUR}),
        ("diagnosis_began_at", {"diagnosis_began_at": WHEN + HOUR}),
        ("complaint", {"complaint": "  "}),
    ],
)
def test_the_future_is_refused_and_so_is_a_complaint_without_words(shop, car, field, told):
    with pytest.raises(ValidationError) as refused:
        visit_open(
            vehicle=car,
            arrival=replace(world.arrival(WHEN, 1200), **told),
            outlet=shop.place,
            key=UUID(int=1),
            by=shop.adviser,
            at=WHEN,
        )
    assert set(refused.value.message_dict) == {field}


def test_a_problem_of_another_car_is_refused(shop, car):
    other = world.sold_car(shop, vin=cars.OTHER_VIN)
    foreign = world.only_item(world.brought(other, shop, WHEN, 1200)).problem
    with pytest.raises(ValidationError) as refused:
        world.brought(car, shop, WHEN, 1200, problem=foreign)
    assert set(refused.value.message_dict) == {"problem"}


def test_diagnosis_that_began_earlier_begins_the_visit(shop, car):
    visit = world.brought(car, shop, WHEN, 1200, diagnosis_began_at=WHEN - 2 * HOUR)
    assert visit.began_at == WHEN - 2 * HOUR


def test_a_car_that_came_is_found_by_the_end_of_its_vin_from_then_on(shop, car):
    other = world.shop(shop.producer, name="另一家店")
    assert not vehicles_matching(car.vin[-6:], other.place).exists()
    world.brought(car, other, WHEN, 1200)
    assert vehicles_matching(car.vin[-6:], other.place).get() == car


@pytest.mark.parametrize("role", [Role.TECHNICIAN, Role.READER, Role.AUDITOR])
def test_only_who_deals_with_owners_opens_a_visit(shop, car, role):
    person = cars.adviser(shop.place, role)
    with pytest.raises(PermissionDenied):
        world.brought(car, world.Shop(shop.place, person), WHEN, 1200)


def test_people_of_another_outlet_open_nothing_here(shop, car):
    stranger = world.shop(shop.producer, name="另一家店").adviser
    with pytest.raises(PermissionDenied):
        world.brought(car, world.Shop(shop.place, stranger), WHEN, 1200)


@pytest.mark.postgres_only
@pytest.mark.django_db(transaction=True)
def test_two_at_once_are_two_visits_with_two_numbers():
    shop = world.shop()
    car = world.sold_car(shop)

    def arrive(minutes):
        try:
            return world.brought(car, shop, WHEN + timedelta(minutes=minutes), 1200, words="两人同时登记").number
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(arrive, [0, 1])) == [1, 2]
