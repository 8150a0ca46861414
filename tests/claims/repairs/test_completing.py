"""What is told of an item and of the record after the first press, and what follows from it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from claims.repairs.record_of import missing_of
from claims.repairs.selectors import whole_visits
from claims.repairs.services.finishing import record_complete
from claims.repairs.services.later import correction_add
from claims.repairs.services.working import item_complete, item_save
from claims.repairs.told import told
from sanbao.accounts.roles import Role
from tests.claims.repairs import world
from tests.claims.vehicles import world as cars

pytestmark = pytest.mark.django_db
WHEN = world.MARCH
HOUR = timedelta(hours=1)


@pytest.fixture
def shop():
    return world.shop()


@pytest.fixture
def visit(shop):
    return world.brought(world.sold_car(shop), shop, WHEN, 1200)


def refused(call, *fields):
    with pytest.raises(ValidationError) as error:
        call()
    assert set(error.value.message_dict) == set(fields)


def test_a_planned_repair_that_is_dropped_says_why_as_at_the_finish(shop, visit):
    item = world.only_item(visit)
    common = {"visit": visit, "item": item, "problem": item.problem, "by": shop.adviser, "at": WHEN}
    refused(lambda: item_save(values={"planned_work": "inspection_only"}, **common), "less_because")
    item_save(values={"planned_work": "inspection_only", "less_because": "试车没有再现"}, **common)
    world.finished(visit, WHEN + HOUR, shop.adviser, "inspection_only")
    assert world.only_item(visit).less_because == "试车没有再现", "told once, it stays"


def test_parts_and_costs_are_told_until_the_closing_and_nothing_that_is_counted(shop, visit):
    world.finished(visit, WHEN + HOUR, shop.adviser, "component_replacement")
    item = world.only_item(visit)
    told_ = {"new_part_number": "B-77", "part_name": "轴承", "labour_minutes": 60, "labour_fen": 0, "material_fen": 0}
    item_complete(item=item, values=told_ | {"done_work": "none"}, by=shop.adviser, at=WHEN + HOUR)
    fresh = world.only_item(visit)
    assert (fresh.new_part_number, fresh.done_work) == ("B-77", "component_replacement")
    lacking = {field.code for field in missing_of(told(whole_visits().get(pk=visit.pk)))}
    assert not lacking & {"parts_replaced", "material_cost", "labour_cost"}
    with pytest.raises(PermissionDenied):
        item_complete(item=item, values={}, by=cars.adviser(shop.place, Role.TECHNICIAN), at=WHEN + HOUR)


def test_what_is_agreed_about_a_loaner_is_told(shop, visit):
    def complete(**values):
        return record_complete(visit=visit, values=values, by=shop.adviser, at=WHEN)

    refused(lambda: complete(mobility="transport"), "transport")
    refused(lambda: complete(mobility="loaner", mobility_words=" "), "mobility_words")
    assert complete(mobility="transport", transport_fen=36_000).mobility == "transport"


def test_a_corrected_odometer_warns_of_nothing_at_the_next_arrival(shop, visit):
    world.finished(visit, WHEN + HOUR, shop.adviser)
    correction_add(
        visit=visit,
        item=None,
        field="mileage_km",
        after=1100,
        reason="抄错",
        key=uuid4(),
        by=shop.adviser,
        at=WHEN + HOUR,
    )
    again = world.brought(visit.vehicle, shop, WHEN + 9 * HOUR, 1150)
    assert not again.oddities.exists()
