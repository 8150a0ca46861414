"""What the seller has borne for the producer is asked back of him (Order 43, articles 3 and 11)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from claims.cases.codes import Party
from claims.cases.models import Claim, RecourseCost, RecourseRequest
from claims.cases.recourse_permissions import can_answer_recourse, can_ask_recourse, producer_of
from claims.cases.services.acting import Doing, locked, record_claim
from claims.cases.signals import claim_noted
from documents.issuing.models import Paper
from sanbao.accounts.models import User
from sanbao.accounts.services.recording import demand
from sanbao.ledger.shapes import Code

SAY_WHY = _("请写明为什么应当由生产者承担。")
SAY_COSTS = _("请至少写一项费用。")
WAITS_ALREADY = _("已经发给生产者，正在等答复。")
SAY_ANSWER = _("请选择承担多少。")
SAY_AMOUNT = _("请填写承担的金额，不能超过要求的金额。")
SAY_WHY_NOT = _("请写明理由。")


@dataclass(frozen=True, kw_only=True)
class Asked:
    """`costs`: unsaved rows without request and number. `papers`: those that go with it."""

    words: str
    costs: Sequence[RecourseCost]
    papers: Sequence[Paper] = ()


@dataclass(frozen=True, kw_only=True)
class Answered:
    answer: str
    amount_fen: int | None = None
    words: str = ""


@transaction.atomic
def recourse_send(*, claim: Claim, asked: Asked, doing: Doing) -> RecourseRequest:
    """Sent twice under one key it is one; while one waits for its answer there is no other."""
    current, by = locked(claim), _person(doing)
    demand(can_ask_recourse(by, current))
    known = RecourseRequest.objects.filter(sent_by=by, request_key=doing.key).first()
    if known is not None:
        return known
    _check(current, asked)
    seller, producer = current.respondent, producer_of(current)
    assert seller is not None and producer is not None  # noqa: S101, PT018  the predicate said so
    request = RecourseRequest.objects.create(
        claim=current,
        seller=seller,
        producer=producer,
        words=asked.words.strip(),
        sent_by=by,
        sent_at=doing.at,
        request_key=doing.key,
    )
    for number, cost in enumerate(asked.costs, 1):
        cost.request, cost.number = request, number
        cost.clean_fields(exclude=("request",))
    RecourseCost.objects.bulk_create(asked.costs)
    request.papers.set(asked.papers)
    _record("claim.recourse_sent", request, doing, {"total_fen": request.total_fen, "papers": len(asked.papers)})
    return request


@transaction.atomic
def recourse_answer(*, request: RecourseRequest, answered: Answered, doing: Doing) -> RecourseRequest:
    """The first answer stands; sent again, it is the same one."""
    by = _person(doing)
    rows = RecourseRequest.objects.select_for_update(of=("self",)).select_related("claim", "producer", "seller")
    current = rows.get(pk=request.pk)
    if current.answered_at is not None and current.answered_by_id == by.pk:
        return current
    demand(can_answer_recourse(by, current))
    amount_fen = _amount(current, answered)
    current.answer, current.answer_fen, current.answer_words = answered.answer, amount_fen, answered.words.strip()
    current.answered_by, current.answered_at = by, doing.at
    current.save()
    _record("claim.recourse_answered", current, doing, {"answer": current.answer, "amount_fen": amount_fen})
    return current


def _check(claim: Claim, asked: Asked) -> None:
    if claim.recourses.filter(answered_at=None).exists():
        raise ValidationError(WAITS_ALREADY, code="waits")
    faults = {
        "words": None if asked.words.strip() else SAY_WHY,
        "costs": None if asked.costs else SAY_COSTS,
    }
    if any(faults.values()):
        raise ValidationError({name: fault for name, fault in faults.items() if fault})


def _amount(request: RecourseRequest, answered: Answered) -> int:
    if answered.answer not in RecourseRequest.Answer.values:
        raise ValidationError({"answer": SAY_ANSWER})
    if answered.answer != RecourseRequest.Answer.ACCEPTED and not answered.words.strip():
        raise ValidationError({"words": SAY_WHY_NOT})
    if answered.answer == RecourseRequest.Answer.ACCEPTED:
        return request.total_fen
    if answered.answer == RecourseRequest.Answer.REFUSED:
        return 0
    if answered.amount_fen is None or not 0 < answered.amount_fen < request.total_fen:
        raise ValidationError({"amount_fen": SAY_AMOUNT})
    return answered.amount_fen


def _person(doing: Doing) -> User:
    demand(doing.by is not None)
    assert doing.by is not None  # noqa: S101  demanded above
    return doing.by


def _record(note: str, request: RecourseRequest, doing: Doing, codes: dict[str, Code]) -> None:
    """In the chain of the claim; the producer stands in the codes, for he is no party of it."""
    told: dict[str, Code] = {"recourse": str(request.public_id), "producer": str(request.producer.public_id), **codes}
    record_claim(note, request.claim, doing, Party.BUSINESS, told)
    claim_noted.send(sender=Claim, claim=request.claim, note=note, by=doing.by, at=doing.at)
