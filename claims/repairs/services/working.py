"""While the car is in the shop: who works on it, waits, items."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from claims.repairs.models import Item, Link, QualityProblem, Visit, Wait
from claims.repairs.permissions import can_complete_record, can_work_on
from claims.repairs.services.opening import problem_create
from claims.repairs.services.recording import check, locked, not_later, record_visit, save
from claims.vehicles.models import Vehicle
from sanbao.accounts.models import User
from sanbao.accounts.services.recording import demand
from sanbao.law.case import COUNTED_WORK
from sanbao.ledger.shapes import Code

BEFORE_ARRIVAL = _("等待不能早于送修的时间。")
ENDS_TOO_EARLY = _("等待的结束不能早于开始。")
UNKNOWN_REASON = _("请选择等待的原因。")
SAY_WHY_NOT = _("请写明为什么不是质量问题，或者双方各自怎么说。")
SAY_WHY_LESS = _("打算修理、后来不修的，要写明原因：车主会看到次数减少。")
OTHER_CAR = _("这个问题是另一辆车的。")

# What a technician or adviser fills in; the rest follows from acts of their own.
ITEM_FIELDS = (
    "group",
    "component",
    "part_name",
    "position",
    "symptom",
    "cause",
    "planned_work",
    "less_because",
    "old_part_number",
    "old_serial",
    "new_part_number",
    "new_serial",
    "labour_minutes",
    "labour_fen",
    "material_fen",
    "quality_problem",
    "quality_reason",
    "serious_safety",
    "event",
    "event_established",
    "main_component",
    "needs_replacement",
)

# Of these nothing is counted: they may still be told until the visit is closed.
COMPLETED_LATER = (
    "part_name",
    "old_part_number",
    "old_serial",
    "new_part_number",
    "new_serial",
    "labour_minutes",
    "labour_fen",
    "material_fen",
)


@transaction.atomic
def visit_take(*, visit: Visit, by: User, at: datetime) -> Visit:
    """Somebody makes it his job; taken again by another one, it is that one's."""
    row = locked(visit)
    demand(can_work_on(by, row))
    if row.technician_id != by.pk:
        row.technician = by
        save(row)
        record_visit("visit.taken", row, by=by, at=at)
    return row


@transaction.atomic
def wait_start(*, visit: Visit, reason: str, proof: str = "", begins_at: datetime, by: User, at: datetime) -> Wait:
    """One runs at a time for a reason: started twice, it is the one that runs."""
    row = locked(visit)
    demand(can_work_on(by, row))
    if reason not in Wait.Reason.values:
        raise ValidationError({"reason": UNKNOWN_REASON})
    not_later("begins_at", begins_at, at)
    if begins_at < row.began_at:
        raise ValidationError({"begins_at": BEFORE_ARRIVAL})
    running = row.waits.filter(reason=reason, ends_at=None).first()
    if running is not None:
        return running
    wait = Wait(visit=row, reason=reason, begins_at=begins_at, proof=proof.strip(), started_by=by)
    check(wait)
    wait.save()
    save(row)
    record_visit("wait.started", row, by=by, at=at, reason=reason, wait=str(wait.public_id))
    return wait


@transaction.atomic
def wait_stop(*, wait: Wait, ends_at: datetime, proof: str = "", by: User, at: datetime) -> Wait:
    """Stopped twice, the first end stands."""
    row = locked(wait.visit)
    demand(can_work_on(by, row))
    not_later("ends_at", ends_at, at)
    wait = Wait.objects.select_for_update(no_key=True).get(pk=wait.pk)
    if wait.ends_at is not None:
        return wait
    if ends_at < wait.begins_at:
        raise ValidationError({"ends_at": ENDS_TOO_EARLY})
    wait.ends_at, wait.proof = ends_at, proof.strip() or wait.proof
    wait.save(update_fields=["ends_at", "proof"])
    save(row)
    record_visit("wait.stopped", row, by=by, at=at, reason=wait.reason, wait=str(wait.public_id))
    return wait


