"""The terms of a voucher as its owner reads them from his paper: beside what was filed, and never less than the law."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from claims.filings.models import ModelLine
from claims.filings.selectors import filed_terms
from claims.filings.terms import Contact, FiledTerms, WearPart, regulation_on
from claims.vehicles import frozen_terms
from sanbao.law.facts import PeriodTerms
from sanbao.law.parts import edition

_NOTHING = PeriodTerms(0, 0)


@dataclass(frozen=True, kw_only=True)
class PaperTerms:
    """What the paper says; None or empty where its owner has not told it."""

    repair_warranty: PeriodTerms | None = None
    three_guarantees: PeriodTerms | None = None
    coefficient: Decimal | None = None
    wear_parts: Mapping[str, PeriodTerms] = field(default_factory=dict)

    @property
    def is_silent(self) -> bool:
        return not (self.repair_warranty or self.three_guarantees or self.coefficient is not None or self.wear_parts)


def frozen_from_paper(paper: PaperTerms, line: ModelLine | None, energy: str, day: date) -> dict[str, Any] | None:
    """None where neither the paper nor a filing says anything: then the law's minimum holds."""
    filed = filed_terms(line, day) if line is not None else None
    if filed is None and paper.is_silent:
        return None
    told = _told(filed or _silent(energy), paper, day)
    return frozen_terms.frozen(told.binding_on(day))


def _silent(energy: str) -> FiledTerms:
    """Nobody's terms: what the paper leaves open is filled by the law."""
    return FiledTerms(
        energy=energy,
        repair_warranty=_NOTHING,
        three_guarantees=_NOTHING,
        coefficient=None,
        main_components=(),
        contact=Contact("", "", ""),
        repairers="",
        terms="",
    )


def _told(terms: FiledTerms, paper: PaperTerms, day: date) -> FiledTerms:
    """The paper in his hand goes before the filing."""
    names = edition(regulation_on(day).parts_edition).wear_parts
    own = tuple(WearPart(code, names[code].zh, period) for code, period in paper.wear_parts.items() if code in names)
    others = tuple(part for part in terms.wear_parts if part.code not in paper.wear_parts)
    return replace(
        terms,
        repair_warranty=paper.repair_warranty or terms.repair_warranty,
        three_guarantees=paper.three_guarantees or terms.three_guarantees,
        coefficient=terms.coefficient if paper.coefficient is None else paper.coefficient,
        wear_parts=(*own, *others),
    )
