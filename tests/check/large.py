"""Cases as large as the check permits: forty visits, twelve problems."""

import json
from datetime import UTC, datetime, timedelta

from sanbao.check.state import Answers, sealed
from sanbao.check.steps.problems import MOST_PROBLEMS
from sanbao.check.steps.repairs import MOST_VISITS
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
