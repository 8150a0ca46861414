"""A claim, what is asked for, each step, each time limit, each answer, what each side states, what is done, who is told."""

from claims.cases.models.asking import AskingProgress, RepresentationOffer
from claims.cases.models.case_file import CaseFile
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
from claims.cases.models.duty import DutyProcess, DutyTask, Queue, Work
from claims.cases.models.fulfilment import Fulfilment
from claims.cases.models.meanwhile import ConsumerDelay, InformationRequest
from claims.cases.models.message import Message
from claims.cases.models.offer import Offer, Settlement
from claims.cases.models.paper import ClaimPaper
from claims.cases.models.recourse import RecourseCost, RecourseRequest
from claims.cases.models.reply import RefusalReason, Reply
from claims.cases.models.review import ChangedAnswer, Review
from claims.cases.models.statement import RaisedGround, Side, Statement
from claims.cases.models.step import Step

__all__ = [
    "AskingProgress",
    "CaseFile",
    "ChangedAnswer",
    "Claim",
    "ClaimNumber",
    "ClaimPaper",
    "Consultation",
    "ConsumerDelay",
    "Deadline",
    "Demand",
    "DemandItem",
    "DisputeQuestion",
    "DutyProcess",
    "DutyTask",
    "Fulfilment",
    "InformationRequest",
    "Message",
    "NotAccepted",
    "Offer",
    "OutsideRoute",
    "Queue",
    "RaisedGround",
    "RecourseCost",
    "RecourseRequest",
    "RefusalReason",
    "Reply",
    "RepresentationOffer",
    "Review",
    "Screening",
    "Settlement",
    "Side",
    "Statement",
    "Step",
    "Work",
]
