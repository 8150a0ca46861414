"""The end: what was done, the rest of the record, the car handed back, the visit closed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from claims.repairs.models import Item, Precision, State, Visit
from claims.repairs.moments import day_of, finish_on, ordered
from claims.repairs.permissions import can_complete_record, can_hand_back, can_press_close, can_work_on
from claims.repairs.record_of import missing_of
from claims.repairs.selectors import whole_visits
from claims.repairs.services.recording import check, locked, not_later, record_visit, save
from claims.repairs.signals import visit_closed
from claims.repairs.told import told
from sanbao.accounts.models import User
from sanbao.accounts.services.recording import demand
from sanbao.law.case import COUNTED_WORK

NO_WORK = _("请选择实际做了什么。")
SAY_WHY_LESS = _("打算修理、后来没有修的，要写明原因：车主会看到次数减少。")
BEFORE_ARRIVAL = _("修好的时间不能早于送修的时间。")
BEFORE_FINISH = _("交还车辆的时间不能早于修好的时间。")
STILL_MISSING = _("修理记录还不完整，不能结束。")
NO_AMOUNT = _("请填写交通补偿的金额。")
NO_AGREEMENT = _("请写明是哪辆备用车，或者双方怎样约定。")
TOLD_IN_WORDS = (Visit.Mobility.LOANER, Visit.Mobility.AGREED_OTHERWISE)
RECORD_FIELDS = ("inspection_result", "tow_fen", "mobility", "mobility_words", "transport_fen")


@dataclass(frozen=True, kw_only=True)
class Done:
    """What became of one item."""

    done_work: str
    resolved: str = Item.Resolved.UNKNOWN
    less_because: str = ""


@transaction.atomic
def visit_finish(  # noqa: PLR0913  the end of everything the visit holds
    *,
    visit: Visit,
    done: Mapping[int, Done],
    finished_at: datetime,
    finished_precision: str = Precision.MINUTE,
    inspection_result: str = "",
    lock: int | None = None,
    by: User,
    at: datetime,
) -> Visit:
    """Repaired and the owner told. `done` by the number of the item. Finished twice, the first stands.

    Of `finished_at` the time is not read where the day alone is known.
    """
    row = locked(visit)
    if row.state != State.OPEN and can_hand_back(by, row):
        return row
    demand(can_work_on(by, row))
    row = locked(visit, lock)
    finished_at = _timed(row, finished_at, finished_precision, at)
    not_later("finished_at", finished_at, at)
    if finished_at < row.began_at or finished_at < row.received_at:
        raise ValidationError({"finished_at": BEFORE_ARRIVAL})
    items = list(row.items.all())
    _check_done(items, done)
    for item in items:
        _finish_item(item, done[item.number])
    for wait in row.waits.filter(ends_at=None):
        wait.ends_at = max(finished_at, wait.begins_at)
        wait.save(update_fields=["ends_at"])
    row.state, row.finished_at, row.finished_precision = State.FINISHED, finished_at, finished_precision
    row.inspection_result = inspection_result.strip() or row.inspection_result
    save(row)
    fewer = sum(is_less(item.planned_work, done[item.number].done_work) for item in items)
    record_visit("visit.finished", row, by=by, at=at, items=len(items), fewer=fewer)
    return row


def _timed(row: Visit, finished_at: datetime, precision: str, at: datetime) -> datetime:
    """In order with the arrival, which gives way where its own time was only assumed."""
    is_day = precision == Precision.DAY
    told_at = finish_on(day_of(finished_at), at) if is_day else finished_at
    row.received_at, settled = ordered(
        row.received_at,
        told_at,
        received_is_assumed=row.received_precision == Precision.DAY,
        finished_is_assumed=is_day,
    )
    return settled or told_at


def is_less(planned: str, done: str) -> bool:
    """What was planned would have counted, what was done does not."""
    return planned in COUNTED_WORK and done not in COUNTED_WORK


def _check_done(items: list[Item], done: Mapping[int, Done]) -> None:
    faults: dict[str, Any] = {}
    for item in items:
        told_done = done.get(item.number)
        if told_done is None or told_done.done_work not in Item.Work.values:
            faults[f"done_work_{item.number}"] = NO_WORK
        elif is_less(item.planned_work, told_done.done_work) and not told_done.less_because.strip():
            faults[f"less_because_{item.number}"] = SAY_WHY_LESS
    if faults:
        raise ValidationError(faults)


def _finish_item(item: Item, done: Done) -> None:
    if done.done_work in COUNTED_WORK:
        item.less_because = ""
    elif is_less(item.planned_work, done.done_work):
        item.less_because = done.less_because.strip()
    item.done_work, item.resolved = done.done_work, done.resolved
    check(item)
    item.save(update_fields=["done_work", "resolved", "less_because"])


@transaction.atomic
def record_complete(
    *, visit: Visit, values: Mapping[str, Any], lock: int | None = None, by: User, at: datetime
) -> Visit:
    """Inspection result, towing, loaner or transport money."""
    row = locked(visit, lock)
    demand(can_complete_record(by, row))
    for name in RECORD_FIELDS:
        if name in values:
            setattr(row, name, values[name])
    _check_mobility(row)
    save(row)
    record_visit("visit.record_completed", row, by=by, at=at, mobility=row.mobility or None)
    return row


def _check_mobility(visit: Visit) -> None:
    """What was agreed is told: on the record stands what the other side can hold it to."""
    if visit.mobility == Visit.Mobility.TRANSPORT and visit.transport_fen is None:
        raise ValidationError({"transport": NO_AMOUNT})
    if visit.mobility in TOLD_IN_WORDS and not visit.mobility_words.strip():
        raise ValidationError({"mobility_words": NO_AGREEMENT})


@transaction.atomic
def visit_hand_back(*, visit: Visit, picked_up_at: datetime, by: User, at: datetime) -> Visit:
    """The moment the owner has the car again; told again, before the closing, it is put right."""
    row = locked(visit)
    demand(can_hand_back(by, row))
    not_later("picked_up_at", picked_up_at, at)
    if row.finished_at is not None and picked_up_at < row.finished_at:
        raise ValidationError({"picked_up_at": BEFORE_FINISH})
    if row.picked_up_at != picked_up_at:
        row.picked_up_at = picked_up_at
        save(row)
        record_visit("visit.handed_back", row, by=by, at=at)
    return row


@transaction.atomic
def visit_close(*, visit: Visit, by: User, at: datetime) -> Visit:
    """Once nothing is missing that the law wants on the record; raises ValidationError. Closed twice is closed once."""
    row = locked(visit)
    demand(can_press_close(by, row))
    if row.state == State.CLOSED:
        return row
    if missing_of(told(whole_visits().get(pk=row.pk))):
        raise ValidationError(STILL_MISSING)
    row.state = State.CLOSED
    save(row)
    record_visit("visit.closed", row, by=by, at=at)
    visit_closed.send(sender=Visit, visit=row, by=by, at=at)
    return row
