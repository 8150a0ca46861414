"""Who must act now: a duty is a short flow of viewflow, with the one task that somebody takes and does.

The state of a claim is not kept here and never read from here (`claims.cases.machine`).
"""

import uuid
from datetime import date, datetime
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from viewflow.workflow.models import AbstractProcess, AbstractTask

from claims.cases.models.claim import Claim
from sanbao.accounts.models import Organisation, User

UNKNOWN_DAY = date.max  # in order after every day that is known


class Work(models.TextChoices):
    """What somebody has to do; each has its flow in `claims.cases.flows`."""

    ANSWER = "answer", _("答复请求")
    FULFIL = "fulfil", _("办理")
    SCREEN = "screen", _("审查争议")


class Queue(models.TextChoices):
    """Where an entry stands in a worklist: by what is to be done, or apart where the other side has to act first."""

    ANSWER = "answer", _("要答复的")
    FULFIL = "fulfil", _("要办理的")
    SCREEN = "screen", _("要审查的")
    WAITING = "waiting", _("等对方的")


class DutyProcess(AbstractProcess):
    """A duty from when it was opened until it was done or overtaken. `moment`: of the step that moves it."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="+")
    moment: datetime

    class Meta:
        verbose_name = _("职责")
        verbose_name_plural = _("职责")
        default_permissions = ()
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["claim", "flow_class"], condition=Q(finished=None), name="a_duty_is_open_once"
            ),
        ]


class DutyTask(AbstractTask):
    """One entry of a worklist. `organisation`: whose. `owner`: who has taken it.

    `due_on` follows `Claim.next_due_on`; `ranked_on` is the same, with a day after all others where it is not known yet.
    `scheduled`: when this entry has something to say next (a reminder).
    """

    Work = Work
    Queue = Queue

    previous = None  # each flow has one task: nothing comes before it
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    process = models.ForeignKey(DutyProcess, models.PROTECT, related_name="tasks")
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    owner = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    work = models.CharField(max_length=10, choices=Work.choices)
    queue = models.CharField(max_length=10, choices=Queue.choices)
    due_on = models.DateField(null=True, blank=True)
    ranked_on = models.DateField(default=UNKNOWN_DAY)
    escalated_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("待办事项")
        verbose_name_plural = _("待办事项")
        default_permissions = ()
        indexes: ClassVar[list[models.Index]] = [
            models.Index(F("organisation"), F("ranked_on"), F("id"), condition=Q(finished=None), name="worklist"),
            models.Index(
                F("organisation"),
                F("queue"),
                F("ranked_on"),
                F("id"),
                condition=Q(finished=None),
                name="worklist_queue",
            ),
            models.Index(
                F("organisation"),
                F("owner"),
                F("ranked_on"),
                F("id"),
                condition=Q(finished=None),
                name="worklist_taken",
            ),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["process"], condition=Q(finished=None), name="a_duty_has_one_task"),
        ]

    def __str__(self) -> str:
        return f"{self.claim_id} · {self.work}"
