"""What open facts cost: ten-visit cases with about 40 of them, each beside the same case decided."""

import copy
import json
import random
from collections.abc import Callable
from functools import partial
from statistics import median
from typing import Any

from benchmarks.measuring import TEN_VISITS, machine, measure, ratio
from sanbao.law.engine import assess
from sanbao.law.parsing import facts_from_json

TARGET = 20
VISITS = 10
OPEN = ("disputed", "unknown")
GROUNDS = ("improper_use", "forbidden_modification", "improper_handling", "force_majeure")


def items_of(case: dict[str, Any]) -> list[dict[str, Any]]:
    return [item for visit in case["visits"] for item in visit["items"]]


def disputed(*problems: str, ground: str = GROUNDS[0]) -> dict[str, Any]:
    return {"ground": ground, "problems": list(problems), "caused_damage": "disputed"}


def four_on_each_item(case: dict[str, Any]) -> None:
    """Quality, safety, need and cure of every item."""
    for item in items_of(case):
        item |= {"quality_problem": "disputed", "serious_safety": "disputed"}
        item |= {"needs_replacement": "unknown", "resolved": "unknown"}


def three_and_exemptions(case: dict[str, Any]) -> None:
    """Quality, safety and cure of every item, and a disputed exemption for each of ten problems."""
    exemptions_alone(case)
    case["exemptions"] = case["exemptions"][:: len(GROUNDS)]
    for item in items_of(case):
        item |= {"quality_problem": "disputed", "serious_safety": "disputed", "resolved": "unknown"}


def exemptions_alone(case: dict[str, Any]) -> None:
    """A problem a visit, each with four disputed exemptions."""
    for place, item in enumerate(items_of(case)):
        item["problem"] = f"P{place}"
    case["demand"]["items"][0]["problem"] = "P0"
    case["exemptions"] = [disputed(f"P{place}", ground=ground) for place in range(VISITS) for ground in GROUNDS]


def exemptions_across_problems(case: dict[str, Any]) -> None:
    """Forty disputed exemptions, each for two neighbouring problems of six that recur."""
    problems = [f"P{n}" for n in range(1, 7)]
    for place, item in enumerate(items_of(case)):
        item["problem"] = problems[place % 6]
    case["exemptions"] = [disputed(problems[n % 6], problems[(n + 1) % 6]) for n in range(40)]


def tangled_exemptions(case: dict[str, Any], *, number: int = 40, problems: int = 8, seed: int = 1) -> None:
    """Several items a visit, of problems that recur, and exemptions for any two or three of these."""
    draw = random.Random(seed)  # noqa: S311  a case to measure, the same every time
    names = [f"P{n}" for n in range(problems)]
    for place, visit in enumerate(case["visits"]):
        item = {"problem": "", "work": "repair", "group": "gearbox", "component": "gearbox_bearing", "resolved": "no"}
        visit["items"] = [item | {"problem": names[(place + n) % problems]} for n in range(1 + place % 4)]
    case["demand"]["items"][0]["problem"] = names[0]
    case["exemptions"] = [disputed(*draw.sample(names, draw.choice((2, 3)))) for _ in range(number)]


def tangled_with_quality(case: dict[str, Any]) -> None:
    """The same with twelve exemptions, and the quality of every item disputed."""
    tangled_exemptions(case, number=12, problems=6)
    for item in items_of(case):
        item["quality_problem"] = "disputed"


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
    case["exemptions"] = [disputed("P1")]


def four_items_a_visit(case: dict[str, Any]) -> None:
    """Four items a visit, the quality of each disputed."""
    for visit in case["visits"]:
        visit["items"] = [visit["items"][0] | {"problem": f"P{n}", "quality_problem": "disputed"} for n in range(1, 5)]


MIXES = (
    four_on_each_item,
    three_and_exemptions,
    exemptions_alone,
    exemptions_across_problems,
    tangled_exemptions,
    tangled_with_quality,
    twice_and_again,
    one_problem,
    four_items_a_visit,
)


def opened(mix: Callable[[dict[str, Any]], None]) -> dict[str, Any]:
    case: dict[str, Any] = json.loads(TEN_VISITS.read_text(encoding="utf-8"))
    mix(case)
    return case


def decided(case: dict[str, Any]) -> dict[str, Any]:
    """The same case with every open fact of an item answered yes, every exemption refuted."""
    case = copy.deepcopy(case)
    for item in items_of(case):
        item |= {key: "yes" for key, answer in item.items() if answer in OPEN}
    for exemption in case["exemptions"]:
        exemption |= {key: "no" for key, answer in exemption.items() if answer in OPEN}
    return case


def number_open(case: dict[str, Any]) -> int:
    """Facts left open as the case states them, whether or not a rule reads them."""
    return sum(answer in OPEN for entry in items_of(case) + case["exemptions"] for answer in entry.values())


def print_mix(mix: Callable[[dict[str, Any]], None]) -> None:
    case = opened(mix)
    calls = {
        "decided": partial(assess, facts_from_json(decided(case)), texts=False),
        "open": partial(assess, facts_from_json(case), texts=False),
    }
    seconds = measure(calls, rounds=9, repeats=10)
    name = f"{mix.__name__.replace('_', ' ')}, {number_open(case)} open"
    found = ratio(seconds, "open", "decided")
    print(f"{name:<40} {median(seconds['open']) * 1e6:>10.1f} µs   ratio {found:>7.2f}   target {TARGET}")


if __name__ == "__main__":
    print(machine())
    for each in MIXES:
        print_mix(each)
