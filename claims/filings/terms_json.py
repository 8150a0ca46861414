"""The terms of a version as JSON: what the public reads, and what the ledger commits to."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from claims.filings.terms import FiledTerms
from sanbao.law.facts import PeriodTerms


def terms_to_json(terms: FiledTerms) -> dict[str, Any]:
    """One version's terms as filed: what its commitment in the ledger is computed from."""
    limits = terms.capacity_limits
    return {
        "repair_warranty": _period(terms.repair_warranty),
        "three_guarantees": _period(terms.three_guarantees),
        "use_compensation_coefficient": None if terms.coefficient is None else f"{terms.coefficient.normalize():f}",
        "main_components": [asdict(part) for part in terms.main_components],
        "extra_main_components": [asdict(part) for part in terms.extra_main_components],
        "wear_parts": [{"code": part.code, "name": part.name, **_period(part.period)} for part in terms.wear_parts],
        "special_parts": [asdict(part) for part in terms.special_parts],
        "capacity_limits": None
        if limits is None
        else {
            "repair_warranty_percent": _share(limits.repair_warranty_percent),
            "three_guarantees_percent": _share(limits.three_guarantees_percent),
            "method": limits.method,
        },
        "producer_contact": asdict(terms.contact),
        "repairers": terms.repairers,
        "terms": terms.terms,
        "other": terms.other,
    }


def _period(period: PeriodTerms) -> dict[str, int]:
    return {"months": period.months, "km": period.km}


def _share(percent: Any) -> str | None:
    return None if percent is None else f"{percent.normalize():f}"
