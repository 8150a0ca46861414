"""Cases as large as the check permits: forty visits, twelve problems."""

import json
import random
from datetime import UTC, datetime, timedelta
from functools import cache

from sanbao.check.state import Answers, StateError, sealed
from sanbao.check.steps.base import MOST_NAME
from sanbao.check.steps.grounds import MOST_GROUNDS
from sanbao.check.steps.problems import MOST_PROBLEMS
from sanbao.check.steps.repairs import MOST_VISITS
from sanbao.check.steps.slips import MOST_ITEMS
from sanbao.law.parts import edition
from tests.check.cases import CASES

WORDS = (
    "变速器顿挫", "行驶中突然没有动力", "前减震器异响", "天窗漏水", "中控屏黑屏", "方向盘发沉",
    "空调不制冷", "倒车影像没有", "车门关不严", "发动机抖动", "刹车有异响", "充不进电",
)  # fmt: skip
WORKS = ("repair", "component_replacement", "software_update", "inspection_only")
PAID = CASES["B14-compensation-43"]


def large_case(visits=MOST_VISITS, problems=MOST_PROBLEMS, *, varied=True):
    """Of a car whose owner wants the money back; `varied`: no two neighbouring visits are alike."""
    place = {"group": "gearbox", "component": "gearbox_bearing"}
    return {
        **json.loads(json.dumps(PAID, default=str)),
        "as_of": "2025-06-02",
        "visits": [_visit(number, problems, varied=varied) for number in range(visits)],
        "demand": {
            "made_on": "2025-05-30",
            "mileage_km": 45_000,
            "wants": "vehicle_return",
            "items": [{"problem": f"P{number + 1}", "work": "none", **place} for number in range(problems)],
        },
    }


def _visit(number, problems, *, varied):
    received = datetime(2024, 4, 1, 9, tzinfo=UTC) + timedelta(days=9 * number)
    finished = received + timedelta(days=number % 5 * varied, hours=8)
    return {
        "id": f"R{number + 1}",
        "received_at": f"{received:%Y-%m-%dT%H:%M}+08:00",
        "finished_at": f"{finished:%Y-%m-%dT%H:%M}+08:00",
        "mileage_km": 1_000 + 977 * number,
        "repairer": "network",
        "items": [
            {
                "problem": f"P{1 + number % problems}",
                "work": WORKS[number % len(WORKS) * varied],
                "group": "gearbox",
                "component": "gearbox_bearing",
            }
        ],
    }


def large_names(problems=MOST_PROBLEMS):
    return {f"P{number + 1}": WORDS[number] for number in range(problems)}


def large_state(**how):
    case = large_case(**how)
    items = case["demand"]["items"]
    return sealed(Answers(case, large_names(len(items)), tuple(f"done:{visit['id']}/0" for visit in case["visits"])))


# The largest that the check lets a person enter: what compresses least weighs most.

_SEED = 43
_HAN = [chr(code) for code in range(0x4E00, 0x9000)]
_EDITION = edition("2021")
_PARTS = [*_EDITION.main_components.values(), *_EDITION.wear_parts.values()]
_REASONS = ("special_part_transport", "traction_battery_transport", "rescue_travel", "agreed_suspension")
_CAUSES = ("improper_use", "forbidden_modification", "improper_handling", "force_majeure", "disclosed_flaw")
_EVENTS = (None, "steering_failure", "braking_failure", "body_cracking", "fuel_leak", "traction_battery_fire")
_OPEN = ("disputed", "unknown")
_DONE = ("repair", "component_replacement", "assembly_replacement", "software_update", "inspection_only", "recall")
_ASSEMBLIES = ("engine", "gearbox", "traction_battery", "drive_motor")


def forty_visits_of_four():
    """A long story told plainly: forty visits for four problems each, no two at the same hour and distance."""
    chance = random.Random(_SEED)
    parts = [chance.choice(_PARTS) for _problem in range(MOST_PROBLEMS)]
    case = large_case()
    for number, visit in enumerate(case["visits"]):
        received = datetime(2024, 4, 1, 9, tzinfo=UTC) + timedelta(days=9 * number, minutes=5 * chance.randrange(100))
        visit["received_at"] = _written(received)
        visit["finished_at"] = _written(received + timedelta(minutes=5 * chance.randrange(1_000)))
        visit["mileage_km"] = 1_000 + 977 * number + chance.randrange(900)
        problems = chance.sample(range(MOST_PROBLEMS), MOST_ITEMS)
        visit["items"] = [_told(problem, parts[problem], chance) for problem in problems]
    return case, large_names()


def _told(problem, part, chance):
    work = chance.choice(WORKS)
    replaced = chance.choice(_PARTS) if work == "component_replacement" else part
    place = {"group": replaced.group, "component": replaced.code}
    return {"problem": f"P{problem + 1}", "work": work, "quality_problem": "yes", "serious_safety": "no", **place}


def everything_open():
    """All that may be told beside the visits, everything open that may be, and visits as long as there is room."""
    chance = random.Random(_SEED)
    case = {
        **json.loads(json.dumps(PAID, default=str)),
        "as_of": "2026-11-20",
        "voucher": _voucher(chance),
        "visits": [_open_visit(number, chance) for number in range(MOST_VISITS)],
        "demand": _open_demand(chance),
        "exemptions": [_ground(number, chance) for number in range(MOST_GROUNDS)],
    }
    return case, large_names()


