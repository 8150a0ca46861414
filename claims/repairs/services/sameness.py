"""Is the visit that an owner stated the one that a repairer has entered? The owner or the repairer says so; both entries stay."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from claims.repairs.models import Sameness, Visit
from claims.repairs.permissions import can_answer_sameness
from claims.repairs.services.recording import record_visit, save
from claims.vehicles.models import Vehicle
from sanbao.accounts.models import User
from sanbao.accounts.services.recording import demand

NOT_A_PAIR = _("这两次送修不能对在一起。")
MATCHED_ALREADY = _("修理者的这次登记已经和另一次对上了。")


@transaction.atomic
def sameness_answer(*, visit: Visit, other: Visit, is_same: bool, by: User, at: datetime) -> Visit:
    """`visit` is the owner's; matched, the repairer's counts alone. The same answer twice is one; a later one holds."""
    Vehicle.objects.select_for_update(of=("self",), no_key=True).get(pk=visit.vehicle_id)
    row = Visit.objects.select_related("vehicle").get(pk=visit.pk)
    demand(can_answer_sameness(by, row, other))
    if other.vehicle_id != row.vehicle_id or other.is_stated or not row.is_stated or row.withdrawn_at:
        raise ValidationError(NOT_A_PAIR)
    if is_same and other.stated_again.exclude(pk=row.pk).exists():
        raise ValidationError(MATCHED_ALREADY)
    last = row.samenesses.filter(other=other).order_by("answered_at", "pk").last()
    if last is not None and last.is_same == is_same:
        return row
    is_outlet = other.outlet is not None and not row.vehicle.ownerships.filter(until=None, consumer=by).exists()
    body = other.outlet if is_outlet else None
    Sameness.objects.create(visit=row, other=other, is_same=is_same, answered_by=by, organisation=body, answered_at=at)
    _settle(row, other, is_same=is_same)
    save(row)
    record_visit("visit.sameness_answered", row, by=by, at=at, other=str(other.public_id), same=is_same)
    return row


def _settle(row: Visit, other: Visit, *, is_same: bool) -> None:
    """As it holds now."""
    if is_same:
        row.same_as = other
    elif row.same_as_id == other.pk:
        row.same_as = None
    apart = set(row.told_apart) - {other.key}
    row.told_apart = sorted(apart if is_same else apart | {other.key})
