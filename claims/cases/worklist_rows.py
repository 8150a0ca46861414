"""An entry of a worklist in words."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims.cases.codes import State
from claims.cases.models.duty import DutyTask, Queue, Work
from sanbao.accounts.models import User
from sanbao.web import says
from sanbao.web.components import WorklistAct, WorklistRow, WorklistTag


def row_of(task: DutyTask, person: User, today: date, *, is_head: bool) -> WorklistRow:
    claim = task.claim
    is_late = task.due_on is not None and task.due_on < today
    return WorklistRow(
        what=_("{kind}：{car}").format(kind=claim.get_kind_display(), car=claim.vehicle),
        url=claim.get_absolute_url(),
        due=_("还不知道") if task.due_on is None else says.day(task.due_on),
        is_late=is_late,
        detail=_("{number}，{turn}").format(number=claim.number, turn=turn_of(task)),
        due_detail=_due_detail(task, today),
        tags=(WorklistTag(_("涉及安全"), "run"),) if claim.is_priority else (),
        taken_by=_("我") if task.owner_id == person.pk else str(task.owner or ""),
        act=act_on(task, person, is_head=is_head),
    )


def turn_of(task: DutyTask) -> str:
    """Whose turn it is, and to do what."""
    if task.queue == Queue.WAITING:
        return _("等车主确认已经办好")
    if task.claim.state == State.SETTLED:
        return _("请签和解协议")
    return {Work.ANSWER: _("请答复"), Work.FULFIL: _("请办理"), Work.SCREEN: _("请审查")}[Work(task.work)]


def days_left(due_on: date | None, today: date) -> str:
    if due_on is None:
        return _("当年的放假安排还没有公布")
    days = (due_on - today).days
    if days < 0:
        return ngettext("晚了%(days)s天", "晚了%(days)s天", -days) % {"days": -days}
    if days == 0:
        return _("就是今天")
    return ngettext("还有%(days)s天", "还有%(days)s天", days) % {"days": days}


def _due_detail(task: DutyTask, today: date) -> str:
    left = days_left(task.due_on, today)
    return left if task.escalated_at is None else _("{left}，已经告诉负责人").format(left=left)


def act_on(task: DutyTask, person: User, *, is_head: bool) -> WorklistAct | None:
    of = _("，{number}").format(number=task.claim.number)
    if task.owner_id is None:
        return WorklistAct(_("我来办"), _url("take_task", task), of)
    if task.owner_id == person.pk or is_head:
        return WorklistAct(_("交回"), _url("give_back_task", task), of)
    return None


def _url(name: str, task: DutyTask) -> str:
    return reverse(f"cases:{name}", args=[task.process.public_id, task.work, task.public_id])
