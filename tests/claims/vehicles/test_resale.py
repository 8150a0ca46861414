"""A car that came back under the guarantees is sold again only with the writing that says so."""

import json
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from claims.vehicles.models import KnownVehicle, Resale
from claims.vehicles.periods import legal_vehicle
from claims.vehicles.permissions import outlet_reselling
from claims.vehicles.selectors import current_ownership, vehicles_of
from claims.vehicles.services.binding import car_bind, handover_code_renew
from claims.vehicles.services.resale import Offer, car_bring_back, car_resell
from claims.vehicles.services.selling import Buyer
from documents.issuing.permissions import can_view_paper
from documents.papers.checking import ContextError
from sanbao.accounts.roles import Capacity, Role
from sanbao.work.testing import run_all
from tests.accounts import world as people
from tests.claims.vehicles import world

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 22)


@pytest.fixture
def shop(db):
    return world.shop()


@pytest.fixture
def sale(shop):
    return world.hand_over(shop)


def bring_back(shop, sale, on=ON):
    return car_bring_back(sale=sale, how="vehicle_return", on=on, km=800, by=shop.adviser, at=world.AT)


def resell(shop, vehicle, key=1, outlet=None, **fields):
    told = {
        "sold_on": ON,
        "price_yuan": Decimal("150000.00"),
        "km": 815,
        "inspected_on": ON,
        "inspected_by": "演示检测站",
        "reason": "变速器顿挫，修了5次没有修好。",
        "agreed": "自交车起一年或者20,000公里内免费修理。",
    } | fields
    return car_resell(
        vehicle=vehicle,
        outlet=outlet or shop.outlet,
        offer=Offer(**told),
        buyer=Buyer(name="高远", phone="+8613800001449"),
        key=UUID(int=key),
        by=shop.adviser,
        at=world.AT,
    )


def test_a_car_that_came_back_belongs_to_nobody_and_its_periods_are_over(shop, sale):
    buyer = world.consumer()
    car_bind(vin_end="054249", code=world.code_on_the_record(sale), by=buyer, at=world.AT)
    vehicle = bring_back(shop, sale)
    assert bring_back(shop, sale) == vehicle
    assert current_ownership(vehicle) is None
    assert not vehicles_of(buyer)
    sale.refresh_from_db()
    assert legal_vehicle(sale).resold_after_return


def test_the_disclosure_says_that_it_came_back_and_why(shop, sale):
    resale = resell(shop, bring_back(shop, sale))
    content = json.loads(resale.paper.payload)["content"]
    assert (content["brought_back_by"], content["brought_back_on"]) == ("退车", "2026-11-22")
    assert content["reason"] == "变速器顿挫，修了5次没有修好。"
    assert (content["buyer"], content["km"]) == ("高远", 815)
    assert resale.vehicle.readings.get(source="resale").km == 815
    run_all(world.AT)
    resale.paper.refresh_from_db()
    assert resale.paper.is_printed


def test_its_buyer_binds_it_and_sees_the_disclosure_not_the_record_of_the_first(shop, sale):
    resale = resell(shop, bring_back(shop, sale))
    buyer = world.consumer("高远", "+8613800001449")
    code = handover_code_renew(vehicle=sale.vehicle, by=shop.adviser, at=world.AT)
    car_bind(vin_end="054249", code=code, by=buyer, at=world.AT)
    assert can_view_paper(buyer, resale.paper)
    assert not can_view_paper(buyer, sale.record)


def test_sent_twice_it_is_sold_once(shop, sale):
    vehicle = bring_back(shop, sale)
    assert resell(shop, vehicle) == resell(shop, vehicle)
    assert Resale.objects.count() == 1


@pytest.mark.parametrize("field", ["reason", "inspected_by", "agreed"])
def test_a_writing_with_a_gap_is_not_issued_and_nothing_is_sold(shop, sale, field):
    vehicle = bring_back(shop, sale)
    with pytest.raises((ValidationError, ContextError)):
        resell(shop, vehicle, **{field: " "})
    assert not Resale.objects.exists()
    assert current_ownership(vehicle) is None


@pytest.mark.parametrize("field", ["sold_on", "inspected_on"])
@pytest.mark.parametrize("day", [date(2026, 11, 21), date(2026, 11, 23)])
def test_inspection_and_sale_lie_between_the_return_and_today(shop, sale, field, day):
    with pytest.raises(ValidationError) as refused:
        resell(shop, bring_back(shop, sale), **{field: day})
    assert set(refused.value.error_dict) == {field}


def test_a_car_that_never_came_back_is_not_sold_so(shop, sale):
    with pytest.raises(PermissionDenied):
        resell(shop, sale.vehicle)


@pytest.mark.parametrize("on", [date(2026, 11, 20), date(2026, 11, 23)])
def test_a_car_comes_back_after_it_went_out(shop, sale, on):
    with pytest.raises(ValidationError):
        bring_back(shop, sale, on)


def test_whoever_also_works_where_the_car_was_repaired_resells_it_where_it_is_sold(shop, sale):
    vehicle = bring_back(shop, sale)
    repairer = people.organisation(Capacity.REPAIRER, name="只修车的店")
    people.grant(shop.adviser, repairer, Role.ADVISER, at=world.AT)
    KnownVehicle.objects.filter(vehicle=vehicle).delete()
    for place in (repairer, shop.outlet):
        KnownVehicle.objects.create(vehicle=vehicle, outlet=place, since=world.AT)
    assert outlet_reselling(shop.adviser, vehicle) == shop.outlet
