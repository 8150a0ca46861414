"""The intake screen of a car with 30 visits, with 10,000 and with a million visits in PostgreSQL, request by request.

Run it by `.ci/postgres .venv/bin/python -m benchmarks.intake`. Both databases lie in one cluster and are asked in turns for
the same cars, so that whatever else the machine does falls on both. Rows are made by the database itself.
VISITS: the larger size; REQUESTS: to each size.
"""
# ruff: noqa: S608, SLF001  every statement is made of constants of this file

from __future__ import annotations

import os
import random
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from statistics import median, quantiles
from time import perf_counter
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sanbao.settings")

import django

django.setup()

from django.conf import settings  # noqa: E402  the settings come first
from django.db import connection, connections, models  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402

from benchmarks.ledger_database import fresh_database  # noqa: E402
from benchmarks.measuring import machine  # noqa: E402
from claims.filings.models import Appointment, ModelLine  # noqa: E402
from claims.repairs.models import Correction, Item, QualityProblem, Visit, Wait  # noqa: E402
from claims.vehicles.models import KnownVehicle, OdometerReading, Ownership, Sale, Vehicle  # noqa: E402
from sanbao.accounts import demo  # noqa: E402
from sanbao.accounts.models import Organisation, User  # noqa: E402

SMALL, BIG = 10_000, int(os.environ.get("VISITS", "1000000"))
REQUESTS = int(os.environ.get("REQUESTS", "400"))
MEASURED, VISITS_EACH, VISITS_OF_OTHERS, OUTLETS, PROBLEMS_EACH = 200, 30, 10, 100, 3
FIRST_CAR, FIRST_OUTLET = 1_000_000, 1_000_000
TARGET, MOST_QUERIES = 1.5, 12
AT = "timestamptz '2026-01-05 09:00+08'"
# Visit n is the next one of its car: the visits of a car lie scattered, as they come in.
CAR = f"""CASE WHEN n < {MEASURED * VISITS_EACH} THEN n % {MEASURED}
  ELSE {MEASURED} + (n - {MEASURED * VISITS_EACH}) % OTHERS END"""
NUMBER = f"""CASE WHEN n < {MEASURED * VISITS_EACH} THEN n / {MEASURED} + 1
  ELSE (n - {MEASURED * VISITS_EACH}) / OTHERS + 1 END"""


def base() -> dict[str, int]:
    """What both sizes share: an adviser at work, a model line, its producer's outlets."""
    demo.build(timezone.now())
    adviser = User.objects.get(username="linxiao")
    outlet = Organisation.objects.get(memberships__user=adviser)
    producer = outlet.parent
    assert producer is not None  # noqa: S101  of the demonstration
    now = timezone.now()
    line = ModelLine.objects.create(
        producer=producer,
        brand="澄岳",
        model="CY7150H",
        vehicle_type="轿车",
        kind="passenger_car",
        energy="ice",
        created_at=now,
    )
    Organisation.objects.bulk_create(
        Organisation(pk=FIRST_OUTLET + n, name=f"网点{n}", parent=producer, is_repairer=True, is_seller=True)
        for n in range(1, OUTLETS)
    )
    Appointment.objects.bulk_create(
        Appointment(
            producer=producer,
            outlet_id=place,
            sells=True,
            repairs=True,
            valid_from="2020-01-01",
            made_at=now,
            made_by=adviser,
        )
        for place in (outlet.pk, *range(FIRST_OUTLET + 1, FIRST_OUTLET + OUTLETS))
    )
    return {"by": adviser.pk, "own": outlet.pk, "line": line.pk}


