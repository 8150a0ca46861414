"""What a grant contradicts: it is less money than the law gives, or later than the law allows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from claims.cases.contradictions import AMOUNT_BELOW_LAW, FILED_COEFFICIENT, LATER_THAN_DUE, Contradiction, Filed
from sanbao.law import CaseFacts, assess


@dataclass(frozen=True, slots=True)
class Granted:
    """A grant of a return: what is paid, when, and until when the law gives it."""

    facts: CaseFacts
    amount_yuan: Decimal | None
    fulfil_on: date | None
    due_on: date | None
    filed: Filed | None = None


def of_grant(granted: Granted) -> tuple[Contradiction, ...]:
    return (*_late(granted), *_money(granted))


def _late(granted: Granted) -> Iterator[Contradiction]:
    if granted.due_on is not None and granted.fulfil_on is not None and granted.fulfil_on > granted.due_on:
        yield Contradiction(LATER_THAN_DUE)


def _money(granted: Granted) -> Iterator[Contradiction]:
    """Less than the law gives; or what it gives only by a coefficient above the one that was filed."""
    offered = granted.amount_yuan
    if offered is None:
        return
    due = assess(granted.facts, texts=False).money.refund_yuan
    if due is not None and offered < due:
        yield Contradiction(AMOUNT_BELOW_LAW)
        return
    coefficient = granted.filed.voucher.use_compensation_coefficient if granted.filed else None
    if coefficient is None:
        return
    voucher = replace(granted.facts.voucher, use_compensation_coefficient=coefficient)
    by_filing = assess(replace(granted.facts, voucher=voucher), texts=False).money.refund_yuan
    if by_filing is not None and offered < by_filing:
        yield Contradiction(FILED_COEFFICIENT)
