"""Both sides are asked to sign in one press, with the names that are known."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from claims.repairs.models import Visit
from claims.repairs.permissions import can_request_signatures
from claims.repairs.selectors import whole_visits
from claims.repairs.services.recording import locked
from claims.repairs.signing import CONSUMER, HAND_OVER, REPAIRER, sides, signable
from claims.repairs.told import told
from documents.signatures.models import Signature
from documents.signatures.services import Signer, signature_request
from sanbao.accounts.models import User
from sanbao.accounts.services.recording import demand

NOT_YET = _("请先填写交还车辆的时间，再请双方签字。")
NAME_UNKNOWN = _("不知道车主的姓名，请填写签字人。")


@transaction.atomic
def signatures_ask(*, visit: Visit, which: str, by: User, at: datetime) -> list[Signature]:
    """Of the sides that have neither signed, refused, nor been asked. Raises ValidationError."""
    row = locked(visit)
    demand(can_request_signatures(by, row))
    if which == HAND_OVER and row.picked_up_at is None:
        raise ValidationError(NOT_YET)
    waiting = [side.role for side in sides(told(whole_visits().get(pk=row.pk)))[which] if side.is_to_be_asked]
    people = {REPAIRER: Signer(by.name or by.username, user=by)}
    if row.ownership is not None and row.ownership.name:
        people[CONSUMER] = Signer(row.ownership.name, row.ownership.phone, row.ownership.consumer)
    if CONSUMER in waiting and CONSUMER not in people:
        raise ValidationError(NAME_UNKNOWN)
    thing = signable(row, which)
    return [signature_request(signable=thing, role=role, signer=people[role], by=by, at=at) for role in waiting]
