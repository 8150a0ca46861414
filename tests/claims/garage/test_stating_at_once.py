"""Two at the same moment: only PostgreSQL lets two transactions write at once."""

import pytest

from claims.garage.stating import car_pages
from claims.garage.stating.guide import frozen
from claims.vehicles.models import CarStatement, Sale, Vehicle
from claims.vehicles.services.stating import car_correct_begin, car_state, car_withdraw
from tests.accounts.test_concurrent_grants import at_once
from tests.claims.garage.test_stating import NOW
from tests.claims.vehicles import world as cars

pytestmark = [pytest.mark.postgres_only, pytest.mark.django_db(transaction=True)]
TOLD = {
    "vin": {"vin": cars.VIN},
    "car": {
        "brand": "远山",
        "model": "YS7150",
        "kind": "passenger_car",
        "energy": "ice",
        "use": "household",
        "plate": "",
    },
    "invoice": {"invoiced_on": "2026-03-01", "price_yuan": "126800", "invoice_number": ""},
    "seller": {"seller_name": "远山汽车销售有限公司", "seller_address": "", "seller_phone": ""},
    "handover": {"handover_on": None},
    "voucher": {**frozen({"coefficient": None}), "tells_wear": "no"},
}


def stating(owner):
    statement = CarStatement.objects.create(begun_by=owner, answers=TOLD, changed_at=NOW)
    return lambda: car_state(statement=statement, told=car_pages.told(statement), by=owner, at=NOW)


def test_of_two_who_state_one_car_at_once_the_second_is_told_that_it_is_here():
    owners = cars.consumer(), cars.consumer("欧阳", "+8613800001442")
    results = at_once(*[stating(owner) for owner in owners])
    assert sorted(type(result).__name__ for result in results) == ["ValidationError", "Vehicle"]
    assert (Vehicle.objects.count(), Sale.objects.count()) == (1, 1)


def test_sent_twice_at_once_it_is_one_car_and_taking_it_back_waits_for_a_correction():
    owner = cars.consumer()
    act = stating(owner)
    first, second = at_once(act, act)
    assert first == second
    correction = car_correct_begin(vehicle=first, by=owner, at=NOW)
    told = car_pages.told(correction)
    at_once(
        lambda: car_state(statement=correction, told=told, by=owner, at=NOW),
        lambda: car_withdraw(vehicle=first, by=owner, at=NOW),
    )
    assert not Sale.objects.exists()
    assert not first.ownerships.filter(until=None).exists()
