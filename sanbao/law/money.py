"""Use compensation and refund (readings 15 and 16). Exact decimals; yuan to the fen, a half rounded up."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Context, Decimal

from sanbao.law.assessment import Money, Remedies, UseCompensation
from sanbao.law.facts import CaseFacts, Demand
from sanbao.law.outcomes import MET, UNDETERMINED, best
from sanbao.law.regulations import Law
from sanbao.law.rules import COMPENSATION_DUE, COMPENSATION_FREE, Judged

FEN = Decimal("0.01")
_EXACT = Context(prec=60, rounding=ROUND_HALF_UP)
_NOTHING = Decimal(0)
NO_MONEY = Money(UseCompensation(applies=False, coefficient=None, mileage_km=None, yuan=None), refund_yuan=None)


def coefficient_of(facts: CaseFacts, law: Law) -> Decimal | None:
    """The coefficient that may be used: the voucher's up to the legal maximum."""
    stated = facts.voucher.use_compensation_coefficient
    if stated is None:
        return law.compensation_coefficient_when_missing
    return min(stated, law.compensation_coefficient_max)


def compensated_mileage(demand: Demand | None) -> int | None:
    if demand is None:
        return None
    return demand.mileage_km if demand.returned_mileage_km is None else demand.returned_mileage_km


def money_of(facts: CaseFacts, law: Law, judged: Sequence[Judged], remedies: Remedies) -> Money:
    compensation = _use_compensation(facts, law, judged)
    return Money(compensation, _refund(facts, law, remedies, compensation))


def _use_compensation(facts: CaseFacts, law: Law, judged: Sequence[Judged]) -> UseCompensation:
    applies = compensation_applies(judged)
    price, km, coefficient = (
        facts.vehicle.price_yuan,
        compensated_mileage(facts.demand),
        coefficient_of(facts, law),
    )
    yuan = None
    if applies and price is not None and km is not None and coefficient is not None:
        yuan = compensation_yuan(price, km, coefficient, law)
    return UseCompensation(applies, coefficient, km, yuan)


def compensation_yuan(price: Decimal, km: int, coefficient: Decimal, law: Law) -> Decimal:
    """Price x km / 1000 x n."""
    amount = _EXACT.multiply(_EXACT.multiply(price, Decimal(km)), coefficient)
    return _EXACT.quantize(_EXACT.divide(amount, Decimal(law.compensation_distance_km)), FEN)


def compensation_applies(judged: Sequence[Judged]) -> bool | None:
    """True on a paid ground with no free one, None while a free one is undetermined."""
    paid = best([one.finding.outcome for one in judged if one.rule.compensation == COMPENSATION_DUE])
    free = best([one.finding.outcome for one in judged if one.rule.compensation == COMPENSATION_FREE])
    if paid != MET or free == MET:
        return False
    return None if free == UNDETERMINED else True


def _refund(facts: CaseFacts, law: Law, remedies: Remedies, compensation: UseCompensation) -> Decimal | None:
    price = facts.vehicle.price_yuan
    if remedies.vehicle_return.outcome != MET or price is None or compensation.applies is None:
        return None
    if compensation.applies and compensation.yuan is None:
        return None
    return refund_yuan(price, losses_of(facts, law), compensation.yuan or _NOTHING)


def refund_yuan(price: Decimal, losses: Decimal, compensation: Decimal) -> Decimal:
    """Price and losses less use compensation, never below nothing."""
    refund = _EXACT.subtract(_EXACT.add(price, losses), compensation)
    return _EXACT.quantize(max(refund, _NOTHING), FEN)


def to_the_fen(yuan: Decimal) -> Decimal:
    return _EXACT.quantize(yuan, FEN)


def losses_of(facts: CaseFacts, law: Law) -> Decimal:
    """The losses this regulation compensates; a loss not stated is nothing."""
    if facts.demand is None:
        return _NOTHING
    stated = facts.demand.losses_yuan
    return sum([stated.get(loss, _NOTHING) for loss in law.compensated_losses], _NOTHING)
