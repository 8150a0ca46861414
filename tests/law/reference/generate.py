"""Random valid cases that crowd around the contract's thresholds, and cases with one defect."""

import copy
import random
from datetime import date, timedelta

from tests.law.reference.breakage import break_somewhere
from tests.law.reference.draft import Draft
from tests.law.reference.facts import CAUSATION, ORDER_150_ONLY
from tests.law.reference.settle import settle_open_facts
from tests.law.reference.themes import THEMES, WEIGHTS

WANTS = (
    "vehicle_return",
    "vehicle_return",
    "vehicle_replacement",
    "vehicle_replacement",
    "repair",
    "assembly_replacement",
)
LOSSES = ("registration", "accessories_net", "services")
GROUNDS = (*CAUSATION, *CAUSATION, "disclosed_flaw", "disclosed_flaw", *ORDER_150_ONLY)


def random_case(rng: random.Random, max_open: int = 9) -> dict:
    """A valid case with at most `max_open` open facts (a stated, absent or unstated value that reads as open)."""
    draft = Draft(rng)
    for name in rng.choices(list(WEIGHTS), list(WEIGHTS.values()), k=rng.choice((1, 1, 1, 2, 2, 3))):
        THEMES[name](draft)
    if not draft.visits and rng.random() < 0.7:
        THEMES["noise"](draft)
    case = {
        "contract": 1,
        "as_of": "",
        "vehicle": draft.vehicle,
        "voucher": draft.voucher,
        "visits": None,
        "demand": None,
        "exemptions": None,
    }
    case["visits"] = draft.written_visits()
    case["as_of"], day = draft.written_as_of()
    case["demand"] = demand(draft, day)
    case["exemptions"] = exemptions(draft, case)
    for key in ("voucher", "visits", "demand", "exemptions"):
        if not case[key] and rng.random() < 0.5:
            case.pop(key)
    settle_open_facts(rng, case, max_open, draft.worth_opening)
    return case


def random_broken_case(rng: random.Random) -> dict:
    """A valid case with one random defect."""
    while True:
        case = copy.deepcopy(random_case(rng, max_open=5))
        if break_somewhere(rng, case):
            return case


def demand(draft: Draft, as_of_day: date) -> dict | None:
    """What is asked for, with the items the themes suggest and at the distance they suggest."""
    rng = draft.rng
    if rng.random() < 0.15 and not draft.needs_demand:
        return None
    day = min(as_of_day, draft.demand_day(as_of_day))
    raw = {
        "made_on": day.isoformat(),
        "mileage_km": draft.demand_km(day),
        "wants": rng.choice(WANTS),
    }
    items = [item for item in draft.suggested if rng.random() < 0.75]
    if items or rng.random() < 0.3:
        raw["items"] = [draft.demand_item(item) for item in items]
    optional = {
        "papers": rng.choice(([], ["invoice"], ["voucher"], ["invoice", "voucher"], None)),
        "same_model_available": rng.choice((False, False, True, None)),
        "equal_or_better_available": rng.choice((False, False, True, None)),
        "returned_on": rng.choice((None, (day + timedelta(days=3)).isoformat())),
        "returned_mileage_km": rng.choice((None, raw["mileage_km"], raw["mileage_km"] + 137, 350000)),
        "losses_yuan": {
            key: rng.choice(("0", "125.00", "3000.5", "800.00", None)) for key in LOSSES if rng.random() < 0.7
        },
    }
    raw.update({key: value for key, value in optional.items() if rng.random() < 0.6})
    return raw


def exemptions(draft: Draft, case: dict) -> list[dict]:
    """Up to four grounds, each for one or several of the case's problems."""
    rng = draft.rng
    demand_items = (case["demand"] or {}).get("items") or []
    problems = sorted(
        {item["problem"] for visit in case["visits"] for item in visit["items"]}
        | {item["problem"] for item in demand_items}
    )
    if not problems:
        return []
    grounds = rng.choices(GROUNDS, k=rng.choice((0, 0, 0, 1, 1, 2, 4)))
    raised = [*draft.exemptions, *(exemption(rng, ground, problems) for ground in grounds)]
    return [one for one in raised if set(one["problems"]) <= set(problems)]


def exemption(rng: random.Random, ground: str, problems: list[str]) -> dict:
    named = rng.sample(problems, rng.randint(1, len(problems)))
    raw = {"ground": ground, "problems": named}
    key, other = ("caused_damage", "established") if ground in CAUSATION else ("established", "caused_damage")
    weights = (1, 6, 3, 2) if ground == "commercial_use" else (2, 5, 5, 3)
    value = rng.choices(("yes", "no", "disputed", "unknown"), weights)[0]
    if value != "unknown" or rng.random() < 0.5:
        raw[key] = value
    elif rng.random() < 0.5:
        raw[key] = None
    if rng.random() < 0.1:
        raw[other] = None
    return raw
