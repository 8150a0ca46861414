"""The bridge from rows to the facts of the law: the car, its voucher, and who is of its network.

That every field comes from its own place is held in `test_facts_fields.py`; here is what decides about some of them.
"""

from datetime import date, datetime
from decimal import Decimal

import pytest

from claims.filings.selectors import terms_of
from claims.record.facts import UnknownSaleError, facts_of
from claims.vehicles import frozen_terms
from claims.vehicles.models import Vehicle
from sanbao.law.facts import Demand, Exemption, PeriodTerms
from tests.claims.repairs import world
from tests.claims.vehicles import world as cars

pytestmark = pytest.mark.django_db
WHEN = world.MARCH
NOW = datetime(2026, 11, 22, 10, 0, tzinfo=cars.SHANGHAI)


def repairer(car):
    return facts_of(car, NOW).visits[0].repairer


# The car and its voucher


def test_a_car_without_a_known_sale_has_no_case(shop):
    with pytest.raises(UnknownSaleError):
        facts_of(world.car(shop), NOW)


def test_a_car_that_came_back_is_resold_by_contract(car):
    assert facts_of(car, NOW).vehicle.resold_after_return is False
    car.brought_back_on, car.brought_back_by = date(2026, 9, 1), "vehicle_return"
    car.save()
    assert facts_of(car, NOW).vehicle.resold_after_return is True


def test_without_frozen_terms_the_minimum_holds(car):
    voucher = facts_of(car, NOW).voucher
    assert (voucher.repair_warranty, voucher.three_guarantees, voucher.wear_parts) == (None, None, {})


def test_frozen_terms_become_the_voucher(shop):
    line = cars.model_line(shop.producer, model="QX")
    version = cars.version(line, repair_warranty_months=48)
    terms = terms_of(version, "ice").binding_on(world.HANDOVER)
    car = world.car(shop, line=line)
    world.sold(car, shop, terms_json=frozen_terms.frozen(terms))
    voucher = facts_of(car, NOW).voucher
    assert voucher.repair_warranty == PeriodTerms(48, 60_000)
    assert voucher.three_guarantees == PeriodTerms(24, 50_000)
    assert voucher.use_compensation_coefficient == Decimal("0.005")
    assert voucher.wear_parts == {"wear_air_filter": PeriodTerms(6, 10_000)}


def test_demand_and_exemptions_are_handed_on(car):
    demand = Demand(date(2026, 11, 20), 9000, "repair")
    exemption = Exemption("improper_use", ("P1",), caused_damage="no")
    facts = facts_of(car, NOW, demand, exemptions=[exemption])
    assert (facts.as_of, facts.demand, facts.exemptions) == (NOW, demand, (exemption,))


# The network


@pytest.mark.parametrize(
    ("valid_from", "valid_until", "told"),
    [
        (date(2026, 3, 20), None, "network"),
        (date(2026, 3, 21), None, "outside"),
        (date(2020, 1, 1), date(2026, 3, 20), "network"),
        (date(2020, 1, 1), date(2026, 3, 19), "outside"),
    ],
)
def test_the_network_is_judged_on_the_day_of_the_arrival(valid_from, valid_until, told):
    shop = world.shop(appointed_from=None)
    world.appoint(shop.place, valid_from, valid_until)
    car = world.sold_car(shop)
    world.brought(car, shop, WHEN, 1200, words="急")
    assert repairer(car) == told


def test_an_outlet_appointed_to_sell_alone_is_outside():
    shop = world.shop(appointed_from=None)
    world.appoint(shop.place, date(2020, 1, 1), repairs=False)
    car = world.sold_car(shop)
    world.brought(car, shop, WHEN, 1200, words="急")
    assert repairer(car) == "outside"


def test_where_the_producer_is_unknown_nobody_is_of_its_network(shop, car):
    world.brought(car, shop, WHEN, 1200)
    Vehicle.objects.update(model_line=None)
    assert repairer(Vehicle.objects.get()) == "outside"
