"""The reference assessment: the contract's JSON case in, its JSON assessment out (all but `text_zh`)."""

from datetime import date

from tests.law.reference import output
from tests.law.reference.counters import counters
from tests.law.reference.dates import asked_at
from tests.law.reference.facts import read_facts
from tests.law.reference.findings import findings, remedies
from tests.law.reference.orders import SAMR_43, Order, governing

TRANSITION = date(2022, 1, 1)


def assess(case: dict) -> dict:
    """The assessment of a valid case."""
    order, because = governing(case["vehicle"])
    assessment = {
        "contract": 1,
        "as_of": case["as_of"],
        "regulation": {"id": order.id if order else None, "because": because},
    }
    body = under(case, order)
    codes = body.pop("notices")
    alternative = alternative_of(case, order)
    if alternative:
        codes.append("transition")
    return {
        **assessment,
        **body,
        "notices": [{"code": code} for code in sorted(codes)],
        "alternative": alternative,
    }


def under(case: dict, order: Order | None) -> dict:
    """The assessment under one order; the notices as codes."""
    facts = read_facts(case, order) if order else None
    scope = output.scope(case["vehicle"], order, facts)
    if scope["outcome"] == "not_met":
        return {
            "scope": scope,
            "periods": {},
            "counters": {},
            "findings": [],
            "remedies": output.no_remedies(case),
            "money": output.no_money(),
            "deadlines": [],
            "notices": [],
        }
    found = findings(facts)
    granted = remedies(facts, found)
    due = output.deadlines(facts)
    return {
        "scope": scope,
        "periods": output.periods(facts),
        "counters": counters(facts),
        "findings": found,
        "remedies": granted,
        "money": output.money(facts, found, granted["vehicle_return"]["outcome"]),
        "deadlines": due,
        "notices": output.notices(case, facts, found, due),
    }


def alternative_of(case: dict, order: Order | None) -> dict | None:
    """Reading 1: when Order 150 governs and the question is asked in 2022 or later, Order 43's scope and remedies."""
    if order is None or order.id != "aqsiq-150" or asked_at(case["as_of"])[1] < TRANSITION:
        return None
    other = under(case, SAMR_43)
    return {"regulation": "samr-43", "scope": other["scope"], "remedies": other["remedies"]}
