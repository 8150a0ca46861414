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


def assessment_from_json(written: Any) -> Assessment:
    """An assessment read back from what `assessment_to_json` wrote; equal to the one written."""
    periods = written["periods"]
    return Assessment(
        written["as_of"],
        RegulationChoice(**written["regulation"]),
        Scope(**written["scope"]),
        _periods_from(periods) if periods else None,
        _counters_from(written["counters"]) if written["counters"] else None,
        tuple([_finding_from(finding) for finding in written["findings"]]),
        _remedies_from(written["remedies"]),
        _money_from(written["money"]),
        tuple([_deadline_from(deadline) for deadline in written["deadlines"]]),
        tuple([Notice(**notice) for notice in written["notices"]]),
        _alternative_from(written["alternative"]) if written["alternative"] else None,
    )


def _optional_decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _periods_from(periods: Any) -> Periods:
    start = date.fromisoformat(periods["starts_on"])

    def window(name: str) -> Window:
        return Window(start, date.fromisoformat(periods[name]["last_day"]), periods[name].get("km"))

    seven_days = window("seven_days") if "seven_days" in periods else None
    return Periods(start, window("repair_warranty"), window("three_guarantees"), seven_days, window("sixty_days"))


def _counters_from(counters: Any) -> Counters:
    days = counters["repair_days"]
    times = tuple(
        [
            VisitTime(visit["id"], Decimal(visit["hours"]), Decimal(visit["excluded_hours"]), visit["days"])
            for visit in days["visits"]
        ]
    )
    return Counters(
        RepairDays(days["count"], days["limit"], times),
        _counts_from(counters["same_problem"]),
        _count_from(counters["serious_safety_repairs"]),
        _counts_from(counters["assembly_replacements"]),
        _counts_from(counters["component_replacements"]),
    )


def _count_from(count: Any) -> Count:
    return Count(count["count"], count["limit"], tuple(count["visits"]))


def _counts_from(counts: Any) -> dict[str, Count]:
    return {key: _count_from(count) for key, count in counts.items()}


def _finding_from(finding: Any) -> Finding:
    return Finding(
        finding["rule"],
        finding["outcome"],
        tuple(finding["grants"]),
        finding["owed_by"],
        tuple(finding["facts"]),
        finding["short_by"],
        tuple([Question(**question) for question in finding["questions"]]),
        finding["text_zh"],
    )


def _remedies_from(remedies: Any) -> Remedies:
    joined = {name: Remedy(remedies[name]["outcome"], tuple(remedies[name]["rules"])) for name in REMEDIES}
    return Remedies(
        **joined,
        assemblies=tuple(remedies["assembly_replacement"]["assemblies"]),
        loaner_days=remedies["loaner_or_transport"]["days"],
    )


def _money_from(money: Any) -> Money:
    compensation = money["use_compensation"]
    return Money(
        UseCompensation(
            compensation["applies"],
            _optional_decimal(compensation["coefficient"]),
            compensation["mileage_km"],
            _optional_decimal(compensation["yuan"]),
        ),
        _optional_decimal(money["refund_yuan"]),
    )


def _deadline_from(deadline: Any) -> Deadline:
    due_on = deadline["due_on"]
    return Deadline(deadline["duty"], None if due_on is None else date.fromisoformat(due_on), deadline["rule"])


def _alternative_from(alternative: Any) -> Alternative:
    return Alternative(
        alternative["regulation"], Scope(**alternative["scope"]), _remedies_from(alternative["remedies"])
    )
