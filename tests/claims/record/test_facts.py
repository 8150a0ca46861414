"""The bridge from rows to the facts of the law: each field, and counters worked out by hand."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pytest

from claims.filings.selectors import terms_of
from claims.record.facts import UnknownSaleError, facts_of, names_of
from claims.repairs.models import Item, Visit
from claims.repairs.selectors import visits_of
from claims.repairs.services.later import correction_add
from claims.repairs.services.working import item_save, wait_start, wait_stop
from claims.vehicles import frozen_terms
from claims.vehicles.models import Vehicle
from sanbao.law import assess
from sanbao.law.consistency import check
from sanbao.law.facts import Demand, Exemption, PeriodTerms
from tests.claims.repairs import world
from tests.claims.vehicles import world as cars

pytestmark = pytest.mark.django_db
WHEN = world.MARCH
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NOW = datetime(2026, 11, 22, 10, 0, tzinfo=cars.SHANGHAI)


@pytest.fixture
def shop():
    return world.shop()


@pytest.fixture
def car(shop):
    return world.sold_car(shop)


def visit_at(car, as_of=NOW, place=0):
    return facts_of(car, as_of).visits[place]


def item_at(car, as_of=NOW):
    return visit_at(car, as_of).items[0]


# The car and its voucher


def test_a_car_without_a_known_sale_has_no_case(shop):
    with pytest.raises(UnknownSaleError):
        facts_of(world.car(shop), NOW)


@pytest.mark.parametrize(
    ("field", "value", "key", "told"),
    [
        ("kind", "pickup", "kind", "pickup"),
        ("energy", "phev", "energy", "phev"),
        ("use", "commercial", "use", "commercial"),
    ],
)
def test_kind_energy_and_use_are_the_cars(car, field, value, key, told):
    Vehicle.objects.filter(pk=car.pk).update(**{field: value})
    assert getattr(facts_of(Vehicle.objects.get(pk=car.pk), NOW).vehicle, key) == told


def test_a_car_that_came_back_is_resold_by_contract(car):
    assert facts_of(car, NOW).vehicle.resold_after_return is False
    car.brought_back_on, car.brought_back_by = date(2026, 9, 1), "vehicle_return"
    car.save()
    assert facts_of(car, NOW).vehicle.resold_after_return is True


def test_days_and_price_are_the_sales(shop):
    days = {"invoiced_on": date(2026, 3, 1), "handover_on": date(2026, 3, 5)}
    told = facts_of(
        world.sold_car(shop, **days, replacement_handover_on=date(2026, 4, 1), price_fen=12_345_678), NOW
    ).vehicle
    assert (told.invoiced_on, told.handover_on) == (date(2026, 3, 1), date(2026, 3, 5))
    assert (told.replacement_handover_on, told.price_yuan) == (date(2026, 4, 1), Decimal("123456.78"))


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


# A visit


def test_a_visit_has_its_key_moment_and_mileage(shop, car):
    world.repaired(car, shop, WHEN, 1234, hours=10)
    visit = visit_at(car)
    assert (visit.id, visit.mileage_km, visit.received_at, visit.finished_at) == ("R1", 1234, WHEN, WHEN + 10 * HOUR)


def test_diagnosis_that_began_earlier_is_when_the_car_was_received(shop, car):
    world.brought(car, shop, WHEN, 1234, diagnosis_began_at=WHEN - HOUR)
    assert visit_at(car).received_at == WHEN - HOUR


@pytest.mark.parametrize(
    ("valid_from", "valid_until", "repairer"),
    [
        (date(2026, 3, 20), None, "network"),
        (date(2026, 3, 21), None, "outside"),
        (date(2020, 1, 1), date(2026, 3, 20), "network"),
        (date(2020, 1, 1), date(2026, 3, 19), "outside"),
    ],
)
def test_the_network_is_judged_on_the_day_of_the_arrival(valid_from, valid_until, repairer):
    shop = world.shop(appointed_from=None)
    world.appoint(shop.place, valid_from, valid_until)
    car = world.sold_car(shop)
    world.brought(car, shop, WHEN, 1200, words="急")
    assert visit_at(car).repairer == repairer


def test_an_outlet_appointed_to_sell_alone_is_outside():
    shop = world.shop(appointed_from=None)
    world.appoint(shop.place, date(2020, 1, 1), repairs=False)
    car = world.sold_car(shop)
    world.brought(car, shop, WHEN, 1200, words="急")
    assert visit_at(car).repairer == "outside"


def test_where_the_producer_is_unknown_nobody_is_of_its_network(shop, car):
    world.brought(car, shop, WHEN, 1200)
    Vehicle.objects.update(model_line=None)
    assert visit_at(Vehicle.objects.get()).repairer == "outside"


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


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("position", "rear_left"),
        ("quality_problem", "disputed"),
        ("serious_safety", "unknown"),
        ("needs_replacement", "yes"),
        ("resolved", "no"),
        ("main_component", "disputed"),
        ("group", "suspension_system"),
    ],
)
def test_what_is_told_of_an_item_is_told_to_the_law(shop, car, field, value):
    world.brought(car, shop, WHEN, 1200)
    Item.objects.update(**{field: value})
    assert getattr(item_at(car), field) == value


@pytest.mark.parametrize("field", ["position", "event", "needs_replacement", "main_component", "group", "component"])
def test_what_is_not_told_is_absent(shop, car, field):
    world.brought(car, shop, WHEN, 1200)
    assert getattr(item_at(car), field) is None


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


# Counters worked out by hand


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
