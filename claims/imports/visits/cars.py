"""The cars of a chunk with everything of them that a new visit is judged by: a query for each table, however many cars."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import BooleanField, Count, ExpressionWrapper, Max, Model, Q, QuerySet
from django.db.models.expressions import RawSQL

from claims.filings.models import Appointment, ModelLine
from claims.repairs.models import QualityProblem, Visit
from claims.vehicles.models import KnownVehicle, OdometerReading, Ownership, Sale, Vehicle
from sanbao.accounts.models import Organisation
from sanbao.law.repair_time import in_china


@dataclass(slots=True)
class Car:
    """`readings`: moment, order of recording, km, whether it says why it is lower; in their order."""

    id: int
    public_id: Any
    vin: str
    energy: str
    producer_id: int | None
    is_new: bool = False
    last_visit: int = 0
    has_open: bool = False
    last_finished: datetime | None = None
    is_sold: bool = False
    invoiced_on: date | None = None
    has_terms: bool = False
    is_known: bool = False
    readings: list[tuple[datetime, int, int, bool]] = field(default_factory=list)
    taken: set[tuple[datetime, int]] = field(default_factory=set)
    problems: dict[str, int] = field(default_factory=dict)
    last_problem: int = 0
    owners: list[tuple[int, date, date | None]] = field(default_factory=list)

    @property
    def ledger_subject(self) -> str:
        return f"vehicle/{self.public_id}"

    def owner_on(self, day: date) -> int | None:
        """What an earlier owner said stays his: not the owner of today, but the one of that day."""
        for pk, since, until in self.owners:
            if since <= day and (until is None or day < until):
                return pk
        return None

    def overlaps(self, began_at: datetime) -> bool:
        return self.has_open or (self.last_finished is not None and self.last_finished > began_at)

    def contradicts(self, km: int, read_at: datetime) -> bool:
        """As `claims.vehicles.selectors.contradicted_by`."""
        place = bisect_right(self.readings, read_at, key=_moment)
        if place and self.readings[place - 1][2] > km:
            return True
        if place == len(self.readings):
            return False
        _at, _order, later_km, has_reason = self.readings[place]
        return later_km < km and not has_reason

    def visited(self, finished_at: datetime | None) -> None:
        if finished_at is None:
            self.has_open = True
        elif self.last_finished is None or finished_at > self.last_finished:
            self.last_finished = finished_at

    def is_read(self, km: int, read_at: datetime) -> bool:
        return (read_at, km) in self.taken

    def read(self, km: int, read_at: datetime, *, has_reason: bool) -> None:
        self.taken.add((read_at, km))
        insort(self.readings, (read_at, _order_behind(self.readings, read_at), km, has_reason))


def _moment(reading: tuple[datetime, int, int, bool]) -> datetime:
    return reading[0]


def _order_behind(readings: Sequence[tuple[datetime, int, int, bool]], read_at: datetime) -> int:
    """Behind those of the same moment."""
    first, end = bisect_left(readings, read_at, key=_moment), bisect_right(readings, read_at, key=_moment)
    return readings[end - 1][1] + 1 if end > first else 0


class Cars:
    """Those of a chunk, locked in the order of their ids when they are to be written."""

    def __init__(self, vins: Iterable[str], outlet: Organisation, *, locked: bool) -> None:
        self.by_vin: dict[str, Car] = {}
        for car in _read(set(vins), locked=locked):
            self.by_vin[car.vin] = car
        self._by_id = {car.id: car for car in self.by_vin.values()}
        if self._by_id:
            self._read_visits()
            self._read_sales()
            self._read_readings()
            self._read_problems()
            self._read_owners()
            self._read_known(outlet)

    def _of(self, rows: QuerySet[Any, Any]) -> Iterator[tuple[Car, Any]]:
        """Rows that begin with the id of their car."""
        return (
            (self._by_id[row[0]], row)
            for row in rows.filter(of_these(rows.model, "vehicle_id", self._by_id, "bigint")).iterator()
        )

    def _read_visits(self) -> None:
        # What an owner has stated overlaps with what his workshop tells of the same visit.
        entered = ~Q(source=Visit.Source.OWNER)
        is_open = Count("id", filter=entered & Q(finished_at=None))
        found = Visit.objects.values_list("vehicle_id").annotate(
            number=Max("number"), finished=Max("finished_at", filter=entered), is_open=is_open
        )
        for car, (_id, number, finished_at, number_open) in self._of(found):
            car.last_visit, car.last_finished, car.has_open = number, finished_at, number_open > 0

    def _read_sales(self) -> None:
        has_terms = ExpressionWrapper(Q(terms_json__isnull=False), BooleanField())
        found = Sale.objects.values_list("vehicle_id", "replacement_handover_on", "invoiced_on", has_terms)
        for car, (_id, replaced_on, invoiced_on, has) in self._of(found):
            car.is_sold, car.invoiced_on, car.has_terms = True, replaced_on or invoiced_on, has

    def _read_readings(self) -> None:
        columns = ("vehicle_id", "read_at", "id", "km", "lower_because", "source")
        for car, (_id, at, pk, km, because, source) in self._of(
            OdometerReading.objects.order_by("vehicle_id", "read_at", "id").values_list(*columns)
        ):
            car.readings.append((at, pk, km, bool(because)))
            if source == OdometerReading.Source.INTAKE:
                car.taken.add((at, km))

    def _read_problems(self) -> None:
        for car, (_id, pk, number, name) in self._of(
            QualityProblem.objects.order_by("-number").values_list("vehicle_id", "id", "number", "name")
        ):
            car.last_problem = max(car.last_problem, number)
            if name:
                car.problems[name] = pk  # of two that are called the same the first one

    def _read_owners(self) -> None:
        for car, (_id, pk, since, until) in self._of(
            Ownership.objects.values_list("vehicle_id", "id", "since", "until")
        ):
            car.owners.append((pk, since, until))

    def _read_known(self, outlet: Organisation) -> None:
        for car, _row in self._of(KnownVehicle.objects.filter(outlet=outlet).values_list("vehicle_id")):
            car.is_known = True


def of_these(model: type[Model], column: str, values: Iterable[Any], kind: str) -> Q | RawSQL:
    """The rows whose column holds one of the values: as one array on PostgreSQL, for a place in the statement for each of a
    thousand costs more than the query, and with an array an index is read however little is known of the table."""
    told = list(values)
    if connection.vendor == "postgresql":
        table = model._meta.db_table  # noqa: SLF001  Django documents `_meta`
        condition = f'"{table}"."{column}" = ANY(%s::{kind}[])'
        return RawSQL(condition, [told], output_field=BooleanField())  # noqa: S611  no value in it
    return Q(**{f"{column}__in": told})


def _read(vins: set[str], *, locked: bool) -> Iterator[Car]:
    columns = ("id", "public_id", "vin", "energy", "model_line__producer_id")
    found = Vehicle.objects.filter(of_these(Vehicle, "vin", vins, "varchar")).order_by("id")
    if locked and connection.vendor == "postgresql":
        found = found.select_for_update(of=("self",), no_key=True)
    return (Car(*row) for row in found.values_list(*columns))


class Network:
    """For which producers an outlet repairs, and when; and the model lines of those that have ever appointed it."""

    def __init__(self, outlet: Organisation) -> None:
        self._spans: dict[int, list[tuple[date, date | None]]] = {}
        for producer, begins, ends in Appointment.objects.filter(outlet=outlet, repairs=True).values_list(
            "producer_id", "valid_from", "valid_until"
        ):
            self._spans.setdefault(producer, []).append((begins, ends))
        self._lines: dict[tuple[str, str], list[ModelLine]] = {}
        for line in ModelLine.objects.filter(producer__in=list(self._spans)):
            self._lines.setdefault((line.brand, line.model), []).append(line)

    def has(self, producer_id: int | None, moment: datetime) -> bool:
        spans = self._spans.get(producer_id or 0)
        if not spans:
            return False
        day = in_china(moment).date()
        return any(begins <= day and (ends is None or day <= ends) for begins, ends in spans)

    def line_of(self, brand: str, model: str) -> ModelLine | None:
        """The one that is called so; None where there are several specifications, or none."""
        found = self._lines.get((brand, model), [])
        return found[0] if len(found) == 1 else None
