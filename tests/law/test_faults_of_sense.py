"""Faults that several facts show together: order in time, names, parts of the edition, keys of the other kind."""

import pytest

from sanbao.law.vocabulary import GROUNDS_WITH_CAUSATION, GROUNDS_WITHOUT_CAUSATION
from tests.law.building import case, demand, excluded, exemption, item, trouble, visit
from tests.law.faulty import WHOLE, broken, codes, faults_of

OLD = ("vehicle/invoiced_on", "2021-06-01")
BEFORE_EITHER = ("vehicle/invoiced_on", "2013-06-01")
NO_GROUP = ("visits/0/items/0/group", None)
COMPONENT = "visits/0/items/0/component"


def one(received, finished=None, *, as_of, **facts):
    return case(visit(received, finished=finished, **facts), as_of=as_of)


@pytest.mark.parametrize(
    ("finished", "is_fault"),
    [
        ("2024-03-20T08:59+08:00", True),
        ("2024-03-20T00:59Z", True),
        ("2024-03-20T09:00+08:00", False),
        ("2024-03-20T01:00Z", False),
        ("2024-03-20T09:01+08:00", False),
        (None, False),
    ],
)
def test_a_visit_is_not_finished_before_it_was_received(finished, is_fault):
    found = codes(one("2024-03-20T09:00+08:00", finished, as_of="2024-06-30"))
    assert found == ([("visits/0/finished_at", "finished_before_received")] if is_fault else [])


@pytest.mark.parametrize(
    ("as_of", "moment", "is_fault"),
    [
        ("2024-06-30", "2024-06-30T23:59+08:00", False),
        ("2024-06-30", "2024-07-01T00:01+08:00", True),
        ("2024-06-30", "2024-06-30T15:59Z", False),
        ("2024-06-30", "2024-06-30T16:01Z", True),
        ("2024-06-30T12:00+08:00", "2024-06-30T12:00+08:00", False),
        ("2024-06-30T12:00+08:00", "2024-06-30T12:00:01+08:00", True),
        ("2024-06-30T12:00", "2024-06-30T04:00Z", False),
        ("2024-06-30T04:00Z", "2024-06-30T12:01+08:00", True),
    ],
)
def test_nothing_is_received_or_finished_after_the_question_is_asked(as_of, moment, is_fault):
    assert codes(one(moment, as_of=as_of)) == ([("visits/0/received_at", "after_as_of")] if is_fault else [])
    finished = one("2024-06-01T09:00", moment, as_of=as_of)
    assert codes(finished) == ([("visits/0/finished_at", "after_as_of")] if is_fault else [])


@pytest.mark.parametrize(
    ("as_of", "made_on", "is_fault"),
    [
        ("2024-06-30", "2024-06-30", False),
        ("2024-06-30", "2024-07-01", True),
        ("2024-06-30T00:01+08:00", "2024-06-30", False),
        ("2024-06-30T23:59+08:00", "2024-07-01", True),
        ("2024-06-30T16:00Z", "2024-07-01", False),
        ("2024-06-30T15:59Z", "2024-07-01", True),
    ],
)
def test_nothing_is_demanded_after_the_day_the_question_is_asked(as_of, made_on, is_fault):
    found = codes(case(as_of=as_of, demand=demand(made_on)))
    assert found == ([("demand/made_on", "after_as_of")] if is_fault else [])


def test_after_as_of_names_the_day_or_moment_asked():
    (fault,) = faults_of(case(as_of="2024-06-30", demand=demand("2024-07-01")))
    assert (fault.value, fault.allowed) == ("2024-07-01", "2024-06-30")


@pytest.mark.parametrize(
    ("second", "is_fault"),
    [
        ("2024-03-20T09:00+08:00", True),
        ("2024-03-20T09:00", True),
        ("2024-03-20T01:00Z", True),
        ("2024-03-20T01:00:00.000Z", True),
        ("2024-03-19T20:00-05:00", True),
        ("2024-03-20T09:00:01+08:00", False),
        ("2024-03-20T09:00+09:00", False),
    ],
)
def test_no_two_visits_are_received_at_the_same_moment(second, is_fault):
    raw = case(visit("2024-03-20T09:00+08:00"), visit(second), as_of="2024-06-30")
    assert codes(raw) == ([("visits/1/received_at", "received_twice")] if is_fault else [])


