"""The rows of new visits, as `claims.repairs.services` makes them, gathered and then written table by table."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from claims.imports.bulk import Table, table_of
from claims.imports.visits.cars import Car
from claims.imports.visits.columns import ITEM_KEYS
from claims.imports.visits.judging import Judged
from claims.repairs.models import Item, Link, Oddity, Precision, QualityProblem, Source, State, Visit
from claims.vehicles import vin
from claims.vehicles.models import KnownVehicle, OdometerReading, Vehicle
from claims.vehicles.services.registering import Identity
from sanbao.accounts.models import Organisation, User
from sanbao.law.repair_time import in_china
from sanbao.ledger.services import Entry, record_many
from sanbao.ledger.shapes import Code

NO_REASON_TOLD = "从文件导入，文件里没有写原因。"
LOWER = OdometerReading.Lower.UNCLEAR.value
INTAKE = OdometerReading.Source.INTAKE.value
DAY, MINUTE = Precision.DAY.value, Precision.MINUTE.value
_VISIT_COLUMNS = (
    "order_number", "plate", "complaint", "received_at", "diagnosis_began_at", "finished_at", "picked_up_at", "mileage_km",
    "inspection_result", "tow_fen", "mobility", "mobility_words", "transport_fen",
)  # fmt: skip
_CAR_COLUMNS = ("brand", "model", "vehicle_type", "specification", "kind", "energy")


class Writer:
    """The rows of one chunk. `run`: the opaque name of the import, for the ledger."""

    def __init__(self, outlet: Organisation, run: UUID, by: User, at: datetime) -> None:
        self.outlet, self.run, self.by, self.at = outlet, run, by, at
        self._actor, self._organisation = str(by.public_id), str(outlet.public_id)
        self._vehicles: list[tuple[Car, dict[str, Any]]] = []
        self._known: list[Car] = []
        self._visits: list[tuple[Car, dict[str, Any]]] = []
        self._oddities: list[dict[str, Any]] = []
        self._problems: list[tuple[Car, dict[str, Any]]] = []
        self._items: list[dict[str, Any]] = []
        self._readings: list[tuple[Car, dict[str, Any]]] = []
        self._entries: list[Entry] = []

    def write(self, judged: list[Judged]) -> None:
        """In one transaction of the caller, who has locked the cars."""
        visits, items = len(judged), sum(len(one.group.lines) for one in judged)
        self._visit_ids, self._problem_ids = (
            iter(table_of(Visit).ids(visits)),
            iter(table_of(QualityProblem).ids(items)),
        )
        for one in judged:
            self._gather(one)
        self._insert()

    def _gather(self, one: Judged) -> None:
        car = one.car
        assert car is not None  # noqa: S101  a new visit has one
        if car.is_new:
            self._register(car, one)
        if not car.is_known:
            car.is_known = True
            self._known.append(car)
        values = one.group.first.values
        reason = values.get("words", "") or (NO_REASON_TOLD if one.odd else "")
        visit = self._visit(car, values)
        for code in one.odd:
            self._oddities.append({"visit_id": visit["id"], "code": code, "words": reason})
        number = self._add_items(car, visit, one)
        if one.is_reading:
            self._read(one, car, visit, reason)
        codes: dict[str, Code] = {f"odd_{code}": True for code in one.odd}
        codes |= {"km": visit["mileage_km"], "work": values["work"], "items": number, "state": visit["state"]}
        self._record("visit.imported", f"visit/{visit['public_id']}", codes | {"import": str(self.run)})

    def _register(self, car: Car, one: Judged) -> None:
        car.is_new = False
        values, line = one.group.first.values, one.line_of
        told = {name: values[name] for name in _CAR_COLUMNS if name in values}
        told = {"kind": Identity.kind, "energy": car.energy, "use": Identity.use} | told
        if line is not None:
            told |= {name: getattr(line, name) for name in _CAR_COLUMNS} | {"model_line_id": line.pk}
        is_confirmed = not vin.has_right_check_digit(car.vin)
        told |= {"vin": car.vin, "public_id": car.public_id, "is_vin_confirmed": is_confirmed, "registered_at": self.at}
        told["plate"] = values.get("plate", "")
        self._vehicles.append(
            (car, {name: str(value) if name in ("kind", "use") else value for name, value in told.items()})
        )
        codes: dict[str, Code] = {"vin_check": "confirmed"} if is_confirmed else {}
        self._record("vehicle.registered", car.ledger_subject, codes)

    def _visit(self, car: Car, values: dict[str, Any]) -> dict[str, Any]:
        car.last_visit += 1
        finished = "finished_at" in values
        state = State.CLOSED if "picked_up_at" in values else State.FINISHED if finished else State.OPEN
        visit = {key: values[key] for key in _VISIT_COLUMNS if key in values}
        visit |= {
            "id": next(self._visit_ids),
            "public_id": uuid4(),
            "number": car.last_visit,
            "outlet_id": self.outlet.pk,
            "source": Source.IMPORT.value,
            "state": state.value,
            "ownership_id": car.owner_on(in_china(values["received_at"]).date()),
            "received_precision": DAY if "received_at_is_day" in values else MINUTE,
            "finished_precision": DAY if "finished_at_is_day" in values else MINUTE,
            "opened_by_id": self.by.pk,
            "opened_at": self.at,
            "request_key": uuid4(),
        }
        self._visits.append((car, visit))
        return visit

    def _add_items(self, car: Car, visit: dict[str, Any], one: Judged) -> int:
        """How many there are: a line that says the same as one before it is no item of its own."""
        fresh: set[str] = set()
        number = 0
        for line in one.group.lines:
            values = line.values
            if "is_repeated" in values:
                continue
            number += 1
            problem, link = self._problem(car, values.get("problem", ""), fresh)
            item = {key: values[key] for key in ITEM_KEYS if key in values}
            if part := values.get("part"):
                item |= {"group": part.group, "component": part.code if part.kind != "group" else ""}
            self._items.append(
                item
                | {
                    "public_id": uuid4(),
                    "visit_id": visit["id"],
                    "number": number,
                    "problem_id": problem,
                    "link": link,
                    "planned_work": values["work"],
                    "done_work": values["work"] if "finished_at" in values else "",
                }
            )
        return number

    def _problem(self, car: Car, name: str, fresh: set[str]) -> tuple[int, str]:
        """The problem of this name, proposed as the same one where it is of an earlier visit; else the next of the car."""
        known = car.problems.get(name) if name else None
        if known is not None:
            return known, (Link.NEW if name in fresh else Link.PROPOSED).value
        car.last_problem += 1
        pk = next(self._problem_ids)
        self._problems.append((car, {"id": pk, "public_id": uuid4(), "number": car.last_problem, "name": name}))
        if name:
            car.problems[name] = pk
            fresh.add(name)
        return pk, Link.NEW.value

    def _read(self, one: Judged, car: Car, visit: dict[str, Any], words: str) -> None:
        km, because = visit["mileage_km"], LOWER if one.is_lower else ""
        reading = {
            "public_id": uuid4(),
            "km": km,
            "read_at": visit["received_at"],
            "precision": visit["received_precision"],
            "source": INTAKE,
            "lower_because": because,
            "words": words,
            "ownership_id": visit["ownership_id"],
            "outlet_id": self.outlet.pk,
            "recorded_by_id": self.by.pk,
            "recorded_at": self.at,
        }
        self._readings.append((car, reading))
        codes: dict[str, Code] = {"km": km, "source": INTAKE, "lower_because": because or None}
        self._record("odometer.recorded", car.ledger_subject, codes)

    def _record(self, action: str, subject: str, codes: dict[str, Code]) -> None:
        self._entries.append(
            Entry(
                action=action,
                subject=subject,
                actor=self._actor,
                organisation=self._organisation,
                codes=codes,
                at=self.at,
            )
        )

    def _insert(self) -> None:
        for pk, (car, told) in zip(table_of(Vehicle).ids(len(self._vehicles)), self._vehicles, strict=True):
            car.id = told["id"] = pk
        _insert(table_of(Vehicle), [told for _car, told in self._vehicles], with_ids=False)
        known = [{"outlet_id": self.outlet.pk, "vehicle_id": car.id, "since": self.at} for car in self._known]
        _insert(table_of(KnownVehicle), known)
        _insert(table_of(Visit), _of_cars(self._visits), with_ids=False)
        _insert(table_of(Oddity), self._oddities)
        _insert(table_of(QualityProblem), _of_cars(self._problems), with_ids=False)
        _insert(table_of(Item), self._items)
        _insert(table_of(OdometerReading), _of_cars(self._readings))
        record_many(self._entries)


def _of_cars(rows: list[tuple[Car, dict[str, Any]]]) -> list[dict[str, Any]]:
    """A car that was registered in this chunk has its id only now."""
    for car, values in rows:
        values["vehicle_id"] = car.id
    return [values for _car, values in rows]


def _insert(table: Table, rows: list[dict[str, Any]], *, with_ids: bool = True) -> None:
    if with_ids:
        for pk, values in zip(table.ids(len(rows)), rows, strict=True):
            values["id"] = pk
    table.insert([table.row(values) for values in rows])
