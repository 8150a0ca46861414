"""From rows to what the law counts, worked out by hand."""

from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from claims.record.facts import facts_of
from claims.repairs.selectors import visits_of
from claims.repairs.services.working import item_save, wait_start, wait_stop
from claims.vehicles.models import Vehicle
from sanbao.law import assess
from sanbao.law.consistency import check
from tests.claims.repairs import world
from tests.claims.vehicles import world as cars

pytestmark = pytest.mark.django_db
WHEN = world.MARCH
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NOW = datetime(2026, 11, 22, 10, 0, tzinfo=cars.SHANGHAI)


def counters(car, as_of):
    facts = facts_of(car, as_of)
    assert check(facts) == []
    return assess(facts).counters


def test_three_repairs_done_and_a_fourth_at_its_arrival_its_sixth_and_its_thirty_first_day_and_its_end(shop, car):
    """8 h, 50 h and 24 h are 1, 3 and 1 days; the fourth adds 1 at once, 6 on the sixth day, 31 on the thirty-first."""
    for place, hours in enumerate((8, 50, 24)):
        world.repaired(car, shop, WHEN + 10 * place * DAY, 1000 + place, hours=hours)
    came = WHEN + 40 * DAY
    fourth = world.brought(car, shop, came, 2000, problem=world.only_item(visits_of(car)[0].row).problem)
    for day, days in ((0, 1), (5, 6), (30, 31)):
        now = counters(car, came + day * DAY + HOUR)
        assert now.repair_days.count == 5 + days
        assert now.same_problem["P1"].count == 4
    remedies = assess(facts_of(car, came + 30 * DAY + HOUR)).remedies
    assert remedies.vehicle_return.outcome == "met", "36 days are more than thirty"
    assert remedies.loaner_days["R4"] == 26
    world.finished(fourth, came + 30 * DAY + HOUR, shop.adviser, "repair", resolved="yes")
    assert counters(car, NOW).repair_days.count == 36


def test_nothing_found_takes_the_visit_out_of_the_counters(shop, car):
    world.repaired(car, shop, WHEN, 1000, hours=8)
    visit = world.brought(car, shop, WHEN + 10 * DAY, 1100, problem=world.only_item(visits_of(car)[0].row).problem)
    assert counters(car, WHEN + 11 * DAY).same_problem["P1"].count == 2
    world.finished(visit, WHEN + 11 * DAY, shop.adviser, "inspection_only", less_because="试车三次没有出现")
    after = counters(car, NOW)
    assert (after.same_problem["P1"].count, after.repair_days.count) == (1, 1)


def test_transport_of_a_special_part_is_taken_off_the_total(shop, car):
    """100 h, 30 of them on the road: 70 h are 3 days."""
    visit = world.brought(car, shop, WHEN, 1000)
    wait = wait_start(
        visit=visit, reason="special_part_transport", begins_at=WHEN + HOUR, by=shop.adviser, at=WHEN + HOUR
    )
    wait_stop(wait=wait, ends_at=WHEN + 31 * HOUR, by=shop.adviser, at=WHEN + 31 * HOUR)
    world.finished(visit, WHEN + 100 * HOUR, shop.adviser)
    time = counters(car, NOW).repair_days.visits[0]
    assert (time.hours, time.excluded_hours, time.days) == (Decimal("100.00"), Decimal("30.00"), 3)


def test_the_same_component_replaced_twice_is_counted_by_its_place(shop, car):
    values = {"component": "drive_motor_bearing", "group": "drive_motor", "planned_work": "component_replacement"}
    world.sold_car(shop, vin=cars.OTHER_VIN, energy="bev")
    electric = Vehicle.objects.get(vin=cars.OTHER_VIN)
    for place, position in enumerate(("front", "front", "rear")):
        visit = world.brought(electric, shop, WHEN + place * DAY, 1000 + place)
        item = world.only_item(visit)
        told = values | {"position": position}
        item_save(visit=visit, item=item, values=told, problem=item.problem, by=shop.adviser, at=WHEN + place * DAY)
        world.finished(visit, WHEN + place * DAY + HOUR, shop.adviser, "component_replacement")
    counted = counters(electric, NOW).component_replacements
    assert {key: one.count for key, one in counted.items()} == {
        "drive_motor_bearing@front": 2,
        "drive_motor_bearing@rear": 1,
    }


def test_a_part_sent_twice_is_one_item(shop, car):
    visit = world.brought(car, shop, WHEN, 1000)
    for _ in range(2):
        item_save(
            visit=visit,
            item=None,
            values={"symptom": "异响"},
            problem=None,
            problem_name="空调异响",
            public_id=UUID(int=9),
            by=shop.adviser,
            at=WHEN,
        )
    assert [item.problem.key for item in visit.items.order_by("number")] == ["P1", "P2"]
