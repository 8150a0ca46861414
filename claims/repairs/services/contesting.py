"""A time that was assumed for a day is contested by the owner; a correction by the workshop settles it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from claims.repairs.models import Remark, Visit
from claims.repairs.permissions import can_remark
from claims.repairs.selectors import whole_visits
from claims.repairs.services.recording import check, record_visit
from claims.repairs.told import told
from claims.vehicles.selectors import current_ownership
from sanbao.accounts.models import User
from sanbao.accounts.services.recording import demand

NOT_ASSUMED = _("请选择一个推定的时间。")
SAY_WHEN = _("请写明实际是几点，您从哪里知道。")


@transaction.atomic
def moment_contest(*, visit: Visit, moment: str, words: str, key: UUID, by: User, at: datetime) -> Remark:
    """Sent twice under one key, it is one. Raises ValidationError for a moment that is known to the minute."""
    demand(can_remark(by, visit))
    known = Remark.objects.filter(made_by=by, request_key=key).first()
    if known is not None:
        return known
    if moment not in told(whole_visits().get(pk=visit.pk)).assumed:
        raise ValidationError({"moment": NOT_ASSUMED})
    if not words.strip():
        raise ValidationError({"words": SAY_WHEN})
    owner = current_ownership(visit.vehicle)
    made = Remark(
        visit=visit, contests=moment, ownership=owner, words=words.strip(), made_by=by, made_at=at, request_key=key
    )
    check(made)
    made.save()
    record_visit("visit.moment_contested", visit, by=by, at=at, remark=str(made.public_id), moment=moment)
    return made