def test_an_id_is_unique_and_holds_no_slash():
    raw = case(*[visit(f"2024-03-2{n}", id=name) for n, name in enumerate(["R1", "R2", "R1", "R/3", "r1", "R1"])])
    assert codes(raw) == [
        ("visits/2/id", "not_unique"),
        ("visits/3/id", "holds_a_slash"),
        ("visits/5/id", "not_unique"),
    ]
    assert faults_of(raw)[1].value == "'R/3'"


@pytest.mark.parametrize(
    ("begins", "ends", "is_fault"),
    [
        ("2024-03-21T08:00", "2024-03-21T07:59", True),
        ("2024-03-21T08:00", "2024-03-21T00:00+00:01", True),
        ("2024-03-21T08:00", "2024-03-21T08:00", False),
        ("2024-03-21T08:00", "2024-03-21T00:00Z", False),
        ("2023-01-01T00:00", "2030-01-01T00:00", False),
    ],
)
def test_an_excluded_interval_does_not_end_before_it_begins(begins, ends, is_fault):
    raw = case(visit("2024-03-20", excluded=(excluded("rescue_travel", begins, ends),)), as_of="2024-06-30")
    assert codes(raw) == ([("visits/0/excluded/0/to", "ends_before_it_begins")] if is_fault else [])


@pytest.mark.parametrize(
    ("start", "component", "is_fault"),
    [
        (None, "driveline_differential", False),
        (None, "traction_battery_cell", False),
        (None, "axle_differential", True),
        (None, "gearbox_bering", True),
        (None, "special_key", True),
        (None, "engine", True),
        (None, "wear_tyre", False),
        (None, "wear_hubcap", True),
        (OLD, "axle_differential", False),
        (OLD, "driveline_differential", True),
        (OLD, "pollution_oxygen_sensor", True),
        (OLD, "wear_tyre", False),
        (BEFORE_EITHER, "axle_differential", False),
        (BEFORE_EITHER, "driveline_differential", False),
        (BEFORE_EITHER, "gearbox_bering", True),
        (None, "suspension_shock_absorber", False),
        (OLD, "suspension_shock_absorber", False),
    ],
)
def test_a_component_stands_in_the_governing_edition_or_on_the_voucher(start, component, is_fault):
    changes = [(COMPONENT, component), NO_GROUP, *([start] if start else [])]
    found = faults_of(broken(*changes))
    assert [(fault.path, fault.code) for fault in found] == ([(COMPONENT, "part_not_listed")] if is_fault else [])
    assert all(fault.value == repr(component) and "GB/T 29632-20" in fault.allowed for fault in found)


def test_a_replacement_car_is_governed_by_the_edition_of_its_own_handover():
    replaced = [OLD, ("vehicle/replacement_handover_on", "2022-01-01"), NO_GROUP]
    assert codes(broken(*replaced, (COMPONENT, "driveline_differential"))) == []
    assert codes(broken(*replaced, (COMPONENT, "axle_differential"))) == [(COMPONENT, "part_not_listed")]


def test_a_wear_part_named_on_the_voucher_alone_may_be_stated():
    wear = {"wear_brake_lining": {"months": 6, "km": 10000}, "wear_hubcap": {"months": 1, "km": 1000}}
    assert codes(broken((COMPONENT, "wear_hubcap"), ("voucher/wear_parts", wear))) == []


def test_a_component_of_the_demand_is_checked_too():
    raw = case(demand=demand("2024-06-01", trouble(component="flux_capacitor")))
    assert codes(raw) == [("demand/items/0/component", "part_not_listed")]


@pytest.mark.parametrize(
    ("start", "component", "group", "allowed"),
    [
        (None, "gearbox_bearing", "gearbox", None),
        (None, "gearbox_bearing", None, None),
        (None, "gearbox_bearing", "engine", "gearbox"),
        (None, "gearbox_bearing", "axle", "gearbox"),
        (None, "suspension_shock_absorber", "engine", None),
        (None, "wear_brake_lining", "vehicle_body", None),
        (OLD, "brake_booster", "braking_system", None),
        (OLD, "brake_booster", "driveline", "braking_system"),
        (BEFORE_EITHER, "brake_booster", "engine", "braking_system"),
        (None, None, "axle", None),
        (OLD, None, "traction_battery", None),
    ],
)
def test_a_group_is_that_of_its_component(start, component, group, allowed):
    changes = [(COMPONENT, component), ("visits/0/items/0/group", group), *([start] if start else [])]
    found = [(fault.path, fault.code, fault.allowed) for fault in faults_of(broken(*changes))]
    fault = ("visits/0/items/0/group", "not_the_group_of_the_component", allowed)
    assert found == ([] if allowed is None else [fault])


