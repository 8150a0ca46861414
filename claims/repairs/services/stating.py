"""A visit of which its repairer tells nothing here: the owner tells it from the slip, or a clerk writes it down for him.

Every telling is kept (`VisitStatement`); visit and items are what the latest one says.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from claims.repairs.models import Answer, Item, Link, Precision, QualityProblem, Source, State, Visit, VisitStatement
from claims.repairs.moments import arrival_on, day_of, finish_on, ordered
from claims.repairs.permissions import can_change_stated, can_state_visit, can_use_statement
from claims.repairs.services.finishing import BEFORE_ARRIVAL, NO_WORK
from claims.repairs.services.opening import NO_PROBLEM_UNLESS_SAID, OTHER_CAR, problem_create
from claims.repairs.services.recording import check, not_later, record_visit, save
from claims.vehicles.models import Vehicle
from claims.vehicles.selectors import current_ownership, sale_of
from claims.vehicles.services.stating import car_withdraw
from sanbao.accounts.models import User
from sanbao.accounts.services.recording import demand

BEFORE_SALE = _("送修的日期早于买车的日期，请核对。")
NO_PROBLEM = _("请用几个字写下是什么毛病，例如“变速器顿挫”。")
NO_ITEM = _("请至少填写一件修过的事。")
STATED_ALREADY = _("已经登记过了。要改的，请在送修页面办理。")


@dataclass(frozen=True, kw_only=True)
class StatedItem:
    """`problem`: the one of before that it was again; None: another one, called `name`."""

    work: str
    problem: QualityProblem | None = None
    name: str = ""
    group: str = ""
    component: str = ""
    part_name: str = ""
    serious_safety: str = Answer.NO
    resolved: str = Item.Resolved.UNKNOWN


@dataclass(frozen=True, kw_only=True)
class StatedVisit:
    """`outlet`: the one of the system that he means; else its name, and whether it was an appointed one.

    Of a moment with the precision of a day the time is not read. No `finished_at`: the car is still there.
    """

    place: str
    outlet: Any = None
    in_network: str = ""
    order_number: str = ""
    received_at: datetime
    received_precision: str = Precision.DAY
    finished_at: datetime | None = None
    finished_precision: str = Precision.DAY
    mileage_km: int
    words: str = ""
    items: Sequence[StatedItem] = field(default_factory=tuple)


def visit_statement_begin(*, vehicle: Vehicle, by: User, at: datetime) -> VisitStatement:
    """He goes on where he stopped. For an owner who has no account the body that wrote down his car is noted."""
    demand(can_state_visit(by, vehicle))
    begun = vehicle.visit_statements.filter(begun_by=by, visit=None, stated_at=None).first()
    if begun is not None:
        return begun
    written = vehicle.statements.filter(stated_at__isnull=False, withdrawn_at=None).order_by("number").last()
    is_own = vehicle.ownerships.filter(until=None, consumer=by).exists()
    body = None if is_own or written is None else written.organisation
    return VisitStatement.objects.create(vehicle=vehicle, begun_by=by, organisation=body, changed_at=at)


@transaction.atomic
def visit_statement_answer(
    *, statement: VisitStatement, answers: Mapping[str, Any], by: User, at: datetime
) -> VisitStatement:
    row = _locked(statement, by)
    if row.stated_at is not None:
        raise ValidationError(STATED_ALREADY)
    row.answers, row.changed_at = row.answers | answers, at
    row.save(update_fields=["answers", "changed_at"])
    return row


@transaction.atomic
def visit_state(*, statement: VisitStatement, told: StatedVisit, by: User, at: datetime) -> Visit:
    """Sent twice, it is one visit. Raises ValidationError for the impossible."""
    vehicle = _lock_car(statement.vehicle_id)
    row = _locked(statement, by)
    if row.stated_at is not None and row.visit is not None:
        return row.visit
    demand(can_state_visit(by, vehicle) if row.visit is None else can_change_stated(by, row.visit))
    visit = row.visit or _fresh(vehicle, by, at)
    _write(visit, told, at)
    _check(visit, told, at)
    save(visit)
    _write_items(visit, told)
    last = visit.statements.aggregate(last=Max("number"))["last"] or 0
    row.visit, row.number, row.stated_at, row.changed_at = visit, last + 1, at, at
    row.save()
    codes = {"statement": str(row.public_id), "number": row.number, "km": visit.mileage_km, "items": len(told.items)}
    record_visit("visit.stated", visit, by=by, at=at, **codes)
    return visit


@transaction.atomic
def visit_correct_begin(*, visit: Visit, by: User, at: datetime) -> VisitStatement:
    """The answers of last time to go through again; begun twice, it is the same."""
    row = _locked_visit(visit)
    demand(can_change_stated(by, row))
    begun = row.statements.filter(stated_at=None, begun_by=by).first()
    if begun is not None:
        return begun
    told = row.statements.latest("number")
    return VisitStatement.objects.create(
        vehicle=row.vehicle,
        visit=row,
        answers=told.answers,
        begun_by=by,
        organisation=told.organisation,
        changed_at=at,
    )


@transaction.atomic
def visit_withdraw(*, visit: Visit, by: User, at: datetime) -> Visit:
    """It counts no more and is shown no more; what was said stays. Withdrawn twice, it is withdrawn once."""
    row = _locked_visit(visit)
    if row.withdrawn_at is not None:
        return row
    demand(can_change_stated(by, row))
    row.withdrawn_at = at
    save(row)
    record_visit("visit.withdrawn", row, by=by, at=at)
    return row


@transaction.atomic
def car_and_visits_withdraw(*, vehicle: Vehicle, by: User, at: datetime) -> None:
    """The owner takes back all that he has stated of the car."""
    for visit in vehicle.visits.filter(source=Source.OWNER, withdrawn_at=None, same_as=None):
        visit_withdraw(visit=visit, by=by, at=at)
    car_withdraw(vehicle=vehicle, by=by, at=at)


@transaction.atomic
def stated_visits_rely(*, vehicle: Vehicle, by: User, at: datetime) -> None:
    """A claim rests on what was stated: from now on it is not changed. Whoever calls has permitted it."""
    locked = _lock_car(vehicle.pk)
    for visit in locked.visits.filter(source=Source.OWNER, withdrawn_at=None, relied_on_at=None):
        visit.relied_on_at = at
        save(visit)
        record_visit("visit.relied_on", visit, by=by, at=at)


def _locked(statement: VisitStatement, by: User) -> VisitStatement:
    found = VisitStatement.objects.select_for_update(of=("self",)).select_related("vehicle", "visit", "organisation")
    row = found.get(pk=statement.pk)
    demand(can_use_statement(by, row))
    return row


def _locked_visit(visit: Visit) -> Visit:
    """Read once its car is locked, as whoever states, corrects or matches a visit of the car does."""
    _lock_car(visit.vehicle_id)
    return Visit.objects.select_related("vehicle", "ownership").get(pk=visit.pk)


def _lock_car(vehicle_id: int) -> Vehicle:
    return Vehicle.objects.select_for_update(of=("self",), no_key=True).get(pk=vehicle_id)


def _fresh(vehicle: Vehicle, by: User, at: datetime) -> Visit:
    last = vehicle.visits.aggregate(last=Max("number"))["last"] or 0
    return Visit(
        vehicle=vehicle,
        number=last + 1,
        source=Source.OWNER,
        ownership=current_ownership(vehicle),
        opened_by=by,
        opened_at=at,
        request_key=uuid4(),
    )


def _write(visit: Visit, told: StatedVisit, at: datetime) -> None:
    received, finished = _moments(told, at)
    visit.stated_outlet, visit.outlet_name = told.outlet, told.place.strip()
    visit.stated_network, visit.order_number = told.in_network, told.order_number.strip()
    visit.received_at, visit.received_precision = received, told.received_precision
    visit.finished_at, visit.finished_precision = finished, told.finished_precision
    visit.state = State.OPEN if finished is None else State.CLOSED
    visit.mileage_km, visit.complaint = told.mileage_km, told.words.strip()


def _moments(told: StatedVisit, at: datetime) -> tuple[datetime, datetime | None]:
    """What is missing of them is taken from the hours of outlets, as for the visits of repairers."""
    by_day = told.received_precision == Precision.DAY, told.finished_precision == Precision.DAY
    received = arrival_on(day_of(told.received_at), at) if by_day[0] else told.received_at
    finished = told.finished_at
    if finished is not None and by_day[1]:
        finished = finish_on(day_of(finished), at)
    return ordered(received, finished, received_is_assumed=by_day[0], finished_is_assumed=by_day[1])


def _check(visit: Visit, told: StatedVisit, at: datetime) -> None:
    not_later("received_at", visit.received_at, at)
    not_later("finished_at", visit.finished_at, at)
    if visit.finished_at is not None and visit.finished_at < visit.received_at:
        raise ValidationError({"finished_at": BEFORE_ARRIVAL})
    sale = sale_of(visit.vehicle)
    if sale is not None and day_of(visit.received_at) < min(filter(None, (sale.invoiced_on, sale.handover_on))):
        raise ValidationError({"received_at": BEFORE_SALE})
    if not told.items:
        raise ValidationError(NO_ITEM)
    for item in told.items:
        if item.work not in Item.Work.values:
            raise ValidationError({"work": NO_WORK})
        if item.problem is None and not item.name.strip():
            raise ValidationError({"name": NO_PROBLEM})
        if item.problem is not None and item.problem.vehicle_id != visit.vehicle_id:
            raise ValidationError({"problem": OTHER_CAR})


def _write_items(visit: Visit, told: StatedVisit) -> None:
    """Those that were told before are told anew; a problem that one of them began keeps its key."""
    before = {item.number: item for item in visit.items.select_related("problem")}
    for number, stated in enumerate(told.items, 1):
        item = before.pop(number, None)
        _write_item(item or Item(visit=visit, number=number), stated, is_new=item is None)
    Item.objects.filter(pk__in=[item.pk for item in before.values()]).delete()


def _write_item(item: Item, stated: StatedItem, *, is_new: bool) -> None:
    item.problem, item.link = _problem(item, stated, began_it=not is_new and item.link == Link.NEW)
    item.planned_work = item.done_work = stated.work
    item.group, item.component, item.part_name = stated.group, stated.component, stated.part_name.strip()
    item.quality_problem = Answer.NO if stated.work in NO_PROBLEM_UNLESS_SAID else Answer.YES
    item.serious_safety, item.resolved = stated.serious_safety, stated.resolved
    check(item)
    item.save()


def _problem(item: Item, stated: StatedItem, *, began_it: bool) -> tuple[QualityProblem, str]:
    """`began_it`: the problem it has now was first told of here."""
    if stated.problem is not None:
        is_own = began_it and item.problem_id == stated.problem.pk
        return stated.problem, Link.NEW if is_own else Link.STATED
    if not began_it:
        return problem_create(item.visit.vehicle, stated.name), Link.NEW
    item.problem.name = stated.name.strip()
    check(item.problem)
    item.problem.save(update_fields=["name"])
    return item.problem, Link.NEW
