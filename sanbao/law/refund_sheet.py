"""The money of a return, line by line: every figure with what it is made of and its article (readings 15 and 16).

The same sum as `assess` gives, told in steps; and beside it, never in it, what the tax office may give back.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from sanbao.law.assessment import Assessment
from sanbao.law.facts import CaseFacts
from sanbao.law.money import (
    coefficient_of,
    compensated_mileage,
    compensation_yuan,
    losses_of,
    refund_yuan,
    to_the_fen,
)
from sanbao.law.outcomes import MET
from sanbao.law.periods import months_after
from sanbao.law.regulations import Citation, Law, Regulation, surrounding_law
from sanbao.law.selection import governing_regulation, selecting_day

PRICE, USE_COMPENSATION, REFUND = "price", "use_compensation", "refund"
COMPENSATION_DUE, COEFFICIENT = "compensation_due", "coefficient"
PLUS, MINUS, EQUALS = "+", "-", "="
HANDED_BACK, DEMANDED = "returned_mileage_km", "mileage_km"
_DUTIES_OF_A_RETURN = ("complete", "certificate")
_REDUCTION = "purchase_tax_reduction_per_year"
_MONTHS_OF_A_YEAR = 12
_NOTHING, _WHOLE = Decimal(0), Decimal(1)


@dataclass(frozen=True, slots=True)
class Line:
    """An amount of the sum: added, taken off, or what comes out. `yuan` is None while it cannot be known."""

    code: str
    sign: str
    yuan: Decimal | None
    citation: Citation


@dataclass(frozen=True, slots=True)
class CompensationSteps:
    """price x (km / distance_km) x coefficient = yuan. `km_from` says which reading it is: HANDED_BACK or DEMANDED.

    `stated` is the voucher's coefficient, None where it has none; `most` the highest that the law lets count.
    """

    price_yuan: Decimal | None
    km: int | None
    km_from: str
    distance_km: int
    thousands: Decimal | None
    stated: Decimal | None
    most: Decimal
    coefficient: Decimal | None
    yuan: Decimal | None
    citation: Citation

    @property
    def is_capped(self) -> bool:
        return self.stated is not None and self.stated > self.most


@dataclass(frozen=True, slots=True)
class TaxPaid:
    """Purchase tax as paid, and the day on which the refund is asked for."""

    yuan: Decimal
    paid_on: date
    asked_on: date


@dataclass(frozen=True, slots=True)
class TaxHint:
    """What the tax office may give back, as an estimate: a share less for each full year. No part of the refund."""

    reduction_per_year: Decimal
    full_years: int
    paid_yuan: Decimal
    estimate_yuan: Decimal
    citation: Citation


@dataclass(frozen=True, slots=True)
class RefundSheet:
    """`steps` is None where no use compensation is owed; `missing` names what the sum still needs.

    `grounds` are the rules that give the return. `is_floored`: more would be owed for use than is paid back, and
    nothing is.
    """

    regulation: str
    grounds: tuple[str, ...]
    lines: tuple[Line, ...]
    steps: CompensationSteps | None
    refund_yuan: Decimal | None
    is_floored: bool
    missing: tuple[str, ...]
    tax: TaxHint | None


def refund_sheet_of(facts: CaseFacts, assessment: Assessment, tax: TaxPaid | None = None) -> RefundSheet | None:
    """The sheet of a return that the law gives on these facts; None where it gives none, or not for certain."""
    given = assessment.remedies.vehicle_return
    if given.outcome != MET:
        return None
    due = assessment.money.use_compensation.applies
    return refund_sheet(facts, compensation_due=due, grounds=given.rules, tax=tax)


def refund_sheet(
    facts: CaseFacts,
    *,
    compensation_due: bool | None,
    grounds: tuple[str, ...] = (),
    tax: TaxPaid | None = None,
) -> RefundSheet | None:
    """The sheet of a return, whoever grants it. Whether use compensation is due is given; None: not yet known."""
    governing, _ = governing_regulation(facts.vehicle)
    if governing is None:
        return None
    law = governing.law_on(selecting_day(facts.vehicle))
    steps = None if compensation_due is False else _steps(facts, governing, law)
    missing = tuple(_missing(facts, steps, is_known=compensation_due is not None))
    owed = (steps.yuan if steps else None) or _NOTHING
    price, losses = facts.vehicle.price_yuan or _NOTHING, losses_of(facts, law)
    total = None if missing else refund_yuan(price, losses, owed)
    lines = [
        *_paid_back(facts, governing, law),
        *([Line(USE_COMPENSATION, MINUS, None if missing else owed, steps.citation)] if steps else []),
        Line(REFUND, EQUALS, total, _article_of_return(governing)),
    ]
    return RefundSheet(
        regulation=governing.id,
        grounds=grounds,
        lines=tuple(lines),
        steps=steps,
        refund_yuan=total,
        is_floored=total is not None and owed > price + losses,
        missing=missing,
        tax=None if tax is None else tax_hint(tax),
    )


def _missing(facts: CaseFacts, steps: CompensationSteps | None, *, is_known: bool) -> Iterator[str]:
    if facts.vehicle.price_yuan is None:
        yield PRICE
    if not is_known:
        yield COMPENSATION_DUE
    if steps is not None and steps.km is None:
        yield DEMANDED
    if steps is not None and steps.coefficient is None:
        yield COEFFICIENT


def _paid_back(facts: CaseFacts, governing: Regulation, law: Law) -> Iterator[Line]:
    price = facts.vehicle.price_yuan
    yield Line(PRICE, PLUS, price if price is None else to_the_fen(price), _article_of_return(governing))
    article = governing.parameters["compensated_losses"].citation
    stated = {} if facts.demand is None else facts.demand.losses_yuan
    for item, loss in enumerate(law.compensated_losses, start=1):  # the data name them in the order of the items
        yield Line(loss, PLUS, to_the_fen(stated.get(loss, _NOTHING)), replace(article, item=item))


def _article_of_return(governing: Regulation) -> Citation:
    """Where the order says that a return is carried out, and certified."""
    return next(governing.parameters[duty].citation for duty in _DUTIES_OF_A_RETURN if duty in governing.parameters)


def _steps(facts: CaseFacts, governing: Regulation, law: Law) -> CompensationSteps:
    price, km, coefficient = facts.vehicle.price_yuan, compensated_mileage(facts.demand), coefficient_of(facts, law)
    handed_back = facts.demand is not None and facts.demand.returned_mileage_km is not None
    yuan = None
    if price is not None and km is not None and coefficient is not None:
        yuan = compensation_yuan(price, km, coefficient, law)
    return CompensationSteps(
        price_yuan=price,
        km=km,
        km_from=HANDED_BACK if handed_back else DEMANDED,
        distance_km=law.compensation_distance_km,
        thousands=None if km is None else Decimal(km) / law.compensation_distance_km,
        stated=facts.voucher.use_compensation_coefficient,
        most=law.compensation_coefficient_max,
        coefficient=coefficient,
        yuan=yuan,
        citation=governing.parameters["compensation_distance_km"].citation,
    )


def tax_hint(tax: TaxPaid) -> TaxHint | None:
    """None before the purchase tax law. Full years run from the payment to the day of asking."""
    reduction = surrounding_law()[_REDUCTION]
    if tax.asked_on < reduction.values[0][0]:
        return None
    rate = Decimal(reduction.on(tax.asked_on))
    years = 0
    while months_after(tax.paid_on, (years + 1) * _MONTHS_OF_A_YEAR) <= tax.asked_on:
        years += 1
    left = max(_WHOLE - rate * years, _NOTHING)
    return TaxHint(rate, years, tax.yuan, to_the_fen(tax.yuan * left), reduction.citation)
