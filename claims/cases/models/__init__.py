"""A claim, what is asked for, each step, each time limit, each answer, what each side states."""

from claims.cases.models.claim import Claim, ClaimNumber
from claims.cases.models.deadline import Deadline
from claims.cases.models.demand import Demand, DemandItem
from claims.cases.models.dispute import (
    Consultation,
    DisputeQuestion,
    FactEvidence,
    NotAccepted,
    OutsideRoute,
    Screening,
)
from claims.cases.models.reply import RefusalReason, Reply
from claims.cases.models.statement import RaisedGround, Side, Statement
from claims.cases.models.step import Step

__all__ = [
    "Claim",
    "ClaimNumber",
    "Consultation",
    "Deadline",
    "Demand",
    "DemandItem",
    "DisputeQuestion",
    "FactEvidence",
    "NotAccepted",
    "OutsideRoute",
    "RaisedGround",
    "RefusalReason",
    "Reply",
    "Screening",
    "Side",
    "Statement",
    "Step",
]
