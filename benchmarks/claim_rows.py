"""Claims by the thousand for benchmarks: rows beside each other, as the services would have written them."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module
from itertools import count
from typing import Any
from uuid import uuid4

BATCH = 5_000
VISITS_A_CAR = 3
_numbers = count(1)


def shop(name: str) -> Any:
    """A case of a shop of its own: who sells, who owns, one car."""
    world = import_module("tests.claims.cases.world")
    place = world.repairs.shop(name=name)
    owner = world.cars.consumer(name, f"+86138{next(_numbers):08d}")
    return world.Case(place, owner, _car(world, place, owner))


def _car(world: Any, place: Any, owner: Any) -> Any:
    return world.repairs.sold_car(place, owner, vin=_vin())


def _vin() -> str:
    from claims.vehicles.vin import check_digit  # noqa: PLC0415  models are there once Django is set up

    vin = f"LVSHCAMB0C{next(_numbers):07d}"
    return vin[:8] + check_digit(vin) + vin[9:]


def copied(row: Any, **changes: Any) -> Any:
    """An unsaved row like this one, with names and keys of its own."""
    from django.db.models import UUIDField  # noqa: PLC0415

    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if not field.generated}  # noqa: SLF001  Django's own way
    fresh = {field.attname: uuid4() for field in row._meta.concrete_fields if isinstance(field, UUIDField)}  # noqa: SLF001
    values |= {"id": None, **fresh}
    return type(row)(**(values | changes))


def claims_to_answer(case: Any, number: int, *, owned: list[Any] | None = None) -> list[Any]:
    """Each with its demand, its open duty and its due day; on one car, or on many in turn."""
    from claims.cases.models import Claim, Demand, DutyProcess, DutyTask  # noqa: PLC0415

    world = import_module("tests.claims.cases.world")
    first = world.submitted(case)
    demand, task = first.demand, DutyTask.objects.select_related("process").get(claim=first)
    owners = owned or [case.vehicle.ownerships.get()]
    claims = [
        copied(
            first,
            number=f"QQ-B-{next(_numbers):08d}",
            vehicle_id=owners[one % len(owners)].vehicle_id,
            ownership_id=owners[one % len(owners)].pk,
            next_due_on=first.next_due_on + timedelta(days=one % 40),
        )
        for one in range(number - 1)
    ]
    Claim.objects.bulk_create(claims, batch_size=BATCH)
    Demand.objects.bulk_create([copied(demand, claim_id=claim.pk) for claim in claims], batch_size=BATCH)
    processes = [copied(task.process, claim_id=claim.pk) for claim in claims]
    DutyProcess.objects.bulk_create(processes, batch_size=BATCH)
    DutyTask.objects.bulk_create(
        [
            copied(
                task, claim_id=claim.pk, process_id=process.pk, due_on=claim.next_due_on, ranked_on=claim.next_due_on
            )
            for claim, process in zip(claims, processes, strict=True)
        ],
        batch_size=BATCH,
    )
    return [first, *claims]


def owned_cars_with_visits(case: Any, number: int) -> list[Any]:
    """The ownerships of cars sold like that of the case, each with three repairs of one problem."""
    from claims.repairs.models import Item, QualityProblem, Visit  # noqa: PLC0415
    from claims.vehicles.models import Ownership, Sale, Vehicle  # noqa: PLC0415

    world = import_module("tests.claims.cases.world")
    made = [world.repairs.repaired(case.vehicle, case.shop, world.AT - timedelta(days=30 * turn), 9000 - 1000 * turn) for turn in range(VISITS_A_CAR, 0, -1)]  # fmt: skip
    problem = world.repairs.only_item(made[0]).problem
    cars = Vehicle.objects.bulk_create([copied(case.vehicle, vin=_vin()) for _ in range(number)], batch_size=BATCH)
    Sale.objects.bulk_create([copied(case.vehicle.sale, vehicle_id=car.pk) for car in cars], batch_size=BATCH)
    ownership = case.vehicle.ownerships.get()
    owners = Ownership.objects.bulk_create([copied(ownership, vehicle_id=car.pk) for car in cars], batch_size=BATCH)
    problems = QualityProblem.objects.bulk_create([copied(problem, vehicle_id=car.pk) for car in cars], batch_size=BATCH)  # fmt: skip
    for visit in made:
        item = world.repairs.only_item(visit)
        visits = Visit.objects.bulk_create(
            [copied(visit, vehicle_id=owner.vehicle_id, ownership_id=owner.pk) for owner in owners], batch_size=BATCH
        )
        Item.objects.bulk_create(
            [copied(item, visit_id=one.pk, problem_id=about.pk) for one, about in zip(visits, problems, strict=True)],
            batch_size=BATCH,
        )
    return list(owners)
