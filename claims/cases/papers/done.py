"""What the seller certifies when it says that it is done, and what it sends to the producer: papers by a worker."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import uuid5

from django.utils import translation

from claims.cases.codes import Remedy, VehicleOffered
from claims.cases.facts import yuan
from claims.cases.models import Claim, Fulfilment, RecourseRequest
from claims.cases.papers import codes
from claims.cases.papers.certificates import HandedBack, replacement_certificate, return_certificate
from claims.cases.papers.contexts import CasePaper, MoneyLine
from claims.cases.papers.endings import recourse_pack
from claims.cases.papers.issuing import claim_paper_issue
from claims.cases.papers.told import ClaimTold
from claims.cases.services.acting import Doing
from claims.cases.services.done import WHOLE_CAR, promised
from claims.cases.signals import claim_noted
from documents.issuing.models import Paper
from documents.papers.checking import ContextError
from documents.papers.language import CHINESE
from sanbao.law import CaseFacts
from sanbao.web import says
from sanbao.work import GiveUp, MessageInfo, enqueue, handler

TOPIC = "claims.papers_of_done"
SAID, SENT = "claim.fulfilment_said", "claim.recourse_sent"


def add() -> None:
    claim_noted.connect(ask_for_papers, dispatch_uid="cases.papers_of_done")


def ask_for_papers(*, claim: Claim, note: str, at: datetime, **_signal: Any) -> None:
    rows: Any = {SAID: claim.fulfilments, SENT: claim.recourses}.get(note)
    if rows is not None:
        payload = {"note": note, "row": str(rows.latest("id").public_id)}
        enqueue(topic=TOPIC, payload=payload, key=f"{TOPIC}/{payload['row']}", at=at)


@handler(TOPIC)
def issue(payload: dict[str, Any], _message: MessageInfo) -> None:
    """Called again, it is the same paper. What cannot be printed for want of a fact waits for a person."""
    try:
        with translation.override(CHINESE):
            {SAID: _certify, SENT: _pack}[payload["note"]](payload["row"])
    except ContextError:
        raise GiveUp("incomplete_context") from None


def _certify(public_id: str) -> None:
    related = ("claim__vehicle__model_line", "claim__ownership", "claim__respondent", "claim__body", "claim__demand")
    row = Fulfilment.objects.select_related(*related, "new_sale__vehicle", "new_sale__voucher", "said_by").get(
        public_id=public_id
    )
    if row.claim.respondent_id is None or row.remedy not in WHOLE_CAR:
        return
    row.certificate = _issued(row.claim, row, *_certificate(row))
    row.save(update_fields=["certificate"])


def _certificate(row: Fulfilment) -> tuple[str, CasePaper]:
    told = ClaimTold(row.claim, row.said_at)
    assert row.returned_on is not None  # noqa: S101  asked for with either remedy
    assert row.returned_mileage_km is not None  # noqa: S101
    back = HandedBack(on=row.returned_on, mileage_km=row.returned_mileage_km, facts=_facts(told, row))
    if row.remedy == Remedy.VEHICLE_RETURN:
        return codes.RETURN, return_certificate(told, back, paid_on=row.paid_on)
    if row.new_sale is None:
        raise ContextError(())
    offered = promised(row.claim).vehicle_offered
    label = str(VehicleOffered(offered).label) if offered else ""
    voucher = row.new_sale.voucher.number if row.new_sale.voucher else ""
    car = row.new_sale.vehicle
    return codes.REPLACEMENT, replacement_certificate(told, back, car=car, offered=label, voucher=voucher)


def _facts(told: ClaimTold, row: Fulfilment) -> CaseFacts | None:
    """With the kilometres at the return; as before the car was back, if the consumer was faster than the worker."""
    facts = told.facts
    if facts is None or facts.demand is None:
        return facts
    demand = replace(facts.demand, returned_on=row.returned_on, returned_mileage_km=row.returned_mileage_km)
    return replace(facts, demand=demand, vehicle=replace(facts.vehicle, resold_after_return=False))


def _pack(public_id: str) -> None:
    related = ("claim__vehicle__model_line__producer", "claim__ownership", "claim__respondent", "claim__body")
    request = RecourseRequest.objects.select_related(*related, "claim__demand", "sent_by").get(public_id=public_id)
    claim, told = request.claim, ClaimTold(request.claim, request.sent_at)
    row = claim.fulfilments.filter(contested_at=None).latest("number")
    facts = (
        ("消费者的要求", f"{says.day(claim.demand.made_on)}，{claim.get_kind_display()}"),
        ("怎样办的", f"{says.day(row.fulfilled_on)}，{row.get_remedy_display()}"),
        ("为什么应当由生产者承担", request.words),
    )
    costs = [
        MoneyLine(name=str(one.get_what_display()), amount=yuan(one.amount_fen), how=one.words)
        for one in request.costs.all()
    ]
    context = recourse_pack(told, costs=costs, facts=facts, papers=request.papers.all())
    request.papers.add(_issued(claim, request, codes.RECOURSE, context))


def _issued(claim: Claim, row: Fulfilment | RecourseRequest, code: str, context: CasePaper) -> Paper:
    by, at = (row.said_by, row.said_at) if isinstance(row, Fulfilment) else (row.sent_by, row.sent_at)
    doing = Doing(by=by, at=at, key=uuid5(row.public_id, code))
    return claim_paper_issue(claim=claim, code=code, context=context, doing=doing)
