"""Waits of the workshop clock told afterwards, with their proof, or put right."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from claims.repairs.models import Correction, State, Visit, Wait
from claims.repairs.permissions import can_correct, can_work_on
from claims.repairs.selectors import whole_visits
from claims.repairs.services.recording import SENT_BEFORE, check, locked, not_later, record_visit, save
from claims.repairs.services.working import BEFORE_ARRIVAL, ENDS_TOO_EARLY, UNKNOWN_REASON
from claims.repairs.told import WAIT, ToldVisit, told, written_wait
from sanbao.accounts.models import User
from sanbao.accounts.services.recording import demand

AFTER_FINISH = _("等待不能晚于修好的时间。")
NO_PROOF = _("不计入修理时间的等待，请写明凭据，例如运单号。")
SAY_WHY = _("已经修好的，请写明为什么现在才补记或者改动。")
NO_END = _("已经修好的，请填写等待到什么时候为止。")
RUNS_ALREADY = _("这种等待已经开始，还没有结束。")


@dataclass(frozen=True, kw_only=True)
class Waited:
    """As it is told afterwards. `because`: why only now, where the visit is finished."""

    reason: str
    begins_at: datetime
    ends_at: datetime | None = None
    proof: str = ""
    because: str = ""


@transaction.atomic
def wait_tell(*, visit: Visit, wait: Wait | None, waited: Waited, key: UUID, by: User, at: datetime) -> Wait:
    """A wait told afterwards (`wait` None; sent twice under one `key` it is one), or one put right.

    Once the visit is finished it is a correction: what stood there is kept. Raises ValidationError.
    """
    row = locked(visit)
    is_open = row.state == State.OPEN
    demand(can_work_on(by, row) if is_open else can_correct(by, row))
    known = row.waits.filter(public_id=wait.public_id if wait else key).first()
    if wait is None and known is not None:
        return known
    _check(row, known, waited, at)
    if not is_open and not waited.because.strip():
        raise ValidationError({"because": SAY_WHY})
    before = written_wait(known) if known else ""
    fresh = known or Wait(visit=row, public_id=key, started_by=by)
    fresh.reason, fresh.proof = waited.reason, waited.proof.strip()
    fresh.begins_at, fresh.ends_at = waited.begins_at, waited.ends_at
    if before == written_wait(fresh):
        return fresh
    if Correction.objects.filter(made_by=by, request_key=key).exists():
        raise ValidationError(SENT_BEFORE)
    check(fresh)
    fresh.save()
    if not is_open:
        _correct(fresh, before, waited.because, key, by, at)
    save(row)
    action = "wait.changed" if known else "wait.told"
    record_visit(action, row, by=by, at=at, reason=fresh.reason, wait=str(fresh.public_id))
    return fresh


def _check(visit: Visit, known: Wait | None, waited: Waited, at: datetime) -> None:
    now = told(whole_visits().get(pk=visit.pk))
    others = [one for one in now.waits if one.reason == waited.reason and one != known]
    faults: dict[str, Any] = {}
    if waited.reason not in Wait.Reason.values:
        faults["reason"] = UNKNOWN_REASON
    elif waited.ends_at is None and any(one.ends_at is None for one in others):
        faults["reason"] = RUNS_ALREADY
    if Wait(reason=waited.reason).may_be_excluded and not waited.proof.strip():
        faults["proof"] = NO_PROOF
    if waited.begins_at < now.began_at:
        faults["begins_at"] = BEFORE_ARRIVAL
    if ends := _end_fault(waited, now):
        faults["ends_at"] = ends
    if faults:
        raise ValidationError(faults)
    not_later("begins_at", waited.begins_at, at)
    not_later("ends_at", waited.ends_at, at)


def _end_fault(waited: Waited, now: ToldVisit) -> Any:
    if waited.ends_at is None:
        return None if now.finished_at is None else NO_END
    if waited.ends_at < waited.begins_at:
        return ENDS_TOO_EARLY
    return AFTER_FINISH if now.finished_at is not None and waited.ends_at > now.finished_at else None


def _correct(wait: Wait, before: str, because: str, key: UUID, by: User, at: datetime) -> None:
    made = Correction(
        visit=wait.visit,
        field=WAIT,
        before=before,
        after=written_wait(wait),
        reason=because.strip(),
        made_by=by,
        made_at=at,
        request_key=key,
    )
    check(made)
    made.save()
