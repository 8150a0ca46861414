"""The money of a return as lines that add up, from the law's own sheet; and why it may not be known yet."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from claims.cases.papers.articles import cited
from claims.cases.papers.contexts import MoneyLine, RefundSheet
from claims.cases.papers.told import ClaimTold, written_yuan
from documents.papers.checking import ContextError, Problem
from sanbao.check.coefficient import percent
from sanbao.check.results.money_rows import loss_name
from sanbao.law import CaseFacts, assess
from sanbao.law import refund_sheet as law
from sanbao.law.assessment import VEHICLE_RETURN, Assessment
from sanbao.web import says

PRICE_NAME, COMPENSATION_NAME = "车价款（购车发票上的含税价）", "使用补偿费"
TOO_MUCH = "使用补偿费超过应退款项的部分，消费者不再付"
NOT_FREE_ONLY = "使用补偿费只在按使用以后累计的情形换车、退车的时候收；按早期的情形免费换车、退车的不收。"
INSURANCE = "保险费按保险合同向保险公司办理。"
MISSING = {
    law.PRICE: _("还不知道车价款，退款算不出来。"),
    law.COMPENSATION_DUE: _("使用补偿费要不要付还不能确定，退款算不出来。"),
    law.DEMANDED: _("还不知道里程，使用补偿费算不出来。"),
    law.COEFFICIENT: _("还不知道使用补偿系数，使用补偿费算不出来。"),
}
UNKNOWN = _("还不知道这辆车的销售情况，退款算不出来。")


def refund_sheet(
    told: ClaimTold, *, facts: CaseFacts | None = None, tax: law.TaxPaid | None = None, basis: str = ""
) -> RefundSheet:
    """`facts`: with what was found at the handing back; `basis`: of a return that both agreed on. Raises ContextError naming
    what is not known yet."""
    sheet = known_sheet(told, facts, tax)
    return RefundSheet(
        **told.head(),
        as_of=told.today,
        basis=basis or basis_of(told, VEHICLE_RETURN),
        figures=tuple(_figures(sheet)),
        lines=tuple(lines_of(sheet)),
        refund=sheet.refund_yuan or Decimal(0),
        notes=(NOT_FREE_ONLY,) if sheet.steps is None else (),
        hints=tuple(hints_of(told, sheet)),
    )


def known_sheet(told: ClaimTold, facts: CaseFacts | None = None, tax: law.TaxPaid | None = None) -> law.RefundSheet:
    """The law's sheet of a return; use compensation as the law has it, none where the law gives no return."""
    facts = facts or told.facts
    if facts is None:
        raise ContextError([Problem("lines", str(UNKNOWN))])
    assessment = assess(facts)
    sheet = law.refund_sheet(
        facts, compensation_due=_due(assessment), grounds=assessment.remedies.vehicle_return.rules, tax=tax
    )
    if sheet is None:
        raise ContextError([Problem("lines", str(UNKNOWN))])
    if sheet.missing:
        raise ContextError([Problem("lines", str(MISSING[code])) for code in sheet.missing])
    return sheet


def _due(assessment: Assessment) -> bool | None:
    return assessment.money.use_compensation.applies


def basis_of(told: ClaimTold, remedy: str) -> str:
    """Why, in one line; where the law does not give it, the grant."""
    return "".join(told.reasons(remedy)) or f"{told.head()['respondent']}同意了消费者的要求"


def lines_of(sheet: law.RefundSheet) -> Iterator[MoneyLine]:
    """What was not paid is left out; where more is owed for use than is paid back, the rest is let off."""
    total = Decimal(0)
    for line in sheet.lines:
        if line.code == law.REFUND or not line.yuan:
            continue
        written = _line(line, sheet)
        total += written.signed
        yield written
    if sheet.is_floored:
        yield MoneyLine(name=TOO_MUCH, sign=law.PLUS, amount=-total)


def _line(line: law.Line, sheet: law.RefundSheet) -> MoneyLine:
    amount = line.yuan or Decimal(0)
    if line.code == law.PRICE:
        return MoneyLine(name=PRICE_NAME, amount=amount, citation=cited(line.citation))
    if line.code == law.USE_COMPENSATION:
        how = steps_of(sheet.steps) if sheet.steps else ""
        return MoneyLine(name=COMPENSATION_NAME, sign="−", amount=amount, how=how, citation=cited(line.citation))
    return MoneyLine(name=loss_name(line.code), sign="+", amount=amount, citation=cited(line.citation))


def steps_of(steps: law.CompensationSteps) -> str:
    """车价款186,800.00元×里程12,345公里÷1,000公里×系数0.5%"""
    price, coefficient = written_yuan(steps.price_yuan or Decimal(0)), percent(steps.coefficient or Decimal(0))
    km, distance = says.km(steps.km or 0), says.km(steps.distance_km)
    return f"车价款{price}×里程{km}÷{distance}×系数{coefficient}"


def _figures(sheet: law.RefundSheet) -> Iterator[tuple[str, str]]:
    steps = sheet.steps
    if steps is None or steps.km is None or steps.coefficient is None:
        return
    day = "交还车辆时" if steps.km_from == law.HANDED_BACK else "提出要求时，还没有交还车辆"
    yield "里程", f"{says.km(steps.km)}（{day}）"
    stated = "三包凭证没有写明" if steps.stated is None else f"三包凭证上是{percent(steps.stated)}"
    capped = f"，高于规定的上限，按上限{percent(steps.most)}" if steps.is_capped else ""
    yield "使用补偿系数", f"{percent(steps.coefficient)}（{stated}{capped}）"


def hints_of(told: ClaimTold, sheet: law.RefundSheet) -> Iterator[str]:
    """What others give back: the tax office by its own estimate, the insurer."""
    if sheet.tax is not None:
        estimate, rate = written_yuan(sheet.tax.estimate_yuan), f"{sheet.tax.reduction_per_year:.0%}"
        yield (
            f"车辆购置税：已缴{written_yuan(sheet.tax.paid_yuan)}，满{sheet.tax.full_years}年，每满一年扣减{rate}，"
            f"估计可以退{estimate}，以税务机关的决定为准。"
        )
    elif rate := told.tax_reduction():
        yield f"车辆购置税：退车以后，消费者可以向税务机关申请退税；从缴税那天到申请那天，每满一年扣减已缴税款的{rate}。"
    yield INSURANCE
