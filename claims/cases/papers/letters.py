"""What the consumer's side sends, and the receipt: demand letter, authorisation, acknowledgement."""

from __future__ import annotations

from collections.abc import Iterator

from claims.cases.codes import Duty
from claims.cases.facts import yuan
from claims.cases.models import Claim
from claims.cases.papers.articles import cited
from claims.cases.papers.contexts import Acknowledgement, Authorisation, DemandLetter, MoneyLine
from claims.cases.papers.told import ClaimTold
from claims.cases.regulation import regulation_of
from documents.papers.fact_words import loss
from sanbao.law.regulations import regulation
from sanbao.web import says

POWERS = (
    "提出要求，补充事实和证据，对双方说法不同的事实表态",
    "收取答复和其他文书",
    "接受或者不接受答复，提出争议，协商、达成和解，撤回要求",
)


def demand_letter(told: ClaimTold) -> DemandLetter:
    claim, demand = told.claim, told.claim.demand
    wants = claim.about.wants
    return DemandLetter(
        **told.head(),
        made_on=demand.made_on,
        articles=told.articles(wants),
        mileage=says.km(demand.mileage_km),
        consumer_phone=claim.ownership.phone,
        representative=_representative(claim),
        respondent_address=claim.respondent_address,
        respondent_phone=claim.respondent_phone,
        is_known_here=claim.respondent_id is not None,
        bought=told.bought(),
        problems=tuple(_problems(claim)),
        words=demand.words,
        reasons=told.reasons(wants),
        money=tuple(_money(claim)),
        visits=told.visit_rows(),
        counts=told.counts(),
        limits=told.limits(Duty.REPLY, Duty.COMPLETE, Duty.CERTIFICATE, Duty.VOUCHER_REISSUE),
        evidence=told.evidence(),
    )


def authorisation(told: ClaimTold, representative: str, phone: str = "") -> Authorisation:
    return Authorisation(**told.head(), representative=representative, representative_phone=phone, powers=POWERS)


def acknowledgement(told: ClaimTold) -> Acknowledgement:
    """Raises ValueError while nothing is known to have arrived."""
    claim, demand = told.claim, told.claim.demand
    if demand.received_on is None:
        raise ValueError(claim.number)
    is_here = claim.respondent_id is not None
    return Acknowledgement(
        **told.head(),
        made_on=demand.made_on,
        received_on=demand.received_on,
        how=demand.receipt_words or ("在本网站提出，当日送到经营者的账号" if is_here else "由消费者登记"),
        limits=told.limits(Duty.REPLY, Duty.COMPLETE, Duty.CERTIFICATE, Duty.VOUCHER_REISSUE),
    )


def _representative(claim: Claim) -> str:
    person = claim.representative
    if person is None:
        return ""
    return f"{person.name}（电话{person.phone}）" if person.phone else person.name


def _problems(claim: Claim) -> Iterator[str]:
    for item in claim.demand.items.select_related("problem").order_by("number"):
        yield f"{item.problem}：{item.symptom}" if item.symptom else str(item.problem)


def _money(claim: Claim) -> Iterator[MoneyLine]:
    """What is asked for beside the car: losses by the article that gives them, or the amount that was paid."""
    demand, regulation_id = claim.demand, regulation_of(claim)
    if claim.about.is_about_money and demand.amount_fen is not None:
        yield MoneyLine(name=str(claim.get_kind_display()), amount=yuan(demand.amount_fen))
    if regulation_id is None or not claim.about.owed_by_seller:
        return
    parameter = regulation(regulation_id).parameters["compensated_losses"]
    for code in parameter.values[-1][1] or ():
        amount = getattr(demand, f"{code}_fen")
        if amount:
            yield MoneyLine(name=loss(code), amount=yuan(amount), sign="+", citation=cited(parameter.citation))