def test_a_listed_component_named_on_the_voucher_keeps_its_group():
    named = ("voucher/extra_main_components", ["gearbox_bearing"])
    raw = broken(named, ("visits/0/items/0/group", "engine"))
    assert codes(raw) == [("visits/0/items/0/group", "not_the_group_of_the_component")]


def test_an_exemption_names_problems_that_some_item_has():
    raw = case(
        visit("2024-03-20", item("P1"), item("P2")),
        demand=demand("2024-06-01", trouble("P3")),
        exemptions=(exemption("improper_use", "P1", "P9", "P3"), exemption("disclosed_flaw", "p2")),
    )
    assert codes(raw) == [("exemptions/0/problems/1", "names_no_item"), ("exemptions/1/problems/0", "names_no_item")]
    assert faults_of(raw)[0].allowed == "'P1', 'P2', 'P3'"


@pytest.mark.parametrize("ground", [*GROUNDS_WITH_CAUSATION, *GROUNDS_WITHOUT_CAUSATION])
@pytest.mark.parametrize("value", ["yes", "unknown", None])
def test_an_exemption_has_the_key_of_its_own_kind_only(ground, value):
    own, other = "caused_damage", "established"
    if ground in GROUNDS_WITHOUT_CAUSATION:
        own, other = other, own
    assert codes(broken(("exemptions/0", {"ground": ground, "problems": ["P1"], own: value}))) == []
    wrong = broken(("exemptions/0", {"ground": ground, "problems": ["P1"], other: value}))
    assert codes(wrong) == ([(f"exemptions/0/{other}", "key_of_the_other_kind")] if value else [])


def test_the_voucher_may_name_wear_parts_that_the_standard_does_not_list():
    terms = {"months": 6, "km": 10000}
    raw = broken(("voucher/wear_parts", {"wear_tyre": terms, "wear_sunroof_seal": terms, "tyre": terms}))
    assert codes(raw) == []


def test_overlapping_visits_and_a_mileage_that_goes_back_are_no_faults():
    raw = case(visit("2024-03-20", days=9, km=900), visit("2024-03-21", km=100), visit("2024-03-19", days=20, km=500))
    assert codes(raw) == []


@pytest.mark.parametrize(
    "change",
    [
        ("vehicle/invoiced_on", "2029-01-01"),
        ("vehicle/handover_on", "2029-01-01"),
        ("demand/returned_on", "2029-01-01"),
        ("demand/returned_mileage_km", 3),
        ("vehicle/handover_on", "2020-01-01"),
        ("demand/made_on", "2020-01-01"),
        ("exemptions/0/problems", ["P1", "P1"]),
        ("demand/papers", ["invoice", "invoice"]),
        ("voucher/wear_parts", {"wear_brake_lining": None}),
        ("voucher/wear_parts", {"tyre": {"months": 6, "km": 10000}}),
        ("voucher/extra_main_components", ["wear_tyre", "gearbox_bearing", "unheard_of"]),
    ],
)
def test_what_the_contract_does_not_call_a_fault_is_none(change):
    assert codes(broken(change)) == []


def test_all_faults_of_a_case_are_reported_in_its_order():
    raw = broken(
        ("visits/0/id", "R/1"),
        ("visits/0/received_at", "2024-07-01T09:00"),
        ("visits/0/excluded/0/to", "2024-03-20T00:00"),
        (COMPONENT, "nothing_known"),
        ("demand/made_on", "2024-07-02"),
        ("exemptions/1/problems", ["P7"]),
    )
    assert sorted(codes(raw)) == sorted(
        [
            ("visits/0/id", "holds_a_slash"),
            ("visits/0/received_at", "after_as_of"),
            ("visits/0/finished_at", "finished_before_received"),
            ("visits/0/excluded/0/to", "ends_before_it_begins"),
            ("demand/made_on", "after_as_of"),
            (COMPONENT, "part_not_listed"),
            ("exemptions/1/problems/0", "names_no_item"),
        ]
    )
    assert codes(WHOLE) == []
