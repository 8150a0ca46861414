"""Every field of the law's facts comes from its own place in the rows, and from there alone.

One world, and a line for each field: a row is changed, and of all facts this one becomes what is expected. A field of
`sanbao.law.facts` without a line fails.
"""

from dataclasses import fields, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import transaction

from claims.filings.models import Appointment
from claims.filings.selectors import terms_of
from claims.filings.terms import MainComponent, WearPart
from claims.record.facts import facts_of
from claims.record.replaying import differences
from claims.repairs.models import Item, Visit, Wait
from claims.repairs.services.working import wait_start, wait_stop
from claims.vehicles import frozen_terms
from claims.vehicles.models import Sale, Vehicle
from sanbao.law import facts as law
from sanbao.law.facts_writing import facts_to_json
from tests.claims.repairs import world
from tests.claims.vehicles import world as cars

CAME = world.MARCH
HOUR = timedelta(hours=1)
NOW = datetime(2026, 11, 22, 10, 0, tzinfo=cars.SHANGHAI)
FINISHED = CAME + 30 * HOUR


def of(model, **values):
    return lambda: model.objects.update(**values)


def terms(**changes):
    def change():
        sale = Sale.objects.get()
        Sale.objects.update(terms_json=frozen_terms.frozen(replace(sale.terms, **changes)))

    return change


def another_item():
    row = Item.objects.get()
    row.pk, row.public_id, row.number, row._state.adding = None, uuid4(), 2, True  # noqa: SLF001  a copy
    row.save()


def another_wait():
    row = Wait.objects.get()
    wait = {"visit": row.visit, "reason": "rescue_travel", "started_by": row.started_by}
    Wait.objects.create(begins_at=CAME, ends_at=CAME + HOUR, **wait)


VEHICLE = {
    "kind": (of(Vehicle, kind="pickup"), "pickup"),
    "invoiced_on": (of(Sale, invoiced_on=date(2026, 2, 20)), date(2026, 2, 20)),
    "energy": (of(Vehicle, energy="hev"), "hev"),
    "use": (of(Vehicle, use="commercial"), "commercial"),
    "handover_on": (of(Sale, handover_on=None), None),
    "replacement_handover_on": (of(Sale, replacement_handover_on=date(2026, 4, 1)), date(2026, 4, 1)),
    "price_yuan": (of(Sale, price_fen=12_345_678), Decimal("123456.78")),
    "resold_after_return": (of(Vehicle, brought_back_on=date(2026, 9, 1), brought_back_by="vehicle_return"), True),
}
VOUCHER = {
    "repair_warranty": (terms(repair_warranty=law.PeriodTerms(60, 90_000)), law.PeriodTerms(60, 90_000)),
    "three_guarantees": (terms(three_guarantees=law.PeriodTerms(30, 60_000)), law.PeriodTerms(30, 60_000)),
    "use_compensation_coefficient": (terms(coefficient=Decimal("0.004")), Decimal("0.004")),
    "wear_parts": (
        terms(wear_parts=(WearPart("wear_oil_filter", "机油滤清器", law.PeriodTerms(3, 5_000)),)),
        {"wear_oil_filter": law.PeriodTerms(3, 5_000)},
    ),
    "extra_main_components": (
        terms(extra_main_components=(MainComponent("maker_module", "控制模块", "engine", extra=True),)),
        ("maker_module",),
    ),
}
VISIT = {
    "id": (of(Visit, number=7), "R7"),
    "repairer": (of(Appointment, valid_until=date(2026, 3, 19)), "outside"),
    "received_at": (of(Visit, received_at=CAME - 2 * HOUR), CAME - 2 * HOUR),
    "mileage_km": (of(Visit, mileage_km=4321), 4321),
    "items": (another_item, 2),
    "finished_at": (of(Visit, finished_at=FINISHED + HOUR), FINISHED + HOUR),
    "excluded": (another_wait, 2),
}
EXCLUDED = {
    "reason": (of(Wait, reason="agreed_suspension"), "agreed_suspension"),
    "begins_at": (of(Wait, begins_at=CAME + 2 * HOUR), CAME + 2 * HOUR),
    "ends_at": (of(Wait, ends_at=CAME + 5 * HOUR), CAME + 5 * HOUR),
}
ITEM = {
    "problem": (lambda: Item.objects.get().problem.__class__.objects.update(number=4), "P4"),
    "work": (of(Item, done_work="software_update"), "software_update"),
    "group": (of(Item, group="suspension_system"), "suspension_system"),
    "component": (of(Item, component="gearbox_bearing"), "gearbox_bearing"),
    "main_component": (of(Item, main_component="disputed"), "disputed"),
    "position": (of(Item, position="rear_left"), "rear_left"),
    "quality_problem": (of(Item, quality_problem="disputed"), "disputed"),
    "serious_safety": (of(Item, serious_safety="unknown"), "unknown"),
    "event": (of(Item, event="fuel_leak"), "fuel_leak"),
    "event_established": (of(Item, event="fuel_leak", event_established="disputed"), "disputed"),
    "needs_replacement": (of(Item, needs_replacement="yes"), "yes"),
    "resolved": (of(Item, resolved="no"), "no"),
}
TABLES = {
    law.Vehicle: (VEHICLE, lambda facts: facts.vehicle),
    law.Voucher: (VOUCHER, lambda facts: facts.voucher),
    law.Visit: (VISIT, lambda facts: facts.visits[0]),
    law.ExcludedInterval: (EXCLUDED, lambda facts: facts.visits[0].excluded[-1]),
    law.Item: (ITEM, lambda facts: facts.visits[0].items[0]),
}
# What goes together: an event with its answer, a component with the group it belongs to.
TOGETHER = {"event_established": {"event", "event_established"}, "component": {"component", "group"}}


