"""What happened in the workshop: visits, the waits of their clock, what was wrong and what was done."""

from claims.repairs.models.item import Answer, Event, Item, Link, Position, Resolved, Work
from claims.repairs.models.later import AssumedMoment, Correction, Remark
from claims.repairs.models.problem import QualityProblem
from claims.repairs.models.statement import Sameness, VisitStatement
from claims.repairs.models.visit import InNetwork, Mobility, Oddity, OddityCode, Precision, Source, State, Visit
from claims.repairs.models.wait import Wait, WaitReason

__all__ = [
    "Answer",
    "AssumedMoment",
    "Correction",
    "Event",
    "InNetwork",
    "Item",
    "Link",
    "Mobility",
    "Oddity",
    "OddityCode",
    "Position",
    "Precision",
    "QualityProblem",
    "Remark",
    "Resolved",
    "Sameness",
    "Source",
    "State",
    "Visit",
    "VisitStatement",
    "Wait",
    "WaitReason",
    "Work",
]
