"""Faults of the contract, each at the step where a person can put it right."""

from datetime import date

import pytest

from sanbao.check.faults import faults_of
from sanbao.check.state import Answers
from sanbao.check.warnings import warnings_of

TODAY = date(2025, 6, 1)
CAR = {"kind": "passenger_car", "use": "household", "invoiced_on": "2024-03-01"}
VISIT = {
    "id": "R1",
    "repairer": "network",
    "received_at": "2024-05-01T09:00+08:00",
    "finished_at": "2024-05-02T09:00+08:00",
    "mileage_km": 1200,
    "items": [{"problem": "P1", "work": "repair"}],
}
DEMAND = {"made_on": "2025-05-01", "mileage_km": 9000, "wants": "vehicle_return", "items": []}


def told(**case):
    return Answers({"vehicle": CAR, **case}, {"P1": "异响"})


def visit(**changes):
    return {**VISIT, **changes}


@pytest.mark.parametrize(
    ("case", "step", "field"),
    [
        ({"visits": [visit(received_at="2026-01-01T09:00+08:00")]}, "visit:R1", "received"),
        ({"visits": [visit(finished_at="2024-04-01T09:00+08:00")]}, "visit:R1", "finished"),
        ({"visits": [VISIT, visit(id="R2")]}, "visit:R2", "received"),
        ({"visits": [visit(mileage_km=10**10)]}, "visit:R1", "mileage"),
        ({"demand": {**DEMAND, "made_on": "2026-01-01"}}, "wants", "day"),
        ({"demand": {**DEMAND, "mileage_km": 10**10}}, "km", None),
        ({"demand": {**DEMAND, "items": [{"problem": "P1", "component": "axle_half_shaft"}]}}, "part:demand/items/0", None),
        ({"visits": [visit(items=[{**VISIT["items"][0], "component": "axle_half_shaft"}])]}, "part:visits/R1/items/0", None),
        ({"vehicle": {**CAR, "price_yuan": "-1"}}, "price", None),
        ({"vehicle": {**CAR, "handover_on": "10000"}}, "rare", "handed"),
        ({"voucher": {"use_compensation_coefficient": "x"}}, "coefficient", None),
        ({"voucher": {"wear_parts": {"wear_tyre": {"months": -1, "km": 1}}}}, "wear:wear_tyre", None),
        ({"voucher": {"three_guarantees": {"months": -1, "km": 1}}}, "periods", None),
        ({"visits": [VISIT], "exemptions": [{"ground": "x", "problems": ["P1"]}]}, "ground:0", None),
    ],
)  # fmt: skip
def test_a_fault_stands_where_it_can_be_put_right(case, step, field):
    found = faults_of(told(**case), TODAY)
    assert (step, field) in [(fault.step, fault.field) for fault in found]
    assert all(fault.says.endswith("。") for fault in found)


def test_a_wait_that_ends_before_it_begins_stands_at_its_row():
    wait = {"reason": "rescue_travel", "from": "2024-05-02T09:00+08:00", "to": "2024-05-01T09:00+08:00"}
    (found,) = faults_of(told(visits=[visit(excluded=[wait])]), TODAY)
    assert (found.step, found.field) == ("waits:R1", "to1")


def test_a_fault_no_step_writes_is_told_all_the_same():
    (found,) = faults_of(told(strange="x"), TODAY)
    assert found.step == ""
    assert found.says


def test_sound_answers_have_no_faults():
    assert faults_of(told(visits=[VISIT], demand=DEMAND), TODAY) == []


def test_a_demand_before_the_sale_and_a_distance_that_goes_back_are_warned_of():
    later = visit(id="R2", received_at="2024-07-01T09:00+08:00", mileage_km=900)
    said = warnings_of(told(visits=[later, VISIT], demand={**DEMAND, "made_on": "2024-02-01", "mileage_km": 1000}))
    assert said == [
        "提出要求的日期早于开票日期，请核对。",
        "2024年7月1日送修的里程比前一次少，请核对。",
        "现在的里程比以前送修时少，请核对。",
    ]
    assert warnings_of(told(visits=[VISIT], demand=DEMAND)) == []


def test_an_estimated_distance_is_warned_of():
    (says,) = warnings_of(told(visits=[visit(is_estimate=True)], demand=DEMAND))
    assert says.startswith("2024年5月1日送修的里程是估计的。")


def test_that_a_distance_is_estimated_is_no_fault_of_the_case():
    assert faults_of(told(visits=[visit(is_estimate=True)], demand=DEMAND), TODAY) == []