def fill(visits: int, ids: dict[str, int]) -> None:
    others = (visits - MEASURED * VISITS_EACH) // VISITS_OF_OTHERS
    cars = MEASURED + others
    place = (
        f"CASE WHEN car < {MEASURED} OR car % {OUTLETS} = 0 THEN {ids['own']} ELSE {FIRST_OUTLET} + car % {OUTLETS} END"
    )
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")  # no keys are looked up: they fit by construction
    of_cars = f"(SELECT n AS car, {FIRST_CAR} + n AS car_id FROM generate_series(0, {cars - 1}) n) s"
    numbered = f"SELECT n, {CAR} AS car, {NUMBER} AS number FROM generate_series(0, {visits - 1}) n"
    numbered = numbered.replace("OTHERS", str(others))
    of_visits = f"""(SELECT *, {FIRST_CAR} + car AS car_id, {FIRST_CAR} + n AS visit_id,
      {AT} + number * interval '10 days' + car % 9 * interval '1 hour' AS at FROM ({numbered}) r) s"""
    by = str(ids["by"])
    copy(Vehicle, of_cars, id="car_id", vin="'LDECY15H6TA' || lpad(car::text, 6, '0')", model_line_id=str(ids["line"]),
         brand="'澄岳'", model="'CY7150H'", kind="'passenger_car'", energy="'ice'", use="'household'",
         plate="'浙A' || lpad(car::text, 6, '0')", registered_at=AT)  # fmt: skip
    copy(Sale, of_cars, vehicle_id="car_id", seller_id=place, invoiced_on="date '2026-01-02'",
         handover_on="date '2026-01-02'", price_fen="18680000", sold_by_id=by, registered_at=AT)  # fmt: skip
    copy(Ownership, of_cars, vehicle_id="car_id", name="'周敏'", phone="'+861' || lpad((3000000000 + car)::text, 10, '0')",
         acquired_by="'sale'", since="date '2026-01-02'")  # fmt: skip
    copy(KnownVehicle, of_cars, outlet_id=place, vehicle_id="car_id", since=AT)
    problems = f"(SELECT * FROM {of_cars}, generate_series(1, {PROBLEMS_EACH}) j) s"
    copy(QualityProblem, problems, id=f"{FIRST_CAR} + car * {PROBLEMS_EACH} + j - 1", vehicle_id="car_id", number="j",
         name="'变速器顿挫'")  # fmt: skip
    copy(Visit, of_visits, id="visit_id", vehicle_id="car_id", number="number", outlet_id=place, state="'closed'",
         source="'workshop'", received_precision="'minute'", finished_precision="'minute'", complaint="'起步时一顿一顿的'",
         received_at="at", finished_at="at + interval '20 hours'", picked_up_at="at + interval '21 hours'",
         mileage_km="1000 + number * 500", opened_by_id=by, opened_at="at", request_key="gen_random_uuid()")  # fmt: skip
    copy(Item, of_visits, visit_id="visit_id", number="1", problem_id=f"{FIRST_CAR} + car * {PROBLEMS_EACH} + number % 3",
         link="'new'", planned_work="'repair'", done_work="'repair'", quality_problem="'yes'", serious_safety="'no'",
         resolved="'yes'", component="'gearbox_bearing'")  # fmt: skip
    copy(OdometerReading, of_visits, vehicle_id="car_id", km="1000 + number * 500", read_at="at", precision="'minute'",
         source="'intake'", recorded_by_id=by, recorded_at="at")  # fmt: skip
    copy(Wait, f"{of_visits} WHERE n % 20 = 0", visit_id="visit_id", reason="'special_part_transport'", begins_at="at",
         ends_at="at + interval '5 hours'", started_by_id=by)  # fmt: skip
    copy(Correction, f"{of_visits} WHERE n % 50 = 0", visit_id="visit_id", field="'inspection_result'", after="'轴承磨损'",
         reason="'漏写'", made_by_id=by, made_at="at + interval '1 day'", request_key="gen_random_uuid()")  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def copy(table: type[models.Model], source: str, /, **columns: str) -> None:
    """Made by the database from a series; what is not said is the model's default."""
    for field in table._meta.local_concrete_fields:
        name = str(field.column)
        if field.primary_key or field.generated or name in columns or field.null:
            continue
        columns[name] = "gen_random_uuid()" if isinstance(field, models.UUIDField) else _literal(field)
    names, values = ", ".join(f'"{name}"' for name in columns), ", ".join(columns.values())
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table._meta.db_table} ({names}) SELECT {values} FROM {source}".replace("%", "%%"), []
        )


def _literal(field: models.Field[Any, Any]) -> str:
    value = field.get_default()
    return str(value).lower() if isinstance(value, bool | int) else f"'{value or ''}'"


@contextmanager
def asked(database: Any) -> Iterator[None]:
    """Everything in here asks this one."""
    before = connections["default"]
    connections["default"] = database
    try:
        yield
    finally:
        connections["default"] = before


