"""What open facts cost: a ten-visit case with about 40 of them beside the same case decided."""

import copy
import json
from functools import partial
from typing import Any

from benchmarks.measuring import TEN_VISITS, machine, medians, print_ratios
from sanbao.law.engine import assess
from sanbao.law.parsing import facts_from_json

DECIDED = "decided"
TARGET = 20
VISITS = 10


def decided_case() -> dict[str, Any]:
    case: dict[str, Any] = json.loads(TEN_VISITS.read_text(encoding="utf-8"))
    return case


def items_of(case: dict[str, Any]) -> list[dict[str, Any]]:
    return [item for visit in case["visits"] for item in visit["items"]]


def four_on_each_item(case: dict[str, Any]) -> None:
    """Quality, safety, need and cure of every item."""
    for item in items_of(case):
        item |= {
            "quality_problem": "disputed",
            "serious_safety": "disputed",
            "needs_replacement": "unknown",
            "resolved": "unknown",
        }


def three_and_exemptions(case: dict[str, Any]) -> None:
    """Quality, safety and cure of every item, and a disputed exemption for each of ten problems."""
    exemptions_alone(case)
    for item in items_of(case):
        item |= {"quality_problem": "disputed", "serious_safety": "disputed", "resolved": "unknown"}


def exemptions_alone(case: dict[str, Any]) -> None:
    """A problem a visit, each with four disputed exemptions."""
    grounds = ("improper_use", "forbidden_modification", "improper_handling", "force_majeure")
    for place, item in enumerate(items_of(case)):
        item["problem"] = f"P{place}"
    case["demand"]["items"][0]["problem"] = "P0"
    case["exemptions"] = [
        {"ground": ground, "problems": [f"P{place}"], "caused_damage": "disputed"}
        for place in range(VISITS)
        for ground in grounds
    ]


def exemptions_across_problems(case: dict[str, Any]) -> None:
    """Forty disputed exemptions, each for two neighbouring problems of six that recur."""
    problems = [f"P{n}" for n in range(1, 7)]
    for place, item in enumerate(items_of(case)):
        item["problem"] = problems[place % len(problems)]
    pairs = [[problems[n % 6], problems[(n + 1) % 6]] for n in range(40)]
    case["exemptions"] = [{"ground": "improper_use", "problems": pair, "caused_damage": "disputed"} for pair in pairs]


def twice_and_again(case: dict[str, Any]) -> None:
    """One component replaced at every visit, everything about it open."""
    for item in items_of(case):
        item |= {"problem": "P1", "group": "gearbox", "component": "gearbox_bearing", "work": "component_replacement"}
    four_on_each_item(case)
    case["exemptions"] = []


def one_problem(case: dict[str, Any]) -> None:
    """Everything open about one problem, and an exemption for it."""
    for item in items_of(case):
        item["problem"] = "P1"
    four_on_each_item(case)
    case["exemptions"] = [{"ground": "improper_use", "problems": ["P1"], "caused_damage": "disputed"}]


def four_items_a_visit(case: dict[str, Any]) -> None:
    """Four items a visit, the quality of each disputed."""
    for visit in case["visits"]:
        visit["items"] = [visit["items"][0] | {"problem": f"P{n}", "quality_problem": "disputed"} for n in range(1, 5)]


MIXES = (
    four_on_each_item,
    three_and_exemptions,
    exemptions_alone,
    exemptions_across_problems,
    twice_and_again,
    one_problem,
    four_items_a_visit,
)


def opened(mix: Any) -> dict[str, Any]:
    case = copy.deepcopy(decided_case())
    mix(case)
    return case


def number_open(case: dict[str, Any]) -> int:
    """Facts left open as the case states them, whether or not a rule reads them."""
    return sum(item.get(key) in ("disputed", "unknown") for item in items_of(case) for key in item) + sum(
        exemption.get("caused_damage") == "disputed" for exemption in case["exemptions"]
    )


if __name__ == "__main__":
    print(machine())
    decided = facts_from_json(decided_case())
    calls = {DECIDED: partial(assess, decided, texts=False)}
    for mix in MIXES:
        facts = facts_from_json(opened(mix))
        name = f"{mix.__name__.replace('_', ' ')} ({number_open(opened(mix))} open)"
        calls[name] = partial(assess, facts, texts=False)
    print_ratios(medians(calls, rounds=15, repeats=20), DECIDED, dict.fromkeys(list(calls)[1:], TARGET))
