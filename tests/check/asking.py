"""The pages of the check as a visitor without scripts asks for them, and reads them."""

import re

from django.utils import timezone

from sanbao.check import steps
from sanbao.check.state import Answers, opened, sealed
from tests.check.telling import Teller
from tests.check.told_cases import CASES

URL = "/check/"


CAR = {"kind": "passenger_car", "use": "household", "invoiced_on": "2024-03-01", "energy": "ice"}


CAR_STEPS = ("invoiced_on", "rare", "car", "energy")


def state_of(response) -> str:
    found = re.search(r'name="state" value="([^"]*)"', response.content.decode())
    assert found, response.content.decode()[:500]
    return found[1]


def step_of(response) -> str:
    found = re.search(r'name="step" value="([^"]*)"', response.content.decode())
    return found[1] if found else ""


def send(visitor, **data):
    return visitor.post(URL, data)


def started(visitor):
    return send(visitor, go="start")


def at_repairs(*steps: str, visits=()) -> str:
    """Sealed answers of a car with nothing wrong today."""
    whole = {"vehicle": CAR, "demand": {"items": []}, "visits": list(visits)}
    return sealed(Answers(whole, {}, (*CAR_STEPS, "now", *steps)))


def summary(visitor):
    return walk(visitor, CASES["B01-seven-days-last-day"], stop="看结果")


def result(visitor):
    return walk(visitor, CASES["B01-seven-days-last-day"], stop="data-remedy")


def walk(visitor, told, stop):
    """The check answered by form posts until a page holds this text."""
    teller, today = Teller({**told, "as_of": timezone.localdate().isoformat()}), timezone.localdate()
    response = started(visitor)
    for _ in range(60):
        page = response.content.decode()
        if stop in page:
            return response
        state, step_id = state_of(response), step_of(response)
        if not step_id:
            response = send(visitor, state=state, go="result")
            continue
        data = teller.answer_to(steps.step_of(step_id, opened(state), today))
        response = send(visitor, state=state, step=step_id, go="next", **data)
    raise AssertionError("no end")


def case_visit():
    return {"received_at": "2024-05-01T09:00+08:00", "finished_at": "2024-05-05T10:00+08:00",
            "mileage_km": 1, "repairer": "network", "items": [{"problem": "P1", "work": "repair"}]}  # fmt: skip


SLIP = {
    "received": "2024-05-01 9:00",
    "finished": "2024-05-02 17:00",
    "mileage": "1200",
    "repairer": "network",
}
