"""The bridge from rows to the facts of the law: visits, their waits and items, as they stood at a moment."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from claims.record.facts import facts_of, names_of
from claims.repairs.models import Item, Visit
from claims.repairs.selectors import visits_of
from claims.repairs.services.later import correction_add
from claims.repairs.services.working import wait_start, wait_stop
from sanbao.law import assess
from sanbao.law.consistency import check
from tests.claims.repairs import world
from tests.claims.vehicles import world as cars

pytestmark = pytest.mark.django_db
WHEN = world.MARCH
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NOW = datetime(2026, 11, 22, 10, 0, tzinfo=cars.SHANGHAI)


def visit_at(car, as_of=NOW, place=0):
    return facts_of(car, as_of).visits[place]


def item_at(car, as_of=NOW):
    return visit_at(car, as_of).items[0]


# A visit


def test_a_visit_has_its_key_moment_and_mileage(shop, car):
    world.repaired(car, shop, WHEN, 1234, hours=10)
    visit = visit_at(car)
    assert (visit.id, visit.mileage_km, visit.received_at, visit.finished_at) == ("R1", 1234, WHEN, WHEN + 10 * HOUR)


def test_diagnosis_that_began_earlier_is_when_the_car_was_received(shop, car):
    world.brought(car, shop, WHEN, 1234, diagnosis_began_at=WHEN - HOUR)
    assert visit_at(car).received_at == WHEN - HOUR


def test_at_an_earlier_moment_the_car_was_still_in_the_shop_and_before_it_nowhere(shop, car):
    world.repaired(car, shop, WHEN, 1200, hours=48)
    assert visit_at(car, WHEN + 47 * HOUR).finished_at is None
    assert visit_at(car, WHEN + 48 * HOUR).finished_at == WHEN + 48 * HOUR
    assert visit_at(car, WHEN.date()).finished_at is None, "a day is asked about at its end"
    assert facts_of(car, WHEN - HOUR).visits == ()


def test_two_arrivals_of_one_moment_are_parted_and_count_the_same_days(shop, car):
    for _ in range(2):
        visit = world.brought(car, shop, WHEN, 1200, words="两张工单")
        world.finished(visit, WHEN + 24 * HOUR, shop.adviser)
    facts = facts_of(car, NOW)
    assert check(facts) == []
    assert [visit.id for visit in facts.visits] == ["R1", "R2"]
    assert assess(facts).counters.repair_days.count == 2


def test_of_the_waits_only_those_the_contract_knows_are_told(shop, car):
    visit = world.brought(car, shop, WHEN, 1200)
    common = {"visit": visit, "by": shop.adviser, "at": WHEN + 9 * HOUR}
    wait = wait_start(reason="special_part_transport", begins_at=WHEN + HOUR, **common)
    wait_start(reason="part_order", begins_at=WHEN + HOUR, **common)
    assert [(one.reason, one.begins_at, one.ends_at) for one in visit_at(car, WHEN + 9 * HOUR).excluded] == [
        ("special_part_transport", WHEN + HOUR, WHEN + 9 * HOUR)
    ]
    wait_stop(wait=wait, ends_at=WHEN + 3 * HOUR, by=shop.adviser, at=WHEN + 9 * HOUR)
    assert visit_at(car, WHEN + 9 * HOUR).excluded[0].ends_at == WHEN + 3 * HOUR


# An item


def test_what_is_not_told_is_absent(shop, car):
    world.brought(car, shop, WHEN, 1200)
    item = item_at(car)
    assert (item.position, item.event, item.event_established) == (None, None, None)
    assert (item.needs_replacement, item.main_component, item.group, item.component) == (None, None, None, None)


def test_an_event_goes_with_whether_it_is_established(shop, car):
    world.brought(car, shop, WHEN, 1200)
    Item.objects.update(event="", event_established="disputed")
    assert item_at(car).event_established is None
    Item.objects.update(event="fuel_leak")
    assert (item_at(car).event, item_at(car).event_established) == ("fuel_leak", "disputed")


def test_a_component_brings_its_group_and_one_on_no_list_leaves_the_group_alone(shop, car):
    world.brought(car, shop, WHEN, 1200)
    Item.objects.update(component="gearbox_bearing", group="engine")
    assert (item_at(car).component, item_at(car).group) == ("gearbox_bearing", "gearbox")
    Item.objects.update(component="my_own_part", group="engine")
    assert (item_at(car).component, item_at(car).group) == (None, "engine")
    assert check(facts_of(car, NOW)) == []


def test_planned_work_counts_while_the_car_is_in_the_shop_and_done_work_afterwards(shop, car):
    visit = world.brought(car, shop, WHEN, 1200)
    Item.objects.update(planned_work="assembly_replacement")
    assert item_at(car).work == "assembly_replacement"
    world.finished(visit, WHEN + HOUR, shop.adviser, "repair")
    assert item_at(car).work == "repair"
    assert item_at(car, WHEN + HOUR / 2).work == "assembly_replacement"


def test_the_same_problem_has_the_same_key_and_its_name(shop, car):
    world.repaired(car, shop, WHEN, 1000, problem_name="变速器顿挫")
    world.repaired(car, shop, WHEN + DAY, 1100)
    world.brought(car, shop, WHEN + 2 * DAY, 1200)
    keys = [item.problem for visit in facts_of(car, NOW).visits for item in visit.items]
    assert keys == ["P1", "P1", "P2"]
    assert names_of(visits_of(car)) == {"P1": "变速器顿挫", "P2": "第2个问题"}


def test_a_correction_counts_and_what_was_written_stays(shop, car):
    visit = world.repaired(car, shop, WHEN, 1200, hours=8)
    correct = {"visit": visit, "reason": "抄错", "by": shop.adviser, "at": NOW}
    correction_add(item=None, field="mileage_km", after=2100, key=uuid4(), **correct)
    correction_add(item=None, field="finished_at", after=WHEN + 30 * HOUR, key=uuid4(), **correct)
    correction_add(item=world.only_item(visit), field="done_work", after="software_update", key=uuid4(), **correct)
    now = visit_at(car)
    assert (now.mileage_km, now.finished_at, now.items[0].work) == (2100, WHEN + 30 * HOUR, "software_update")
    row = Visit.objects.get(pk=visit.pk)
    assert (row.mileage_km, row.finished_at) == (1200, WHEN + 8 * HOUR)
