"""The assessment as JSON, and read back: keys and forms of the contract."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from sanbao.law.assessment import (
    REMEDIES,
    Alternative,
    Assessment,
    Count,
    Counters,
    Deadline,
    Finding,
    Money,
    Notice,
    Question,
    Remedies,
    Remedy,
    RepairDays,
    UseCompensation,
    VisitTime,
)
from sanbao.law.facts import CONTRACT
from sanbao.law.periods import Periods, Window
from sanbao.law.selection import RegulationChoice, Scope

_DISTANCE_LIMITED = ("repair_warranty", "three_guarantees", "sixty_days")


def assessment_to_json(assessment: Assessment) -> dict[str, Any]:
    """The assessment as JSON values, in the contract's shape."""
    return {
        "contract": CONTRACT,
        "as_of": assessment.as_of,
        "regulation": {"id": assessment.regulation.id, "because": assessment.regulation.because},
        "scope": _scope(assessment.scope),
        "periods": {} if assessment.periods is None else _periods(assessment.periods),
        "counters": {} if assessment.counters is None else _counters(assessment.counters),
        "findings": [_finding(finding) for finding in assessment.findings],
        "remedies": _remedies(assessment.remedies),
        "money": _money(assessment.money),
        "deadlines": [
            {"duty": deadline.duty, "due_on": _day(deadline.due_on), "rule": deadline.rule}
            for deadline in assessment.deadlines
        ],
        "notices": [{"code": notice.code, "text_zh": notice.text_zh} for notice in assessment.notices],
        "alternative": None if assessment.alternative is None else _alternative(assessment.alternative),
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _decimal(number: Decimal | None) -> str | None:
    return None if number is None else str(number)


def _scope(scope: Scope) -> dict[str, str]:
    return {"outcome": scope.outcome, "because": scope.because}


def _periods(periods: Periods) -> dict[str, Any]:
    written: dict[str, Any] = {"starts_on": periods.starts_on.isoformat()}
    for name in _DISTANCE_LIMITED:
        window: Window = getattr(periods, name)
        written[name] = {"last_day": window.last_day.isoformat(), "km": window.km}
    if periods.seven_days is not None:
        written["seven_days"] = {"last_day": periods.seven_days.last_day.isoformat()}
    return written


def _counters(counters: Counters) -> dict[str, Any]:
    days = counters.repair_days
    return {
        "repair_days": {
            "count": days.count,
            "limit": days.limit,
            "visits": [
                {
                    "id": visit.id,
                    "hours": str(visit.hours),
                    "excluded_hours": str(visit.excluded_hours),
                    "days": visit.days,
                }
                for visit in days.visits
            ],
        },
        "same_problem": _counts(counters.same_problem),
        "serious_safety_repairs": _count(counters.serious_safety_repairs),
        "assembly_replacements": _counts(counters.assembly_replacements),
        "component_replacements": _counts(counters.component_replacements),
    }


def _count(count: Count) -> dict[str, Any]:
    return {"count": count.count, "limit": count.limit, "visits": list(count.visits)}


def _counts(counts: Any) -> dict[str, Any]:
    return {key: _count(count) for key, count in counts.items()}


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "outcome": finding.outcome,
        "grants": list(finding.grants),
        "owed_by": finding.owed_by,
        "facts": list(finding.facts),
        "short_by": dict(finding.short_by),
        "questions": [
            {"fact": question.fact, "asks": question.asks, "if_yes": question.if_yes, "if_no": question.if_no}
            for question in finding.questions
        ],
        "text_zh": finding.text_zh,
    }


def _remedies(remedies: Remedies) -> dict[str, Any]:
    written: dict[str, dict[str, Any]] = {}
    for name in REMEDIES:
        remedy: Remedy = getattr(remedies, name)
        written[name] = {"outcome": remedy.outcome, "rules": list(remedy.rules)}
    written["assembly_replacement"]["assemblies"] = list(remedies.assemblies)
    written["loaner_or_transport"]["days"] = dict(remedies.loaner_days)
    return written


def _money(money: Money) -> dict[str, Any]:
    compensation = money.use_compensation
    return {
        "use_compensation": {
            "applies": compensation.applies,
            "coefficient": _decimal(compensation.coefficient),
            "mileage_km": compensation.mileage_km,
            "yuan": _decimal(compensation.yuan),
        },
        "refund_yuan": _decimal(money.refund_yuan),
    }


def _alternative(alternative: Alternative) -> dict[str, Any]:
    return {
        "regulation": alternative.regulation,
        "scope": _scope(alternative.scope),
        "remedies": _remedies(alternative.remedies),
    }