@transaction.atomic
def item_save(  # noqa: PLR0913  an item is of a visit, about a problem, and changed under a lock
    *,
    visit: Visit,
    item: Item | None,
    values: Mapping[str, Any],
    problem: QualityProblem | None,
    problem_name: str = "",
    public_id: UUID | None = None,
    lock: int | None = None,
    by: User,
    at: datetime,
) -> Item:
    """A new item (`item` None; sent twice under one `public_id` it is one) or the same one changed."""
    car = Vehicle.objects.select_for_update(no_key=True).get(pk=visit.vehicle_id)
    row = locked(visit, lock if item else None)
    demand(can_work_on(by, row))
    wanted = item.public_id if item else public_id
    known = None if wanted is None else Item.objects.filter(visit=row, public_id=wanted).first()
    if item is None and known is not None:
        return known
    fresh = known or Item(visit=row, number=_next_number(row))
    if public_id is not None and known is None:
        fresh.public_id = public_id
    fewer = _fill(fresh, values, planned=known.planned_work if known else "")
    if fresh.quality_problem != Item.Answer.YES and not fresh.quality_reason.strip() and _is_repair(fresh):
        raise ValidationError({"quality_reason": SAY_WHY_NOT})
    _name_problem(fresh, car, problem, problem_name)
    check(fresh)
    fresh.save()
    save(row)
    action = "item.changed" if known else "item.added"
    codes: dict[str, Code] = {"fewer": 1} if fewer else {}
    record_visit(action, row, by=by, at=at, item=str(fresh.public_id), work=fresh.planned_work, **codes)
    return fresh


@transaction.atomic
def item_complete(*, item: Item, values: Mapping[str, Any], lock: int | None = None, by: User, at: datetime) -> Item:
    """What the record still lacks of an item once the car is repaired: parts and costs, nothing that is counted."""
    row = locked(item.visit, lock)
    demand(can_complete_record(by, row))
    fresh = Item.objects.get(pk=item.pk)
    for name in COMPLETED_LATER:
        if name in values:
            setattr(fresh, name, values[name])
    check(fresh)
    fresh.save()
    save(row)
    record_visit("item.completed", row, by=by, at=at, item=str(fresh.public_id))
    return fresh


def _fill(item: Item, values: Mapping[str, Any], planned: str) -> bool:
    """Whether a repair that was `planned`, and counted, is planned no more: the owner is told why."""
    counted = planned in COUNTED_WORK
    for name in ITEM_FIELDS:
        if name in values:
            setattr(item, name, values[name])
    if item.planned_work in COUNTED_WORK:
        item.less_because = ""
    elif counted and not item.less_because.strip():
        raise ValidationError({"less_because": SAY_WHY_LESS})
    return counted and item.planned_work not in COUNTED_WORK


def _next_number(visit: Visit) -> int:
    return (visit.items.aggregate(last=Max("number"))["last"] or 0) + 1


def _is_repair(item: Item) -> bool:
    return item.planned_work in ("repair", "component_replacement", "assembly_replacement", "software_update")


def _name_problem(item: Item, car: Vehicle, problem: QualityProblem | None, name: str) -> None:
    """Another problem of the car is a new link, which the owner has not answered; the same one keeps its answer."""
    if problem is not None and problem.vehicle_id != car.pk:
        raise ValidationError({"problem": OTHER_CAR})
    if problem is None:
        item.problem, item.link, item.link_words = problem_create(car, name), Link.NEW, ""
        return
    if item.problem_id != problem.pk:
        item.problem, item.link_words = problem, ""
        is_earlier = problem.items.exclude(visit=item.visit).exists()
        item.link = Link.PROPOSED if is_earlier else Link.NEW
    if name.strip() and not problem.name:
        problem.name = name.strip()
        check(problem)
        problem.save(update_fields=["name"])