def second_database() -> Any:
    """A copy of what is there, beside it."""
    small = connections["default"]
    name = str(small.settings_dict["NAME"])
    small.close()
    other = small.copy()
    other.settings_dict = small.settings_dict | {"NAME": "postgres"}
    with other.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}_big" TEMPLATE "{name}"')
    other.close()
    big = small.copy()
    big.settings_dict = small.settings_dict | {"NAME": f"{name}_big"}
    return big


def ways(client: Client, own: int) -> dict[str, Callable[[int], Any]]:
    """What is asked of car n."""
    outlet = Organisation.objects.get(pk=own)
    search = reverse("workshop:outlet", args=[outlet.public_id])
    keys: dict[tuple[int, int], str] = {}

    def intake(n: int) -> Any:
        place = (id(connections["default"]), n)
        if place not in keys:
            keys[place] = str(Vehicle.objects.get(pk=FIRST_CAR + n).public_id)
        return client.get(reverse("workshop:intake", args=[outlet.public_id, keys[place]]))

    return {
        "intake": intake,
        "search by the last six": lambda n: client.get(search, {"q": f"{n:06}"}),
        "search by the last eight": lambda n: client.get(search, {"q": f"TA{n:06}"}),
        "search by plate": lambda n: client.get(search, {"q": f"浙A{n:06}"}),
        "search by phone": lambda n: client.get(search, {"q": f"1{3_000_000_000 + n}"}),
    }


def measure(databases: dict[int, Any], ask: Callable[[int], Any]) -> dict[int, list[float]]:
    seconds: dict[int, list[float]] = {size: [] for size in databases}
    chance = random.Random(5)  # noqa: S311  the same cars in every run
    cars = [chance.randrange(MEASURED) for _ in range(REQUESTS)]
    for turn, car in enumerate([*range(20), *cars]):
        for size in sorted(databases, reverse=bool(turn % 2)):
            with asked(databases[size]):
                start = perf_counter()
                ask(car)
                if turn >= 20:  # noqa: PLR2004  warm
                    seconds[size].append(perf_counter() - start)
    return seconds


def tell(name: str, databases: dict[int, Any], ask: Callable[[int], Any]) -> float:
    with asked(databases[BIG]), CaptureQueriesContext(connection) as told:
        ask(7)
        before = len(told)
        status = ask(7).status_code
        statements = [query["sql"] for query in told.captured_queries][before:]
    assert status in (200, 302), (name, status)  # noqa: S101  or the figures say nothing
    seconds = measure(databases, ask)
    p95 = {size: quantiles(seconds[size], n=20)[-1] for size in seconds}
    for size in sorted(seconds):
        figures = f"median {median(seconds[size]) * 1000:6.1f} ms   p95 {p95[size] * 1000:6.1f} ms"
        print(f"{name:<26} {size:>9,} visits   {figures}")
    ratio = p95[BIG] / p95[SMALL]
    print(
        f"{name:<26} ratio of the p95 {ratio:.2f}   target {TARGET}   {len(statements)} queries, {MOST_QUERIES} allowed"
    )
    read_whole(name, databases[BIG], statements)
    return ratio


def read_whole(name: str, database: Any, statements: list[str]) -> None:
    """The tables of claims that a query reads from end to end: there should be none."""
    with asked(database), connection.cursor() as cursor:
        for statement in statements:
            if not statement.startswith("SELECT"):
                continue
            cursor.execute("EXPLAIN " + statement.replace("%", "%%"), [])
            plan = "\n".join(row[0] for row in cursor.fetchall())
            for table in re.findall(r"Seq Scan on (repairs_\w+|vehicles_\w+)", plan):
                print(f"{name}: reads all of {table}\n{plan}")


def main() -> None:
    with fresh_database() as database:
        settings.ALLOWED_HOSTS = ["testserver"]
        print(f"{database}; a car with {VISITS_EACH} visits; {REQUESTS} requests to each size, in turns")
        ids = base()
        client = Client()
        client.force_login(User.objects.get(pk=ids["by"]))
        asks = ways(client, ids["own"])
        big = second_database()
        databases = {SMALL: connections["default"], BIG: big}
        for size in sorted(databases):
            start = perf_counter()
            with asked(databases[size]):
                fill(size, ids)
                assert Visit.objects.count() == size  # noqa: S101  or the figures say nothing
            print(f"{size:,} visits made in {perf_counter() - start:.0f} s")
        for name, ask in asks.items():
            tell(name, databases, ask)
        big.close()


if __name__ == "__main__":
    print(machine())
    main()
