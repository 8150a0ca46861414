"""The three nodes of a flow of ours: opened by a step, done by a person, ended.

viewflow keeps a row for every node it passes and asks three times who comes next. A duty has one task, so here it has
one row; start and end are told by the process. Moments are those of the step, not of the clock.
"""

from __future__ import annotations

from typing import Any

from viewflow.workflow.activation import Activation
from viewflow.workflow.nodes import End, StartHandle, View
from viewflow.workflow.nodes.end import EndActivation
from viewflow.workflow.nodes.start import StartHandleActivation
from viewflow.workflow.nodes.view import ViewActivation
from viewflow.workflow.signals import flow_finished, flow_started, task_finished
from viewflow.workflow.status import PROCESS, STATUS

from claims.cases.flows.duties import DUTIES
from claims.cases.models import Claim
from claims.cases.models.duty import DutyProcess
from sanbao.accounts.models import User


class OpenedActivation(StartHandleActivation):
    @Activation.status.super()
    def execute(self) -> None:
        """In the transaction of the step, which holds the claim: the new process is nobody else's yet."""
        self.process.save()
        self.complete()
        flow_started.send(sender=self.flow_class, process=self.process, task=self.task)
        self.activate_next()

    @Activation.status.super()
    def complete(self) -> None:
        """Leaves no row."""


class Opened(StartHandle):
    activation_class = OpenedActivation


def opened(activation: Any, *, claim: Claim, moment: Any) -> DutyProcess:
    """What `StartHandle.run` is told."""
    process: DutyProcess = activation.process
    process.claim, process.created, process.moment = claim, moment, moment
    return process


class DutyActivation(ViewActivation):
    @classmethod
    def create(cls, flow_task: Any, prev_activation: Any, token: Any, data: Any = None, seed: Any = None) -> Any:  # noqa: ARG003  the signature is viewflow's
        process = prev_activation.process
        duty = DUTIES[flow_task.work]
        task = flow_task.flow_class.task_class(
            process=process,
            flow_task=flow_task,
            token=token,
            created=process.moment,
            claim=process.claim,
            organisation=duty.holder(process.claim),
            work=duty.work,
        )
        flow_task.flow_class.shape(task)
        task.save()
        return cls(task)

    @Activation.status.transition(source=[STATUS.NEW, STATUS.ASSIGNED], target=STATUS.STARTED)
    def start(self, by: User | None) -> None:
        """Whoever does it has taken it."""
        self.task.owner = by or self.task.owner
        self.task.started = self.process.moment

    @Activation.status.super()
    def complete(self) -> None:
        self._end()
        task_finished.send(sender=self.flow_class, process=self.process, task=self.task)

    @Activation.status.super()
    def assign(self, user: User) -> None:
        self.task.owner, self.task.assigned = user, self.process.moment
        self.task.save(update_fields=["owner", "assigned", "status"])

    @Activation.status.super()
    def unassign(self) -> None:
        self.task.owner = self.task.assigned = None
        self.task.save(update_fields=["owner", "assigned", "status"])

    @Activation.status.super()
    def cancel(self) -> None:
        """Overtaken by another step: nobody has to do it any more."""
        self._end()
        self.process.status, self.process.finished = PROCESS.CANCELED, self.process.moment
        self.process.save(update_fields=["status", "finished"])

    def _end(self) -> None:
        self.task.finished, self.task.scheduled = self.process.moment, None
        self.task.save(update_fields=["owner", "started", "finished", "scheduled", "status"])


class ToDo(View):
    """Its screens are the pages of the claim: viewflow's own are not mounted."""

    activation_class = DutyActivation

    def __init__(self, work: str) -> None:
        super().__init__(view=None)
        self.work = work


class EndedActivation(EndActivation):
    # viewflow knows activations by their rows, and this one has none.
    __eq__ = object.__eq__
    __hash__ = object.__hash__

    @classmethod
    def create(cls, flow_task: Any, prev_activation: Any, token: Any, data: Any = None, seed: Any = None) -> Any:  # noqa: ARG003  the signature is viewflow's
        task = flow_task.flow_class.task_class(process=prev_activation.process, flow_task=flow_task, token=token)
        return cls(task)

    @Activation.status.super()
    def activate(self) -> None:
        self.process.status, self.process.finished = PROCESS.DONE, self.process.moment
        self.process.save(update_fields=["status", "finished"])
        flow_finished.send(sender=self.flow_class, process=self.process, task=self.task)

    @Activation.status.super()
    def complete(self) -> None:
        """Leaves no row."""


class Ended(End):
    activation_class = EndedActivation