def everything_open_by_long_names():
    return everything_open()[0], longest_names()


def visits_alike_by_long_names():
    """The most questions and counters for the least room: visits in which the same is disputed again and again."""
    case = everything_open()[0]
    for number, visit in enumerate(case["visits"]):
        visit["excluded"] = []
        visit["items"] = [_disputed(number + place, group) for place, group in enumerate(_ASSEMBLIES)]
    return case, longest_names()


def visits_alike_under_both_orders():
    """Of a car sold before 2022: what the order now in force would give is told besides."""
    case, names = visits_alike_by_long_names()
    case["vehicle"] |= {"invoiced_on": "2021-12-31", "handover_on": "2021-12-31"}
    case["voucher"] = {key: period for key, period in case["voucher"].items() if key != "wear_parts"}
    edition_2013 = edition("2013")
    for item in case["demand"]["items"]:
        item["component"] = item["component"] if edition_2013.lists(item["component"]) else None
        item["group"] = edition_2013.group_of(item["component"]) if item["component"] else item["group"]
    return case, names


def _disputed(number, group):
    doubts = {"quality_problem": "disputed", "serious_safety": "disputed"}
    return {"problem": f"P{number % MOST_PROBLEMS + 1}", "work": "assembly_replacement", "group": group, **doubts}


LARGEST = (
    forty_visits_of_four,
    everything_open,
    everything_open_by_long_names,
    visits_alike_by_long_names,
    visits_alike_under_both_orders,
)


@cache
def largest_state(build):
    """Sealed, with as many of its visits as are taken."""
    case, names = build()
    while True:
        try:
            return sealed(Answers(case, names, tuple(_answered(case))))
        except StateError:
            case["visits"].pop()


def longest_names():
    """As long as they may be, in characters of which hardly one comes twice."""
    chance = random.Random(_SEED)
    return {f"P{number + 1}": "".join(chance.sample(_HAN, MOST_NAME)) for number in range(MOST_PROBLEMS)}


def _answered(case):
    """Every step that writes a part of it."""
    for visit in case["visits"]:
        yield f"visit:{visit['id']}"
        yield from (f"waits:{visit['id']}" for _wait in visit.get("excluded", [])[:1])
        for number, item in enumerate(visit["items"]):
            path = f"visits/{visit['id']}/items/{number}"
            yield f"done:{visit['id']}/{number}"
            if item["work"] == "component_replacement":
                yield from (f"part:{path}", f"component:{path}")
            yield from (f"fact:{path}/{key}" for key in item if item[key] in _OPEN and key not in _OF_THE_PROBLEM)


_OF_THE_PROBLEM = ("quality_problem", "serious_safety")


def _voucher(chance):
    wear = {code: {"months": chance.randint(1, 240), "km": chance.randint(1, 999_999)} for code in _EDITION.wear_parts}
    longest = {"months": 240, "km": 999_999}
    periods = {"repair_warranty": longest, "three_guarantees": longest, "wear_parts": wear}
    return {"use_compensation_coefficient": "0.00487", **periods}


def _open_visit(number, chance):
    received = datetime(2024, 3, 1, tzinfo=UTC) + timedelta(days=20 * number, minutes=chance.randrange(20_000))
    begins = received + timedelta(minutes=chance.randrange(3_000))
    finished = begins + timedelta(minutes=chance.randrange(9_000))
    wait = {"from": _written(begins), "to": _written(finished)}
    return {
        "id": f"R{number + 1}",
        "received_at": _written(received),
        "finished_at": _written(finished),
        "mileage_km": chance.randint(1, 45_000),
        "repairer": "network",
        "excluded": [{"reason": chance.choice(_REASONS), **wait}],
        "items": [_open_item(problem, chance) for problem in chance.sample(range(MOST_PROBLEMS), MOST_ITEMS)],
    }


def _written(moment):
    return f"{moment:%Y-%m-%dT%H:%M}+08:00"


def _open_item(problem, chance, work=None):
    part = chance.choice(_PARTS)
    return {
        "problem": f"P{problem + 1}",
        "work": work or chance.choice(_DONE),
        "group": part.group,
        "component": part.code,
        "quality_problem": chance.choice(_OPEN),
        "serious_safety": chance.choice(_OPEN),
        "event": chance.choice(_EVENTS),
        "event_established": chance.choice(_OPEN),
        "needs_replacement": chance.choice(_OPEN),
        **({} if work else {"resolved": "unknown"}),
    }


def _open_demand(chance):
    return {
        "made_on": "2026-11-20",
        "mileage_km": 45_678,
        "wants": "vehicle_return",
        "items": [_open_item(problem, chance, work="none") for problem in range(MOST_PROBLEMS)],
        "losses_yuan": {"registration": "1234.56", "accessories_net": "23456.78", "services": "3456.78"},
    }


def _ground(number, chance):
    ground = _CAUSES[number % len(_CAUSES)]
    key = "established" if ground == "disclosed_flaw" else "caused_damage"
    problems = sorted(chance.sample(range(MOST_PROBLEMS), MOST_PROBLEMS - number))
    return {"ground": ground, "problems": [f"P{problem + 1}" for problem in problems], key: chance.choice(_OPEN)}
