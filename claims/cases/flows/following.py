"""The flows follow the claim: after each step the open tasks are those of the table (`claims.cases.flows.duties`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from claims.cases.flows.answering import AnswerFlow
from claims.cases.flows.base import DutyFlow
from claims.cases.flows.duties import DUTIES, OPEN_IN, open_works
from claims.cases.flows.fulfilling import FulfilFlow
from claims.cases.flows.screening import ScreenFlow
from claims.cases.flows.shaping import SHAPE, shaped
from claims.cases.models import Claim, Step
from claims.cases.models.duty import DutyTask, Work
from claims.cases.signals import claim_noted, claim_stepped
from sanbao.accounts.models import User

FLOWS: Mapping[str, type[DutyFlow]] = {
    Work.ANSWER: AnswerFlow,
    Work.FULFIL: FulfilFlow,
    Work.SCREEN: ScreenFlow,
}


def add() -> None:
    claim_stepped.connect(after_step, sender=Claim, dispatch_uid="flows")
    claim_noted.connect(after_note, sender=Claim, dispatch_uid="flows")


def after_step(claim: Claim, step: Step, at: datetime, **_kwargs: Any) -> None:
    """In the transaction of the step, which holds the claim."""
    if step.from_state in OPEN_IN:
        follow(claim, at, Ending.of(step))
    else:
        for work in open_works(claim):
            _open(claim, work, at)


def after_note(claim: Claim, note: str, by: User | None, at: datetime, **_kwargs: Any) -> None:
    """A record beside the state has moved a due day, named a dispute body, screened it, or said that it is done."""
    if claim.state in OPEN_IN:
        follow(claim, at, Ending(note, by))


@dataclass(frozen=True)
class Ending:
    """What may end tasks: a step or a note, and who took it, where he is of a house."""

    name: str
    by: User | None
    party: str | None = None

    @classmethod
    def of(cls, step: Step) -> Ending:
        return cls(step.name, step.by, step.party)


def follow(claim: Claim, at: datetime, ending: Ending) -> None:
    claim.moment = at
    wanted = set(open_works(claim))
    for task in open_tasks(claim):
        task.claim = claim
        if task.work in wanted and task.organisation_id == _holder_id(claim, task.work):
            wanted.remove(Work(task.work))
            if shaped(task):
                task.save(update_fields=[*SHAPE, "escalated_at"])
        else:
            close(task, at, ending)
    for work in sorted(wanted):
        _open(claim, work, at)


def open_tasks(claim: Claim) -> list[DutyTask]:
    """With their processes locked, as viewflow's own lock does it, in one query."""
    rows = DutyTask.objects.select_related("process").select_for_update(of=("self", "process"), no_key=True)
    return list(rows.filter(claim=claim, finished=None).order_by("id"))


def close(task: DutyTask, at: datetime, ending: Ending) -> None:
    """Done by that, or overtaken by it."""
    activation = task.flow_task.activation_class(task)
    activation.process.moment = at
    if ending.name in DUTIES[task.work].done_by:
        activation.start(_of_the_house(ending, task))
        activation.execute()
    else:
        activation.cancel()


def _open(claim: Claim, work: Work, at: datetime) -> None:
    claim.moment = at
    FLOWS[work].start.run(claim=claim, moment=at)


def _holder_id(claim: Claim, work: str) -> int | None:
    holder = DUTIES[work].holder(claim)
    return holder.pk if holder else None


def _of_the_house(ending: Ending, task: DutyTask) -> User | None:
    """What the consumer or the site does, none of the house has done. The notes that end a task are of its house."""
    return ending.by if ending.party in (None, DUTIES[task.work].party) else None
