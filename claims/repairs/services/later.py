"""What is added afterwards: corrections by the workshop, remarks and answers by the owner. Nothing is overwritten."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from claims.repairs.models import Correction, Item, Link, Remark, Visit
from claims.repairs.permissions import can_answer_link, can_correct, can_remark
from claims.repairs.selectors import whole_visits
from claims.repairs.services.recording import SENT_BEFORE, check, locked, not_later, record_visit, save
from claims.repairs.told import ITEM_FIELDS, VISIT_FIELDS, ToldVisit, told, written
from claims.vehicles.models import OdometerReading
from claims.vehicles.selectors import current_ownership
from claims.vehicles.services.odometer import Reading, odometer_record
from sanbao.accounts.models import User
from sanbao.accounts.services.recording import demand

SAY_WHY = _("请写明更正的原因。")
NOT_A_FIELD = _("请选择要更正哪一项。")
NOTHING_CHANGES = _("新的内容和现在的一样。")
NOT_POSSIBLE = _("修好的时间不能早于送修的时间，交还车辆的时间不能早于修好的时间。")
NO_WORDS = _("请写下您的意见。")
SAY_WHY_CONTESTED = _("请写明您为什么认为不是同一个问题。")


@transaction.atomic
def correction_add(  # noqa: PLR0913  what, where, why, by whom
    *, visit: Visit, item: Item | None, field: str, after: Any, reason: str, key: UUID, by: User, at: datetime
) -> Correction:
    """A later entry. Sent twice under one key, it is one. Raises ValidationError."""
    row = locked(visit)
    demand(can_correct(by, row))
    known = Correction.objects.filter(made_by=by, request_key=key).first()
    if known is not None:
        _demand_same((known.field, known.after) == (field, written(after)))
        return known
    if field not in (VISIT_FIELDS if item is None else ITEM_FIELDS):
        raise ValidationError({"field": NOT_A_FIELD})
    if not reason.strip():
        raise ValidationError({"reason": SAY_WHY})
    before = _now(row, item, field)
    if written(before) == written(after):
        raise ValidationError({"after": NOTHING_CHANGES})
    made = Correction(
        visit=row,
        item=item,
        field=field,
        before=written(before),
        after=written(after),
        reason=reason.strip(),
        made_by=by,
        made_at=at,
        request_key=key,
    )
    check(made)
    made.save()
    _check(told(whole_visits().get(pk=row.pk)), at)
    if item is None and field == "mileage_km":
        _read_again(row, at, by)
    save(row)
    record_visit("visit.corrected", row, by=by, at=at, field=field, item=str(item.public_id) if item else None)
    return made


def _demand_same(is_same: bool) -> None:  # noqa: FBT001  reads as a sentence
    """Sent twice it is there once; changed behind the back button and sent again it is not taken for the first."""
    if not is_same:
        raise ValidationError(SENT_BEFORE)


def _read_again(visit: Visit, at: datetime, by: User) -> None:
    """The odometer's readings are compared with what it really showed."""
    now = told(whole_visits().get(pk=visit.pk))
    reading = Reading(
        km=now.mileage_km,
        read_at=visit.received_at,
        source=OdometerReading.Source.INTAKE,
        lower_because=OdometerReading.Lower.EARLIER_WRONG,
    )
    odometer_record(vehicle=visit.vehicle, reading=reading, outlet=visit.outlet, by=by, at=at)


def _now(visit: Visit, item: Item | None, field: str) -> Any:
    now = told(whole_visits().get(pk=visit.pk))
    if item is None:
        return getattr(now, field)
    return next(getattr(one, field) for one in now.items if one.row.pk == item.pk)


def _check(now: ToldVisit, at: datetime) -> None:
    """As corrected it must still be possible."""
    for moment in (now.received_at, now.diagnosis_began_at, now.finished_at, now.picked_up_at):
        not_later("after", moment, at)
    ends = [moment for moment in (now.received_at, now.finished_at, now.picked_up_at) if moment]
    if ends != sorted(ends) or (now.finished_at and now.began_at > now.finished_at):
        raise ValidationError({"after": NOT_POSSIBLE})


@transaction.atomic
def remark_add(*, visit: Visit, item: Item | None, words: str, key: UUID, by: User, at: datetime) -> Remark:
    demand(can_remark(by, visit))
    known = Remark.objects.filter(made_by=by, request_key=key).first()
    if known is not None:
        _demand_same(known.words == words.strip())
        return known
    if not words.strip():
        raise ValidationError({"words": NO_WORDS})
    owner = current_ownership(visit.vehicle)
    made = Remark(visit=visit, item=item, ownership=owner, words=words.strip(), made_by=by, made_at=at, request_key=key)
    check(made)
    made.save()
    record_visit("visit.remarked", visit, by=by, at=at, remark=str(made.public_id))
    return made


@transaction.atomic
def link_answer(*, item: Item, agrees: bool, words: str = "", by: User, at: datetime) -> Item:
    """The owner agrees that it is the same problem as before, or contests it and says why."""
    row = Item.objects.select_for_update(of=("self",), no_key=True).select_related("visit__vehicle").get(pk=item.pk)
    demand(can_answer_link(by, row))
    if not agrees and not words.strip():
        raise ValidationError({"words": SAY_WHY_CONTESTED})
    link = Link.AGREED if agrees else Link.CONTESTED
    if (row.link, row.link_words) != (link, words.strip()):
        row.link, row.link_words = link, words.strip()
        check(row)
        row.save(update_fields=["link", "link_words"])
        record_visit("item.link_answered", row.visit, by=by, at=at, item=str(row.public_id), answer=link.value)
    return row
