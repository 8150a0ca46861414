"""What the law gives in money for a car that goes back or is exchanged, and the days of a loaner, as figures of a claim."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from claims.cases.models import Claim
from claims.cases.sides import settled_facts
from sanbao.law import Assessment, CaseFacts, assess
from sanbao.law.errors import FactsError
from sanbao.law.money import losses_of
from sanbao.law.regulations import regulation
from sanbao.law.selection import selecting_day

FEN_IN_A_YUAN = 100


@dataclass(frozen=True)
class Figures:
    """Money in fen; None where the law gives no figure: a fact is open, or it rests on an agreement alone.

    `loaner_days`: by visit, as the facts name it (`R2`).
    """

    price_fen: int | None = None
    mileage_km: int | None = None
    coefficient: Decimal | None = None
    compensation_fen: int | None = None
    losses_fen: int | None = None
    refund_fen: int | None = None
    loaner_days: tuple[tuple[str, int], ...] = ()

    @property
    def days(self) -> int:
        return sum(days for _visit, days in self.loaner_days)


NO_FIGURES = Figures()


def figures_of(
    claim: Claim, at: datetime, *, returned_on: date | None = None, returned_mileage_km: int | None = None
) -> Figures:
    """As the claim stands; with the kilometres of the day on which the car came back, where that is known."""
    try:
        facts = settled_facts(claim, at)
        if facts is None:
            return NO_FIGURES
        if facts.demand is not None and returned_mileage_km is not None:
            demand = replace(facts.demand, returned_on=returned_on, returned_mileage_km=returned_mileage_km)
            facts = replace(facts, demand=demand)
        assessment = assess(facts, texts=False)
    except FactsError:
        return NO_FIGURES
    return _figures(facts, assessment)


def _figures(facts: CaseFacts, assessment: Assessment) -> Figures:
    money, compensation = assessment.money, assessment.money.use_compensation
    owed = Decimal(0) if compensation.applies is False else compensation.yuan
    return Figures(
        price_fen=_fen(facts.vehicle.price_yuan),
        mileage_km=compensation.mileage_km if compensation.applies else None,
        coefficient=compensation.coefficient if compensation.applies else None,
        compensation_fen=_fen(owed),
        losses_fen=_losses(facts, assessment),
        refund_fen=_fen(money.refund_yuan),
        loaner_days=tuple(assessment.remedies.loaner_days.items()),
    )


def _losses(facts: CaseFacts, assessment: Assessment) -> int | None:
    governing = assessment.regulation.id
    if governing is None:
        return None
    return _fen(losses_of(facts, regulation(governing).law_on(selecting_day(facts.vehicle))))


def _fen(yuan: Decimal | None) -> int | None:
    return None if yuan is None else int(yuan * FEN_IN_A_YUAN)
