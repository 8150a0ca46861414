"""One VIN is one car, however it comes into the system and whoever registers it."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from claims.vehicles.models import Vehicle
from claims.vehicles.permissions import can_reveal_owner
from claims.vehicles.selectors import vehicle_by_vin, vehicles_matching
from claims.vehicles.services.registering import Identity, vehicle_register
from sanbao.accounts.roles import Role
from sanbao.ledger.models import Event
from tests.claims.vehicles import world

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop():
    return world.outlet(world.producer())


def register(shop, vin=world.VIN, by=None, **fields):
    identity = Identity(**{"vin": vin, "brand": "示例", "model": "SL7150"} | fields)
    return vehicle_register(identity=identity, outlet=shop, by=by or world.adviser(shop), at=world.AT)


def test_a_car_takes_its_words_from_its_model_line(shop):
    line = world.model_line(shop.parent, "bev", specification="长续航")
    car, is_new = register(shop, model_line=line, brand="", model="")
    assert is_new
    assert (car.brand, car.model, car.specification, car.energy) == ("示例", "SL7150", "长续航", "bev")


def test_a_known_car_stays_as_it_is(shop):
    first, _ = register(shop)
    again, is_new = register(shop, "lvshcamb 1ce054249", model="另一种")
    assert (again.pk, is_new) == (first.pk, False)
    assert Vehicle.objects.get().model == "SL7150"


def test_the_vin_of_a_car_that_is_here_opens_nothing_of_its_owner(shop):
    car, _ = register(shop)
    stranger = world.outlet(world.producer())
    adviser = world.adviser(stranger)
    assert register(stranger, by=adviser)[0] == car
    assert not can_reveal_owner(adviser, car)
    assert not vehicles_matching(car.vin[-6:], stranger)
    assert list(vehicles_matching(car.vin, stranger)) == [car], "its whole VIN is enough to receive it"


@pytest.mark.parametrize("vin", ["", "LVSHCAMB1CE05424", "LVSHCAMB1CEO54249", "号" * 17])
def test_a_wrong_length_or_alphabet_is_refused(shop, vin):
    with pytest.raises(ValidationError) as refused:
        register(shop, vin)
    assert set(refused.value.error_dict) == {"vin"}


def test_a_wrong_check_digit_is_taken_after_a_second_look_and_that_is_recorded(shop):
    with pytest.raises(ValidationError) as refused:
        register(shop, world.WRONG_CHECK)
    assert set(refused.value.error_dict) == {"is_vin_confirmed"}
    car, _ = register(shop, world.WRONG_CHECK, is_vin_confirmed=True)
    assert car.is_vin_confirmed
    assert Event.objects.get(subject=car.ledger_subject).content["codes"] == {"vin_check": "confirmed"}


def test_a_confirmation_of_a_right_number_means_nothing(shop):
    car, _ = register(shop, is_vin_confirmed=True)
    assert not car.is_vin_confirmed


def test_only_people_of_the_outlet_register_there(shop):
    with pytest.raises(PermissionDenied):
        register(shop, by=world.adviser(world.outlet(name="别的店")))
    with pytest.raises(PermissionDenied):
        register(shop, by=world.adviser(shop, Role.READER))


def test_an_owner_may_state_a_car_and_it_is_marked_as_stated(db):
    car, _ = register(None, by=world.consumer())
    assert car.is_stated_by_owner


@pytest.mark.parametrize("text", [world.VIN, "ce054249", "054249", "浙A·12345", "浙A12345"])
def test_an_outlet_finds_the_cars_it_knows(shop, text):
    car, _ = register(shop, plate="浙A12345")
    assert list(vehicles_matching(text, shop)) == [car]


def test_another_outlet_finds_a_car_by_its_whole_vin_alone(shop):
    car, _ = register(shop, plate="浙A12345")
    other = world.outlet(name="别的店")
    assert list(vehicles_matching(world.VIN, other)) == [car]
    assert not vehicles_matching("054249", other)
    assert not vehicles_matching("浙A12345", other)


@pytest.mark.parametrize("text", ["", "24", "一二三四五六", "999999", "IOQIOQ", "%%%%%%", "13800001441"])
def test_what_fits_no_car_finds_none(shop, text):
    register(shop)
    assert not vehicles_matching(text, shop)
    assert vehicle_by_vin(text) is None


@pytest.mark.postgres_only
@pytest.mark.parametrize(
    ("text", "index"),
    [("054249", "vehicles_by_last_six"), ("CE054249", "vehicles_by_last_six"), ("浙A12345", "vehicles_by_plate")],
)
def test_each_search_reads_its_index(shop, text, index):
    """However many cars there are: asked of PostgreSQL with reading whole tables made dear."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    assert index in vehicles_matching(text, shop).explain()


@pytest.mark.postgres_only
@pytest.mark.django_db(transaction=True)
def test_two_who_register_the_same_vin_at_once_get_one_car():
    shop = world.outlet(world.producer())
    advisers = [world.adviser(shop), world.adviser(shop)]

    def attempt(by):
        try:
            return register(shop, by=by)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(attempt, advisers))
    assert len({car.pk for car, _ in outcomes}) == 1
    assert sorted(is_new for _, is_new in outcomes) == [False, True]
