"""Who sees a car: the rule of the list is the rule of the object, for everybody and every car of a small world."""

import itertools

import pytest

from claims.vehicles.models import Vehicle
from claims.vehicles.permissions import can_see_sale, can_see_vehicle, sales_visible_to, vehicles_visible_to
from claims.vehicles.services.binding import car_bind
from claims.vehicles.services.owners import owner_reveal
from sanbao.accounts.roles import Role
from sanbao.ledger.models import Event
from tests.accounts import world as people
from tests.claims.vehicles import world

pytestmark = pytest.mark.django_db


def build():
    shop = world.shop()
    sold = world.hand_over(shop)
    pending = world.sell(shop, world.OTHER_VIN)
    owner = world.consumer()
    car_bind(vin_end="054249", code=world.code_on_the_record(sold), by=owner, at=world.AT)
    elsewhere = world.outlet(name="别的店")
    gone = world.adviser(shop.outlet)
    people.end(gone.memberships.get())
    everybody = {
        "owner": owner,
        "stranger": world.consumer("别人", "+8613800001442"),
        "elsewhere": world.adviser(elsewhere),
        "gone": gone,
        "administrator": people.administrator_of(shop.outlet),
        "producer": world.adviser(shop.producer, Role.CLERK),
        **{
            role.value: world.adviser(shop.outlet, role)
            for role in (Role.OWNER, Role.TECHNICIAN, Role.READER, Role.AUDITOR)
        },
    }
    return sold, pending, everybody


def test_the_list_and_the_object_obey_one_rule():
    sold, pending, everybody = build()
    for person, sale in itertools.product(everybody.values(), (sold, pending)):
        assert can_see_vehicle(person, sale.vehicle) == (sale.vehicle in vehicles_visible_to(person))
        assert can_see_sale(person, sale) == (sale in sales_visible_to(person))
    assert Vehicle.objects.count() == 2


def test_who_sees_the_car_of_an_owner():
    sold, _pending, everybody = build()
    seeing = {name for name, person in everybody.items() if can_see_vehicle(person, sold.vehicle)}
    assert seeing == {
        "owner",
        "producer",
        *(role.value for role in (Role.OWNER, Role.TECHNICIAN, Role.READER, Role.AUDITOR)),
    }


def test_a_deactivated_person_sees_nothing():
    sold, _pending, everybody = build()
    for person in everybody.values():
        person.is_active = False
        person.save()
        assert not can_see_vehicle(person, sold.vehicle)


def test_a_look_at_the_owner_in_full_is_recorded():
    sold, _pending, _everybody = build()
    shown = owner_reveal(vehicle=sold.vehicle, by=world.adviser(sold.seller), at=world.AT)
    assert (shown.name, shown.phone) == ("周敏", "+8613800001441")
    assert Event.objects.filter(subject=sold.vehicle.ledger_subject).last().action == "owner.revealed"
