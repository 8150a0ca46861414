"""Visits for tests: a car sold by a shop that its producer has appointed, brought in again and again."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from claims.filings.models import Appointment
from claims.repairs.models import Item, QualityProblem, Visit
from claims.repairs.services.finishing import Done, visit_finish
from claims.repairs.services.opening import Arrival, visit_open
from claims.vehicles.models import Ownership, Sale, Vehicle
from claims.vehicles.services.registering import Identity, vehicle_register
from sanbao.accounts.models import Organisation, User
from tests.accounts import world as people
from tests.claims.vehicles import world as cars

SHANGHAI = cars.SHANGHAI
HANDOVER = date(2026, 3, 1)
MARCH = datetime(2026, 3, 20, 9, 0, tzinfo=SHANGHAI)


@dataclass
class Shop:
    place: Organisation
    adviser: User

    @property
    def producer(self) -> Organisation:
        return self.place.parent


def shop(producer: Organisation | None = None, *, appointed_from: date | None = date(2020, 1, 1), **fields) -> Shop:
    place = cars.outlet(producer or cars.producer(), **fields)
    made = Shop(place, cars.adviser(place))
    if appointed_from is not None:
        appoint(place, appointed_from)
    return made


def appoint(place: Organisation, valid_from: date, valid_until: date | None = None, **fields) -> Appointment:
    told = {"sells": True, "repairs": True, "made_at": cars.AT, "made_by": people.registrar()} | fields
    return Appointment.objects.create(
        producer=place.parent, outlet=place, valid_from=valid_from, valid_until=valid_until, **told
    )


def car(at: Shop, vin: str = cars.VIN, energy: str = "ice", line=None, **fields) -> Vehicle:
    line = (
        line
        or at.producer.model_lines.filter(energy=energy).first()
        or cars.model_line(at.producer, energy, specification=energy)
    )
    identity = Identity(vin=vin, model_line=line, use="household", **fields)
    return vehicle_register(identity=identity, outlet=at.place, by=at.adviser, at=cars.AT)[0]


def sold(vehicle: Vehicle, at: Shop, owner: User | None = None, **fields) -> Ownership:
    told = {
        "seller": at.place,
        "invoice_number": "12345678",
        "invoiced_on": HANDOVER,
        "handover_on": HANDOVER,
        "price_fen": 18_680_000,
        "sold_by": at.adviser,
        "registered_at": cars.AT,
    } | fields
    Sale.objects.create(vehicle=vehicle, **told)
    return owned(vehicle, owner, told["handover_on"] or told["invoiced_on"])


def owned(vehicle: Vehicle, owner: User | None, since: date) -> Ownership:
    return Ownership.objects.create(
        vehicle=vehicle,
        consumer=owner,
        name=owner.name if owner else "周敏",
        phone=owner.phone if owner else "+8613800001441",
        acquired_by="sale",
        since=since,
        bound_at=cars.AT if owner else None,
    )


def sold_car(at: Shop, owner: User | None = None, vin: str = cars.VIN, energy: str = "ice", **fields) -> Vehicle:
    vehicle = car(at, vin, energy)
    sold(vehicle, at, owner, **fields)
    return vehicle


def arrival(when: datetime, km: int, **fields) -> Arrival:
    return Arrival(**{"mileage_km": km, "complaint": "起步时一顿一顿的", "received_at": when} | fields)


def brought(
    vehicle: Vehicle, at: Shop, when: datetime, km: int, *, now: datetime | None = None, key: UUID | None = None, **told
) -> Visit:
    return visit_open(
        vehicle=vehicle,
        arrival=arrival(when, km, **told),
        outlet=at.place,
        key=key or uuid4(),
        by=at.adviser,
        at=now or when,
    )


def finished(visit: Visit, when: datetime, by: User, work: str = "repair", **fields) -> Visit:
    done = {item.number: Done(done_work=work, **fields) for item in visit.items.all()}
    return visit_finish(visit=visit, done=done, finished_at=when, by=by, at=when)


def repaired(vehicle: Vehicle, at: Shop, when: datetime, km: int, hours: float = 8, **told) -> Visit:
    """In and out again, of the first problem of the car where it has one."""
    problem = QualityProblem.objects.filter(vehicle=vehicle).first()
    work = told.pop("work", "repair")
    visit = brought(vehicle, at, when, km, **({"problem": problem} | told))
    return finished(visit, when + timedelta(hours=hours), at.adviser, work)


def only_item(visit: Visit) -> Item:
    return visit.items.get()
