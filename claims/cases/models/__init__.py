"""A claim, what is asked for, each step, each time limit, each answer, what each side states."""

from claims.cases.models.claim import Claim, ClaimNumber
from claims.cases.models.deadline import Deadline
from claims.cases.models.demand import Demand, DemandItem
from claims.cases.models.duty import DutyProcess, DutyTask, Queue, Work
from claims.cases.models.reply import RefusalReason, Reply
from claims.cases.models.review import ChangedAnswer, Review
from claims.cases.models.statement import RaisedGround, Side, Statement
from claims.cases.models.step import Step

__all__ = [
    "ChangedAnswer",
    "Claim",
    "ClaimNumber",
    "Deadline",
    "Demand",
    "DemandItem",
    "DutyProcess",
    "DutyTask",
    "Queue",
    "RaisedGround",
    "RefusalReason",
    "Reply",
    "Review",
    "Side",
    "Statement",
    "Step",
    "Work",
]
