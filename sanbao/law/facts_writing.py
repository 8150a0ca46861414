"""Facts as JSON in the contract's shape: what `sanbao.law.parsing` reads back. What is absent is left out."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sanbao.law.facts import CONTRACT, CaseFacts, Demand, ExcludedInterval, Exemption, PeriodTerms, Visit, Voucher


def facts_to_json(facts: CaseFacts) -> dict[str, Any]:
    """JSON values; read back they are equal facts."""
    written = {
        "contract": CONTRACT,
        "as_of": facts.as_of_given or facts.as_of.isoformat(),
        "vehicle": _plain(facts.vehicle),
        "voucher": _voucher(facts.voucher),
        "visits": [_visit(visit) for visit in facts.visits],
        "demand": None if facts.demand is None else _demand(facts.demand),
        "exemptions": [_exemption(exemption) for exemption in facts.exemptions],
    }
    return {key: value for key, value in written.items() if value not in (None, {}, [])}


def _plain(row: Any, *without: str) -> dict[str, Any]:
    """The fields of a dataclass that are there and single values."""
    values = {field.name: getattr(row, field.name) for field in fields(row) if field.name not in without}
    return {name: _value(value) for name, value in values.items() if value is not None}


def _value(value: Any) -> Any:
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value


def _voucher(voucher: Voucher) -> dict[str, Any]:
    terms = {name: getattr(voucher, name) for name in ("repair_warranty", "three_guarantees")}
    written: dict[str, Any] = {name: _terms(period) for name, period in terms.items() if period is not None}
    if voucher.use_compensation_coefficient is not None:
        written["use_compensation_coefficient"] = _value(voucher.use_compensation_coefficient)
    if voucher.wear_parts:
        written["wear_parts"] = {code: _terms(period) for code, period in voucher.wear_parts.items()}
    if voucher.extra_main_components:
        written["extra_main_components"] = list(voucher.extra_main_components)
    return written


def _terms(period: PeriodTerms) -> dict[str, int]:
    return {"months": period.months, "km": period.km}


def _visit(visit: Visit) -> dict[str, Any]:
    written = _plain(visit, "items", "excluded") | {"items": [_plain(item) for item in visit.items]}
    if visit.excluded:
        written["excluded"] = [_excluded(interval) for interval in visit.excluded]
    return written


def _excluded(interval: ExcludedInterval) -> dict[str, str]:
    return {
        "reason": interval.reason,
        "from": interval.begins_at.isoformat(),
        "to": interval.ends_at.isoformat(),
    }


def _demand(demand: Demand) -> dict[str, Any]:
    written = _plain(demand, "items", "papers", "losses_yuan")
    if demand.items:
        written["items"] = [_plain(item) for item in demand.items]
    if demand.papers:
        written["papers"] = list(demand.papers)
    if demand.losses_yuan:
        written["losses_yuan"] = {name: _value(amount) for name, amount in demand.losses_yuan.items()}
    return written


def _exemption(exemption: Exemption) -> dict[str, Any]:
    return _plain(exemption, "problems") | {"problems": list(exemption.problems)}