@pytest.mark.parametrize("kind", TABLES, ids=lambda kind: kind.__name__)
def test_every_field_has_its_line(kind):
    assert {field.name for field in fields(kind)} == set(TABLES[kind][0])


@pytest.mark.django_db
def test_every_field_comes_from_its_place_and_from_there_alone():
    whole_car()
    before = told()
    for table, part in TABLES.values():
        for name, (change, expected) in table.items():
            after = told_after(change)
            found = getattr(part(after), name)
            assert (len(found) if name in ("items", "excluded") else found) == expected, name
            assert found != getattr(part(before), name), f"{name} was so before"
            places = differences(facts_to_json(before), facts_to_json(after))
            assert {_name(place, name) for place in places} == TOGETHER.get(name, {name})


def told():
    return facts_of(Vehicle.objects.select_related("sale", "model_line").get(), NOW)


def told_after(change):
    """As if the change had never been made."""
    with transaction.atomic():
        change()
        after = told()
        transaction.set_rollback(True)
    return after


def whole_car():
    """A sold car with filed terms, once repaired, with a wait; what may be absent is."""
    shop = world.shop()
    line = cars.model_line(shop.producer, model="QX")
    frozen = frozen_terms.frozen(terms_of(cars.version(line), "ice").binding_on(world.HANDOVER))
    car = world.car(shop, line=line)
    world.sold(car, shop, terms_json=frozen)
    visit = world.brought(car, shop, CAME, 1234)
    wait = {"visit": visit, "reason": "special_part_transport", "begins_at": CAME + HOUR}
    begun = wait_start(**wait, by=shop.adviser, at=CAME + HOUR)
    wait_stop(wait=begun, ends_at=CAME + 3 * HOUR, by=shop.adviser, at=CAME + 3 * HOUR)
    world.finished(visit, FINISHED, shop.adviser)


def _name(place: str, name: str) -> str:
    """The field that a place of the JSON belongs to, as far down as the one in question."""
    path = place.split(": ", maxsplit=1)[0].split("/")
    steps = {"from": "begins_at", "to": "ends_at"}
    named = [steps.get(step, step) for step in path]
    return name if name in named else named[-1]
