"""Cases as large as the check permits: forty visits, twelve problems."""

import json
import random
from datetime import UTC, datetime, timedelta

from sanbao.check.state import Answers, sealed
from sanbao.check.steps.base import MOST_NAME
from sanbao.check.steps.grounds import MOST_GROUNDS
from sanbao.check.steps.problems import MOST_PROBLEMS
from sanbao.check.steps.repairs import MOST_VISITS
from sanbao.check.steps.slips import MOST_ITEMS
from sanbao.check.steps.waits import ROWS_OF_WAITS
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


# The largest that the check lets a person enter, and the least alike: what compresses least weighs most.

_CHANCE_SEED = 43
_HAN = [chr(code) for code in range(0x4E00, 0x9000)]
_PARTS = [*edition("2021").main_components.values(), *edition("2021").wear_parts.values()]
_REASONS = ("special_part_transport", "traction_battery_transport", "rescue_travel", "agreed_suspension")
_CAUSES = ("improper_use", "forbidden_modification", "improper_handling", "force_majeure", "disclosed_flaw")
_EVENTS = (None, "steering_failure", "braking_failure", "body_cracking", "fuel_leak", "traction_battery_fire")
_OPEN = ("disputed", "unknown")
_DONE = ("repair", "component_replacement", "assembly_replacement", "software_update", "inspection_only", "recall")


def largest_case():
    """As many visits, items, problems and grounds as may be told, everything open that may be, no two alike."""
    chance = random.Random(_CHANCE_SEED)
    return {
        **json.loads(json.dumps(PAID, default=str)),
        "as_of": "2026-11-20",
        "voucher": _largest_voucher(chance),
        "visits": [_largest_visit(number, chance) for number in range(MOST_VISITS)],
        "demand": _largest_demand(chance),
        "exemptions": [_largest_ground(number, chance) for number in range(MOST_GROUNDS)],
    }


def _largest_voucher(chance):
    wear = {
        code: {"months": chance.randint(1, 240), "km": chance.randint(1, 999_999)}
        for code in edition("2021").wear_parts
    }
    long = {"months": 240, "km": 999_999}
    return {
        "repair_warranty": long,
        "three_guarantees": long,
        "use_compensation_coefficient": "0.00487",
        "wear_parts": wear,
    }


def _largest_visit(number, chance):
    received = datetime(2024, 3, 1, tzinfo=UTC) + timedelta(days=20 * number, minutes=chance.randrange(20_000))
    begins = received + timedelta(minutes=chance.randrange(3_000))
    finished = begins + timedelta(minutes=chance.randrange(9_000))
    return {
        "id": f"R{number + 1}",
        "received_at": _written(received),
        "finished_at": _written(finished),
        "mileage_km": chance.randint(1, 45_000),
        "repairer": "network",
        "excluded": [
            {"reason": chance.choice(_REASONS), "from": _written(begins), "to": _written(finished)}
            for _row in range(ROWS_OF_WAITS)
        ],
        "items": [_largest_item(problem, chance) for problem in chance.sample(range(1, MOST_PROBLEMS + 1), MOST_ITEMS)],
    }


def _written(moment):
    return f"{moment:%Y-%m-%dT%H:%M}+08:00"


def _largest_item(problem, chance, work=None):
    part = chance.choice(_PARTS)
    return {
        "problem": f"P{problem}",
        "work": work or chance.choice(_DONE),
        "group": part.group,
        "component": part.code,
        "position": chance.choice(("front", "rear", "left", "right", "front_left", "front_right", None)),
        "quality_problem": chance.choice(_OPEN),
        "serious_safety": chance.choice(_OPEN),
        "event": chance.choice(_EVENTS),
        "event_established": chance.choice(_OPEN),
        "needs_replacement": chance.choice(_OPEN),
        **({} if work else {"resolved": "unknown"}),
    }


def _largest_demand(chance):
    return {
        "made_on": "2026-11-20",
        "mileage_km": 45_678,
        "wants": "vehicle_return",
        "items": [_largest_item(number + 1, chance, work="none") for number in range(MOST_PROBLEMS)],
        "losses_yuan": {"registration": "1234.56", "accessories_net": "23456.78", "services": "3456.78"},
    }


def _largest_ground(number, chance):
    ground = _CAUSES[number % len(_CAUSES)]
    key = "established" if ground == "disclosed_flaw" else "caused_damage"
    problems = chance.sample(range(1, MOST_PROBLEMS + 1), MOST_PROBLEMS - number)
    return {"ground": ground, "problems": [f"P{problem}" for problem in sorted(problems)], key: chance.choice(_OPEN)}


def largest_names():
    """As long as they may be, in characters of which hardly one comes twice."""
    chance = random.Random(_CHANCE_SEED)
    return {f"P{number + 1}": "".join(chance.sample(_HAN, MOST_NAME)) for number in range(MOST_PROBLEMS)}


def largest_state():
    case = largest_case()
    return sealed(Answers(case, largest_names(), tuple(_largest_answered(case))))


def _largest_answered(case):
    """Every step that writes a part of it."""
    for visit in case["visits"]:
        yield from (f"visit:{visit['id']}", f"waits:{visit['id']}")
        for number in range(MOST_ITEMS):
            path = f"visits/{visit['id']}/items/{number}"
            yield f"done:{visit['id']}/{number}"
            yield from (f"{step}:{path}" for step in ("part", "component", "event"))
            yield from (f"fact:{path}/{key}" for key in ("event_established", "needs_replacement", "resolved"))
