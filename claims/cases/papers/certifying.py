"""The certificate that the seller gives with what it says it has done, and the sheet of its money; its pack to the producer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from claims.cases.codes import Remedy, VehicleOffered
from claims.cases.facts import yuan
from claims.cases.models import Claim, Fulfilment, RecourseRequest
from claims.cases.papers import checks, codes, endings
from claims.cases.papers.certificates import HandedBack, replacement_certificate, return_certificate
from claims.cases.papers.cleaning import cleaned
from claims.cases.papers.contexts import CasePaper, MoneyLine, ReturnCertificate
from claims.cases.papers.issuing import claim_paper_issue
from claims.cases.papers.money import INSURANCE, basis_of, refund_sheet
from claims.cases.papers.told import ClaimTold
from claims.cases.services.acting import Doing
from claims.cases.services.certifying import set_certificate
from claims.cases.services.done import promised
from claims.vehicles.models import Vehicle
from documents.issuing.models import Paper
from documents.issuing.permissions import can_issue
from documents.issuing.register import kind_of
from documents.papers.checking import ContextError, Problem
from documents.papers.language import CHINESE
from sanbao.accounts.models import User
from sanbao.law import CaseFacts
from sanbao.law.assessment import VEHICLE_RETURN
from sanbao.web import says

_KEYS = UUID("0b9f5a34-53c1-4c1f-8a61-6d1c0d1d7c02")
AGREED_SUM = "按双方商定退还的款项"


def add() -> None:
    set_certificate(Certificates())


class Certificates:
    """The site's own, in the name of a respondent with an account: of a return and of a replacement."""

    def is_ours(self, row: Fulfilment, by: User) -> bool:
        code = _MAKES[row.remedy][0] if row.remedy in _MAKES else ""
        respondent = row.claim.respondent
        return bool(code) and respondent is not None and can_issue(by, respondent, kind_of(code))

    def missing(self, row: Fulfilment, at: datetime) -> tuple[str, ...]:
        """In the language of whoever reads it."""
        code, makes = _MAKES[row.remedy]
        try:
            checks.check(code, cleaned(makes(ClaimTold(row.claim, at), row)))
        except ContextError as error:
            return tuple(dict.fromkeys(problem.says for problem in error.problems))
        return ()

    def issue(self, row: Fulfilment, by: User, at: datetime) -> Paper:
        code, makes = _MAKES[row.remedy]
        with transaction.atomic(), translation.override(CHINESE):
            return _issued(row, code, makes(ClaimTold(row.claim, at), row), by, at)


def _issued(row: Fulfilment, code: str, context: CasePaper, by: User, at: datetime) -> Paper:
    doing = Doing(by=by, at=at, key=uuid5(_KEYS, f"{row.public_id}/{code}"))
    paper = claim_paper_issue(claim=row.claim, code=code, context=context, doing=doing)
    if code == codes.RETURN and row.due_fen is not None:
        told, back = ClaimTold(row.claim, at), _back(ClaimTold(row.claim, at), row)
        sheet = refund_sheet(told, facts=back.facts)
        doing = Doing(by=by, at=at, key=uuid5(_KEYS, f"{row.public_id}/{codes.REFUND_SHEET}"))
        claim_paper_issue(claim=row.claim, code=codes.REFUND_SHEET, context=sheet, doing=doing)
    return paper


def _return(told: ClaimTold, row: Fulfilment) -> ReturnCertificate:
    back = _back(told, row)
    if row.due_fen is None:
        return _agreed_return(told, row, back)
    paid = yuan(row.paid_fen or 0)
    certified = return_certificate(told, back, paid_on=row.paid_on)
    how = "" if paid == certified.refund else f"实际付款{paid:,.2f}元"
    return replace(certified, paid_how=how)


def _agreed_return(told: ClaimTold, row: Fulfilment, back: HandedBack) -> ReturnCertificate:
    """Of a return that rests on a grant or an agreement alone: the sum that was paid."""
    paid = yuan(row.paid_fen or 0)
    return ReturnCertificate(
        **told.head(),
        basis=basis_of(told, VEHICLE_RETURN),
        handed_back_on=back.on,
        handed_back_mileage=says.km(back.mileage_km),
        lines=(MoneyLine(name=AGREED_SUM, amount=paid),),
        refund=paid,
        paid_on=row.paid_on,
        hints=(INSURANCE,),
    )


def _replacement(told: ClaimTold, row: Fulfilment) -> CasePaper:
    offered = promised(row.claim).vehicle_offered
    sale = row.new_sale
    if sale is None:
        raise ContextError([Problem("new_vin", _("换来的车没有在本网站登记。换车证明请用自己的纸出具。"))])
    voucher = sale.voucher.number if sale.voucher else ""
    car = Vehicle.objects.select_related("sale").get(pk=sale.vehicle_id)
    named = str(VehicleOffered(offered).label) if offered else ""
    return replacement_certificate(told, _back(told, row), car=car, offered=named, voucher=voucher)


def _back(told: ClaimTold, row: Fulfilment) -> HandedBack:
    day, km = row.returned_on or row.fulfilled_on, row.returned_mileage_km or 0
    return HandedBack(on=day, mileage_km=km, facts=_with_return(told.facts, row))


def _with_return(facts: CaseFacts | None, row: Fulfilment) -> CaseFacts | None:
    if facts is None or facts.demand is None or row.returned_mileage_km is None:
        return facts
    demand = replace(facts.demand, returned_on=row.returned_on, returned_mileage_km=row.returned_mileage_km)
    return replace(facts, demand=demand)


_MAKES: dict[str, tuple[str, Callable[[ClaimTold, Fulfilment], CasePaper]]] = {
    Remedy.VEHICLE_RETURN: (codes.RETURN, _return),
    Remedy.VEHICLE_REPLACEMENT: (codes.REPLACEMENT, _replacement),
}


def recourse_papers(claim: Claim) -> None:
    """A pack for each request that has gone to the producer and has none yet."""
    for row in claim.recourses.select_related("sent_by", "producer").order_by("sent_at", "id"):
        with translation.override(CHINESE):
            pack = endings.recourse_pack(
                ClaimTold(claim, row.sent_at),
                costs=tuple(_costs(row)),
                facts=tuple(_facts(row)),
                papers=row.papers.all(),
            )
        doing = Doing(by=row.sent_by, at=row.sent_at, key=pack_key(row))
        claim_paper_issue(claim=claim, code=codes.RECOURSE, context=pack, doing=doing)


def pack_key(row: RecourseRequest) -> UUID:
    """One a request: printed again, it is the same pack."""
    return uuid5(_KEYS, str(row.public_id))


def _costs(row: RecourseRequest) -> Iterator[MoneyLine]:
    for cost in row.costs.order_by("number"):
        sign = "" if cost.number == 1 else "+"
        yield MoneyLine(name=str(cost.get_what_display()), sign=sign, amount=yuan(cost.amount_fen), how=cost.words)


def _facts(row: RecourseRequest) -> Iterator[tuple[str, str]]:
    done = row.claim.fulfilments.order_by("number").last()
    if done is not None:
        yield "承担责任的方式", str(done.get_remedy_display())
        yield "办好日期", says.day(done.fulfilled_on)
    yield "为什么应当由生产者承担", row.words
