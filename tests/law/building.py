"""Cases in few words, as the JSON that the engine reads; and the engine asked about them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from sanbao.law.assessment import Assessment, Finding
from sanbao.law.engine import assess
from sanbao.law.parsing import facts_from_json

Raw = dict[str, Any]

START = {"samr-43": date(2024, 3, 1), "aqsiq-150": date(2019, 3, 1)}
"""The day the periods begin of a case that says no other."""

SAME_PROBLEM = {"samr-43": "samr-43/24-1-4-count", "aqsiq-150": "aqsiq-150/21-1-count"}
REPAIR_DAYS = {"samr-43": "samr-43/24-1-4-time", "aqsiq-150": "aqsiq-150/21-1-time"}
FREE_REPAIR = {"samr-43": "samr-43/19-1", "aqsiq-150": "aqsiq-150/18-1"}
LOANER = {"samr-43": "samr-43/21", "aqsiq-150": "aqsiq-150/19-1"}
EARLY_ASSEMBLY = {"samr-43": "samr-43/20", "aqsiq-150": "aqsiq-150/18-2"}
EARLY_EVENT = {"samr-43": "samr-43/23", "aqsiq-150": "aqsiq-150/20-2"}
SERIOUS_SAFETY = {"samr-43": "samr-43/24-1-1", "aqsiq-150": "aqsiq-150/20-3-1"}
ASSEMBLY_AGAIN = {"samr-43": "samr-43/24-1-2", "aqsiq-150": "aqsiq-150/20-3-2-assembly"}
ORDERS = tuple(START)


def day(order: str, number: int) -> str:
    """The day so many days after the start of an order's case."""
    return (START[order] + timedelta(days=number)).isoformat()


def item(problem: str = "P1", work: str = "repair", **facts: Any) -> Raw:
    return {"problem": problem, "work": work, **facts}


def visit(
    received: str,
    *items: Raw,
    days: float = 0,
    hours: float = 2,
    km: int = 5000,
    finished: str | None = "",
    **facts: Any,
) -> Raw:
    """A repair received on a day (at nine) or at a moment, lasting `days`, else `hours`.

    `finished=None`: still in the shop. Of the facts `id`, `repairer` and `excluded` are the visit's own; the others
    are those of its one item, when no items are given.
    """
    moment = received if "T" in received else f"{received}T09:00+08:00"
    if finished == "":
        lasting = timedelta(days=days) if days else timedelta(hours=hours)
        finished = (datetime.fromisoformat(moment) + lasting).isoformat()
    return {
        "id": facts.pop("id", ""),
        "repairer": facts.pop("repairer", "network"),
        "received_at": moment,
        "finished_at": finished,
        "mileage_km": km,
        "excluded": list(facts.pop("excluded", ())),
        "items": list(items) or [item(**facts)],
    }


def excluded(reason: str, begins: str, ends: str) -> Raw:
    return {"reason": reason, "from": begins, "to": ends}


def demand(made_on: str, *items: Raw, km: int = 5000, wants: str = "vehicle_return", **facts: Any) -> Raw:
    return {"made_on": made_on, "mileage_km": km, "wants": wants, "items": list(items), **facts}


def trouble(problem: str = "P1", **facts: Any) -> Raw:
    """An item of a demand: what is wrong now."""
    return item(problem, "none", **facts)


def exemption(ground: str, *problems: str, **answer: str) -> Raw:
    return {"ground": ground, "problems": list(problems or ("P1",)), **answer}


def case(
    *visits: Raw,
    order: str = "samr-43",
    demand: Raw | None = None,
    exemptions: tuple[Raw, ...] = (),
    as_of: str = "2029-12-31",
    voucher: Raw | None = None,
    **vehicle: Any,
) -> Raw:
    """A case of a household passenger car invoiced on the start day; visits without an id become R1, R2 and so on."""
    for number, one in enumerate(visits, start=1):
        one["id"] = one["id"] or f"R{number}"
    return {
        "contract": 1,
        "as_of": as_of,
        "vehicle": {
            "kind": "passenger_car",
            "use": "household",
            "invoiced_on": START[order].isoformat(),
            **vehicle,
        },
        "voucher": voucher or {},
        "visits": list(visits),
        "demand": demand,
        "exemptions": list(exemptions),
    }


def assessed(raw: Raw) -> Assessment:
    return assess(facts_from_json(raw), texts=False)


def finding(raw: Raw, rule: str) -> Finding:
    return {one.rule: one for one in assessed(raw).findings}[rule]


def outcome(raw: Raw, rule: str) -> str:
    return finding(raw, rule).outcome


def asked(raw: Raw, rule: str) -> set[str]:
    """The facts that a finding asks."""
    return {question.fact for question in finding(raw, rule).questions}


def notices(raw: Raw) -> set[str]:
    return {notice.code for notice in assessed(raw).notices}
