"""Who of the house does it: a task is taken, and given back. Whoever acts without having taken it may do so all the same."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from claims.cases.flows.duties import DUTIES
from claims.cases.models.duty import DutyTask
from claims.cases.permissions import can_give_back, can_work_on
from claims.cases.services.acting import Doing, locked, record_claim
from sanbao.accounts.models import User
from sanbao.accounts.services.recording import demand

IS_OVER = _("这件事已经有人办完，或者不用办了。")
IS_TAKEN = _("同事刚刚接了这件事。")


@transaction.atomic
def task_take(*, task: DutyTask, by: User, at: datetime) -> DutyTask:
    """Taken twice by the same person, it is taken once; of two who take it at once, one has it."""
    demand(can_work_on(by, task))
    current = _current(task, at)
    if current.owner_id == by.pk:
        return current
    if current.owner_id is not None:
        raise ValidationError(IS_TAKEN, code="taken")
    current.flow_task.activation_class(current).assign(by)
    _record("claim.duty_taken", current, by, at)
    return current


@transaction.atomic
def task_give_back(*, task: DutyTask, by: User, at: datetime) -> DutyTask:
    """By who has it, or by the head of the house for somebody who is away."""
    current = _current(task, at)
    demand(can_give_back(by, current))
    if current.owner_id is None:
        return current
    current.flow_task.activation_class(current).unassign()
    _record("claim.duty_given_back", current, by, at)
    return current


def _current(task: DutyTask, at: datetime) -> DutyTask:
    """As it stands once the claim is held, as every step holds it first."""
    claim = locked(task.claim)
    with task.flow_task.flow_class.lock(task.process_id):
        current: DutyTask = DutyTask.objects.select_related("process", "organisation").get(pk=task.pk)
    if current.finished is not None:
        raise ValidationError(IS_OVER, code="over")
    current.claim, current.process.moment = claim, at
    return current


def _record(action: str, task: DutyTask, by: User, at: datetime) -> None:
    doing = Doing(by=by, at=at, key=uuid4())
    record_claim(action, task.claim, doing, DUTIES[task.work].party, {"duty": task.work})
