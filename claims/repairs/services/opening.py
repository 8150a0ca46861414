"""A car arrives. What really happened is never refused: what does not fit is warned of, explained and kept."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, Q
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from claims.filings.selectors import is_in_network
from claims.repairs.models import (
    Answer,
    Item,
    Link,
    Oddity,
    OddityCode,
    Precision,
    QualityProblem,
    Source,
    Visit,
    Work,
)
from claims.repairs.moments import arrival_on, day_of
from claims.repairs.permissions import can_receive
from claims.repairs.services.recording import check, not_later, record_visit
from claims.vehicles import plates
from claims.vehicles.models import OdometerReading, Vehicle
from claims.vehicles.selectors import contradicted_by, current_ownership, sale_of
from claims.vehicles.services.odometer import Reading, odometer_record
from claims.vehicles.services.registering import vehicle_make_known
from sanbao.accounts.models import Organisation, User
from sanbao.accounts.services.recording import demand

SAY_WHY = _("%(odd)s。请说明原因，然后再开单。")
NO_WORDS = _("请写下车主的话。")
OTHER_CAR = _("这个问题是另一辆车的。")
LOWER = OdometerReading.Lower
# Work in which nobody complains of anything unless he says so (contract: absent = no).
NO_PROBLEM_UNLESS_SAID = (Work.MAINTENANCE, Work.ACCIDENT, Work.NONE)
# Nothing of it is ever the same problem again.
NO_COMPLAINT = (Work.MAINTENANCE, Work.ACCIDENT, Work.RECALL)


@dataclass(frozen=True, kw_only=True)
class Arrival:
    """Of `received_at` the time is not read where the day alone is known. `problem`: the earlier problem it seems to be again; None: a new one, `problem_name` where it has a name yet.

    `words` explain what does not fit, `lower_because` an odometer that shows less than it did.
    """

    mileage_km: int
    complaint: str
    received_at: datetime
    received_precision: str = Precision.MINUTE
    planned_work: str = Work.REPAIR
    diagnosis_began_at: datetime | None = None
    plate: str = ""
    problem: QualityProblem | None = None
    problem_name: str = ""
    words: str = ""
    lower_because: str = ""

    @property
    def began_at(self) -> datetime:
        return min(filter(None, (self.received_at, self.diagnosis_began_at)))


def oddities(vehicle: Vehicle, arrival: Arrival, outlet: Organisation) -> list[OddityCode]:
    """What does not fit, in the order in which it is told."""
    found = {
        OddityCode.OVERLAP: _overlaps(vehicle, arrival),
        OddityCode.LOWER_ODOMETER: contradicted_by(vehicle, arrival.mileage_km, arrival.began_at) is not None,
        OddityCode.UNKNOWN_SALE: sale_of(vehicle) is None,
        OddityCode.OTHER_MAKE: not _is_appointed(vehicle, outlet, arrival.began_at),
    }
    return [code for code, is_so in found.items() if is_so]


@transaction.atomic
def visit_open(*, vehicle: Vehicle, arrival: Arrival, outlet: Organisation, key: UUID, by: User, at: datetime) -> Visit:
    """Opened twice under one key, it is one visit. Raises ValidationError for the impossible, and at `words` where a
    reason is wanted."""
    demand(can_receive(by, outlet))
    car = Vehicle.objects.select_for_update(of=("self",), no_key=True).select_related("model_line__producer")
    vehicle = car.get(pk=vehicle.pk)
    known = Visit.objects.filter(opened_by=by, request_key=key).first()
    if known is not None:
        return known
    arrival = _timed(arrival, at)
    _check(vehicle, arrival, at)
    odd = oddities(vehicle, arrival, outlet)
    if odd and not arrival.words.strip():
        raise ValidationError({"words": [_wants_reason(code) for code in odd]})
    visit = _visit(vehicle, arrival, outlet, key, by, at)
    _first_item(visit, arrival)
    for code in odd:
        Oddity.objects.create(visit=visit, code=code, words=arrival.words.strip())
    vehicle_make_known(vehicle, outlet, at)
    _reading(visit, arrival, by, at)
    codes = {f"odd_{code.value}": True for code in odd}
    record_visit("visit.opened", visit, by=by, at=at, km=visit.mileage_km, work=arrival.planned_work, **codes)
    return visit


def _wants_reason(code: OddityCode) -> ValidationError:
    return ValidationError(SAY_WHY, code=code.value, params={"odd": code.label})


def _timed(arrival: Arrival, at: datetime) -> Arrival:
    if arrival.received_precision != Precision.DAY:
        return arrival
    return replace(arrival, received_at=arrival_on(day_of(arrival.received_at), at))


def _check(vehicle: Vehicle, arrival: Arrival, at: datetime) -> None:
    not_later("received_at", arrival.received_at, at)
    not_later("diagnosis_began_at", arrival.diagnosis_began_at, at)
    if not arrival.complaint.strip():
        raise ValidationError({"complaint": NO_WORDS})
    if arrival.problem is not None and arrival.problem.vehicle_id != vehicle.pk:
        raise ValidationError({"problem": OTHER_CAR})


def _visit(vehicle: Vehicle, arrival: Arrival, outlet: Organisation, key: UUID, by: User, at: datetime) -> Visit:
    last = vehicle.visits.aggregate(last=Max("number"))["last"] or 0
    visit = Visit(
        vehicle=vehicle,
        number=last + 1,
        outlet=outlet,
        ownership=current_ownership(vehicle),
        plate=plates.compact(arrival.plate)[: plates.LONGEST],
        complaint=arrival.complaint.strip(),
        received_at=arrival.received_at,
        received_precision=arrival.received_precision,
        diagnosis_began_at=arrival.diagnosis_began_at,
        mileage_km=arrival.mileage_km,
        opened_by=by,
        opened_at=at,
        request_key=key,
    )
    check(visit)
    visit.save()
    return visit


def _first_item(visit: Visit, arrival: Arrival) -> None:
    problem = arrival.problem or problem_create(visit.vehicle, arrival.problem_name or name_of(arrival.planned_work))
    is_problem = arrival.planned_work not in NO_PROBLEM_UNLESS_SAID
    Item.objects.create(
        visit=visit,
        number=1,
        problem=problem,
        link=Link.NEW if arrival.problem is None else Link.PROPOSED,
        planned_work=arrival.planned_work,
        quality_problem=Answer.YES if is_problem else Answer.NO,
    )


def name_of(planned: str) -> str:
    """Where nothing is wrong, what is done is its name; kept in Chinese, whatever language the adviser reads."""
    if planned not in NO_COMPLAINT:
        return ""
    with translation.override("zh-hans"):
        return str(Work(planned).label)


def problem_create(vehicle: Vehicle, name: str) -> QualityProblem:
    """The next number of the car, which whoever calls has locked."""
    last = vehicle.problems.aggregate(last=Max("number"))["last"] or 0
    problem = QualityProblem(vehicle=vehicle, number=last + 1, name=name.strip())
    check(problem)
    problem.save()
    return problem


def _reading(visit: Visit, arrival: Arrival, by: User, at: datetime) -> None:
    fits = contradicted_by(visit.vehicle, visit.mileage_km, visit.received_at) is None
    reading = Reading(
        km=visit.mileage_km,
        read_at=visit.received_at,
        source=OdometerReading.Source.INTAKE,
        precision=visit.received_precision,
        lower_because="" if fits else arrival.lower_because or LOWER.UNCLEAR,
        words=arrival.words,
    )
    odometer_record(vehicle=visit.vehicle, reading=reading, outlet=visit.outlet, by=by, at=at)


def _overlaps(vehicle: Vehicle, arrival: Arrival) -> bool:
    lasting = Q(finished_at=None) | Q(finished_at__gt=arrival.began_at)
    return vehicle.visits.exclude(source=Source.OWNER).filter(lasting).exists()


def _is_appointed(vehicle: Vehicle, outlet: Organisation, moment: datetime) -> bool:
    line = vehicle.model_line
    return line is not None and is_in_network(outlet, line.producer, moment)
