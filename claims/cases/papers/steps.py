"""Which step of a claim is put on paper: a message in the transaction of the step, the paper by a worker."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.db.models import QuerySet
from django.utils import translation

from claims.cases.models import Claim, Step
from claims.cases.papers import certifying, codes, endings, letters, replies
from claims.cases.papers.contexts import CasePaper
from claims.cases.papers.issuing import claim_paper_issue, papers_of, watch
from claims.cases.papers.told import ClaimTold
from claims.cases.services.acting import Doing
from claims.cases.signals import claim_noted, claim_stepped
from documents.issuing.models import Paper
from documents.papers.language import CHINESE
from sanbao.work import enqueue

TOPIC, RECOURSE_TOPIC = "claims.papers", "claims.recourse_papers"
_KEYS = UUID("2d6a3c1e-7f0b-4c59-9a52-5d8f0f2f7b11")
STEPS = ("submit", "grant", "refuse", "agree", "take_up", "refer_outside")


def add() -> None:
    watch()
    certifying.add()
    claim_stepped.connect(ask_for_papers, dispatch_uid="cases.papers")
    claim_noted.connect(ask_for_recourse, dispatch_uid="cases.recourse_papers")


def ask_for_papers(*, claim: Claim, step: Step, at: datetime, **_signal: Any) -> None:
    if step.name in STEPS:
        payload = {"claim": str(claim.public_id), "step": step.number}
        enqueue(topic=TOPIC, payload=payload, key=f"{TOPIC}/{claim.public_id}/{step.number}", at=at)


def ask_for_recourse(*, claim: Claim, note: str, at: datetime, **_signal: Any) -> None:
    if note == "claim.recourse_sent":
        number = claim.recourses.count()
        payload = {"claim": str(claim.public_id)}
        enqueue(topic=RECOURSE_TOPIC, payload=payload, key=f"{RECOURSE_TOPIC}/{claim.public_id}/{number}", at=at)


def issue_recourse_papers(public_id: str) -> None:
    certifying.recourse_papers(_claims().get(public_id=public_id))


def _claims() -> QuerySet[Claim]:
    return Claim.objects.select_related("vehicle__model_line__producer", "ownership", "respondent", "body", "demand")


def issue_papers_of_step(public_id: str, number: int) -> None:
    """Called again, it issues what is not issued yet."""
    claim = Claim.objects.select_related("vehicle", "ownership", "respondent", "body", "demand").get(
        public_id=public_id
    )
    step = claim.steps.select_related("by").get(number=number)
    with translation.override(CHINESE):
        papers = list(_papers(claim, step))
    for code, context in papers:
        doing = Doing(by=step.by, at=step.at, key=uuid5(_KEYS, f"{public_id}/{number}/{code}"))
        claim_paper_issue(claim=claim, code=code, context=context, doing=doing, replaces=_unsigned(claim, step, code))


def _papers(claim: Claim, step: Step) -> Iterator[tuple[str, CasePaper]]:
    """A respondent without an account has answered on its own paper, of which there is a photo."""
    told = ClaimTold(claim, step.at, before_answers=step.name == "submit")
    if step.name == "submit":
        yield codes.DEMAND_LETTER, letters.demand_letter(told)
        if claim.respondent_id is not None:
            yield codes.ACKNOWLEDGEMENT, letters.acknowledgement(told)
        if claim.representative is not None:
            yield codes.AUTHORISATION, letters.authorisation(told, claim.representative.name)
    elif step.name in ("agree", "take_up"):
        yield from _agreements(told)
    elif step.name == "refer_outside":
        yield codes.OUTSIDE_ROUTES, endings.outside_routes(told)
    elif step.name in ("grant", "refuse") and claim.respondent_id is not None:
        yield _answer(told, step)


def _answer(told: ClaimTold, step: Step) -> tuple[str, CasePaper]:
    """The reply that was given with the step."""
    reply = told.claim.replies.get(replied_at=step.at, grants=step.name == "grant")
    makes: Callable[..., CasePaper] = replies.grant if reply.grants else replies.refusal
    return (codes.GRANT if reply.grants else codes.REFUSAL), makes(told, reply)


def _agreements(told: ClaimTold) -> Iterator[tuple[str, CasePaper]]:
    """To be signed, and once more with both signatures."""
    row = told.claim.settlements.filter(lapsed_at=None).select_related("offer").first()
    if row is not None:
        yield codes.SETTLEMENT, endings.agreement(told, row)


def _unsigned(claim: Claim, step: Step, code: str) -> Paper | None:
    """The one that was printed to be signed gives way to the signed one."""
    if step.name != "take_up" or code != codes.SETTLEMENT:
        return None
    valid = papers_of(claim).filter(kind=code, withdrawn_at=None, replaced_by=None)
    return valid.filter(issued_at__lt=step.at).last()
