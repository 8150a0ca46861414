"""What the seller certifies when it is done: another car, or the money back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from claims.cases.papers.articles import cited
from claims.cases.papers.contexts import MoneyLine, ReplacementCertificate, ReturnCertificate
from claims.cases.papers.money import COMPENSATION_NAME, basis_of, hints_of, known_sheet, lines_of, steps_of
from claims.cases.papers.told import ClaimTold
from claims.record.facts import sale_known, vehicle_facts, voucher_facts
from claims.vehicles.models import Vehicle
from documents.papers.checking import ContextError, Problem
from sanbao.law import CaseFacts, assess
from sanbao.law.assessment import VEHICLE_REPLACEMENT, VEHICLE_RETURN
from sanbao.law.refund_sheet import CompensationSteps
from sanbao.law.refund_sheet import refund_sheet as law_sheet
from sanbao.law.regulations import regulation
from sanbao.web import says


@dataclass(frozen=True, kw_only=True)
class HandedBack:
    """The old car as it was handed back. `facts` of the claim with that mileage, where it differs from the demand's."""

    on: date
    mileage_km: int
    facts: CaseFacts | None = None


def return_certificate(
    told: ClaimTold, back: HandedBack, *, paid_on: date | None = None, paid_how: str = "", basis: str = ""
) -> ReturnCertificate:
    sheet = known_sheet(told, back.facts)
    return ReturnCertificate(
        **told.head(),
        basis=basis or basis_of(told, VEHICLE_RETURN),
        handed_back_on=back.on,
        handed_back_mileage=says.km(back.mileage_km),
        lines=tuple(lines_of(sheet)),
        refund=sheet.refund_yuan or Decimal(0),
        paid_on=paid_on,
        paid_how=paid_how,
        hints=tuple(hints_of(told, sheet)),
    )


def replacement_certificate(
    told: ClaimTold, back: HandedBack, *, car: Vehicle, offered: str, voucher: str = "", basis: str = ""
) -> ReplacementCertificate:
    """`car`: the new one, registered with the day on which it was given as a replacement; `offered`: same model or not lower."""
    facts, given_on = _new_car(car)
    regulation_id = assess(facts).regulation.id
    if regulation_id is None:
        raise ContextError([Problem("given_on", _("换来的车不适用三包规定。"))])
    restart = regulation(regulation_id).parameters["replacement_period_start"]
    return ReplacementCertificate(
        **told.head(),
        basis=basis or basis_of(told, VEHICLE_REPLACEMENT),
        handed_back_on=back.on,
        handed_back_mileage=says.km(back.mileage_km),
        new_car=" ".join(filter(None, (car.name, car.specification))),
        new_vin=car.vin,
        offered=offered,
        given_on=given_on,
        restart=restart.paraphrase_zh,
        restart_citation=cited(restart.citation),
        periods=tuple(_periods(facts)),
        new_voucher=voucher,
        use_compensation=_compensation(back.facts or told.facts),
    )


def _new_car(car: Vehicle) -> tuple[CaseFacts, date]:
    sale = sale_known(car)
    given_on = sale.replacement_handover_on if sale else None
    if sale is None or given_on is None:
        raise ContextError([Problem("given_on", _("请先登记换来的车和它的交付日期。"))])
    return CaseFacts(given_on, vehicle_facts(car, sale), voucher_facts(sale)), given_on


def _periods(facts: CaseFacts) -> Iterator[tuple[str, str]]:
    periods = assess(facts).periods
    if periods is None:
        return
    yield "起算日", says.day(periods.starts_on)
    for name, window in (("包修期", periods.repair_warranty), ("三包有效期", periods.three_guarantees)):
        yield name, f"到{says.day(window.last_day)}或者{says.km(window.km or 0)}为止，先到为准"


def _compensation(facts: CaseFacts | None) -> MoneyLine | None:
    """What the consumer pays for the use of the old car; None where the replacement is free. Raises ContextError while the
    sum is not known."""
    if facts is None or not assess(facts).money.use_compensation.applies:
        return None
    sheet = law_sheet(facts, compensation_due=True)
    steps: CompensationSteps | None = sheet.steps if sheet else None
    if steps is None or steps.yuan is None:
        raise ContextError([Problem("use_compensation", _("使用补偿费还算不出来，请补全车价款、里程和系数。"))])
    return MoneyLine(
        name=COMPENSATION_NAME,
        amount=steps.yuan,
        how=f"{steps_of(steps)}＝{steps.yuan:,.2f}元",
        citation=cited(steps.citation),
    )
