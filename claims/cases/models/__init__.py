"""A claim, what is asked for, each step, each time limit, each answer, what each side states."""

from claims.cases.models.claim import Claim, ClaimNumber
from claims.cases.models.deadline import Deadline
from claims.cases.models.demand import Demand, DemandItem
from claims.cases.models.dispute import (
    Consultation,
    DisputeQuestion,
    NotAccepted,
    OutsideRoute,
    Screening,
)
from claims.cases.models.meanwhile import ConsumerDelay, InformationRequest
from claims.cases.models.offer import Offer, Settlement
from claims.cases.models.reply import RefusalReason, Reply
from claims.cases.models.statement import RaisedGround, Side, Statement
from claims.cases.models.step import Step

__all__ = [
    "Claim",
    "ClaimNumber",
    "Consultation",
    "ConsumerDelay",
    "Deadline",
    "Demand",
    "DemandItem",
    "DisputeQuestion",
    "InformationRequest",
    "NotAccepted",
    "Offer",
    "OutsideRoute",
    "RaisedGround",
    "RefusalReason",
    "Reply",
    "Screening",
    "Settlement",
    "Side",
    "Statement",
    "Step",
]
