"""Assemblies and main components replaced twice, and then again (readings 8, 9, 19 and 20)."""

import pytest

from tests.law import building as b
from tests.law.building import (
    ASSEMBLY_AGAIN,
    ORDERS,
    assessed,
    case,
    demand,
    exemption,
    finding,
    item,
    notices,
    outcome,
    trouble,
    visit,
)

ASSEMBLY_GROUPS = {
    "samr-43": ("engine", "gearbox", "traction_battery", "drive_motor"),
    "aqsiq-150": ("engine", "gearbox"),
}
COMPONENTS = {
    "engine": "engine_piston",
    "gearbox": "gearbox_bearing",
    "traction_battery": "traction_battery_cell",
    "drive_motor": "drive_motor_rotor",
    "steering_system": "steering_column",
    "braking_system": "brake_booster",
    "suspension_system": "suspension_spring",
    "driveline": "driveline_differential",
    "pollution_control_device": "pollution_oxygen_sensor",
    "vehicle_body": "body_subframe",
    "axle": "axle_differential",
}
RULE_150 = {
    "aqsiq-150/20-3-2-component": ("engine", "gearbox"),
    "aqsiq-150/20-3-3": ("steering_system", "braking_system", "suspension_system", "axle", "vehicle_body"),
}
READ_BY = {"samr-43/24-1-3": tuple(group for group in COMPONENTS if group != "axle"), **RULE_150}
TRACKS = [
    ("samr-43", "samr-43/24-1-2", "assembly_replacement", {"group": "drive_motor"}),
    ("aqsiq-150", "aqsiq-150/20-3-2-assembly", "assembly_replacement", {"group": "gearbox"}),
    ("samr-43", "samr-43/24-1-3", "component_replacement", {"component": "gearbox_bearing"}),
    ("aqsiq-150", "aqsiq-150/20-3-2-component", "component_replacement", {"component": "gearbox_bearing"}),
    ("aqsiq-150", "aqsiq-150/20-3-3", "component_replacement", {"component": "brake_booster"}),
]
EACH_TRACK = pytest.mark.parametrize(("order", "rule", "work", "part"), TRACKS)


def replaced(order, work, part, times=2, *, then=None, quality_problem=None):
    facts = {"work": work, "resolved": "yes", "quality_problem": quality_problem, **part}
    visits = [visit(b.day(order, 100 + n), **facts) for n in range(times)]
    again = None if then is None else demand(b.day(order, 400), trouble(**then))
    return case(*visits, order=order, demand=again)


@pytest.mark.parametrize("track", TRACKS)
@pytest.mark.parametrize(
    ("times", "again", "short_by"),
    [(1, True, "replacement"), (2, False, "occurrence"), (2, True, None), (3, False, None)],
)
def test_twice_replaced_and_then_again(track, times, again, short_by):
    order, rule, work, part = track
    found = finding(replaced(order, work, part, times, then=part if again else None), rule)
    counter = "assembly_replacements" if work == "assembly_replacement" else "component_replacements"
    expected = {"replacement": {counter: 1}, "occurrence": {"occurrences": 1}, None: {}}[short_by]
    assert (found.outcome, found.short_by) == ("not_met" if short_by else "met", expected)


@EACH_TRACK
@pytest.mark.parametrize(("resolved", "expected"), [("no", "met"), ("yes", "not_met"), ("unknown", "undetermined")])
def test_not_cured_by_the_second_replacement(order, rule, work, part, resolved, expected):
    raw = replaced(order, work, part)
    raw["visits"][1]["items"][0]["resolved"] = resolved
    assert outcome(raw, rule) == expected


@EACH_TRACK
@pytest.mark.parametrize("other_work", ["repair", "software_update", "inspection_only", "maintenance"])
def test_an_item_counts_only_for_what_its_work_names(order, rule, work, part, other_work):
    assert outcome(replaced(order, other_work, part, 3, then=part, quality_problem="yes"), rule) == "not_met"


@EACH_TRACK
def test_two_items_of_one_visit_are_one_replacement(order, rule, work, part):
    one = visit(b.day(order, 100), item("P1", work, resolved="no", **part), item("P2", work, resolved="no", **part))
    assert outcome(case(one, order=order), rule) == "not_met"


@EACH_TRACK
def test_a_disclosed_flaw_releases_the_problem_it_names_only(order, rule, work, part):
    raw = replaced(order, work, part, 3)
    raw["visits"][1]["items"][0]["problem"] = "P2"
    raw["exemptions"] = [exemption("disclosed_flaw", "P2", established="yes")]
    assert outcome(raw, rule) == "not_met"
    raw["exemptions"] = [exemption("disclosed_flaw", "P2", established="no")]
    assert outcome(raw, rule) == "met"
    raw["exemptions"] = [exemption("disclosed_flaw", "P2")]
    assert outcome(raw, rule) == "undetermined"


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("group", [*COMPONENTS, None])
def test_only_the_assemblies_of_the_order_are_counted_as_assemblies(order, group):
    raw = replaced(order, "assembly_replacement", {"group": group}, 3)
    assert outcome(raw, ASSEMBLY_AGAIN[order]) == ("met" if group in ASSEMBLY_GROUPS[order] else "not_met")
    counted = {key: row.count for key, row in assessed(raw).counters.assembly_replacements.items()}
    assert counted == ({group: 3} if group in ASSEMBLY_GROUPS[order] else {})


@pytest.mark.parametrize(("rule", "groups"), READ_BY.items())
@pytest.mark.parametrize("group", COMPONENTS)
def test_each_rule_reads_the_main_components_of_its_groups(rule, groups, group):
    order = rule.partition("/")[0]
    part = {"component": COMPONENTS[group], "group": group}
    raw = replaced(order, "component_replacement", part, 3)
    raw["voucher"] = {"extra_main_components": [COMPONENTS[group]]}
    found = finding(raw, rule)
    assert found.outcome == ("met" if group in groups else "not_met")
    assert found.short_by == ({} if group in groups else {"component_replacements": 2})


@pytest.mark.parametrize(
    ("part", "counted"),
    [
        ({"component": "suspension_shock_absorber", "group": "suspension_system"}, {"suspension_shock_absorber": 3}),
        ({"component": "suspension_shock_absorber", "group": "axle"}, {}),
        ({"component": "suspension_shock_absorber"}, {}),
        ({"component": "wear_tyre", "group": "suspension_system"}, {}),
        ({"group": "engine", "main_component": "yes"}, {}),
    ],
)
def test_a_main_component_of_the_voucher_counts_in_the_group_of_its_item(part, counted):
    raw = replaced("samr-43", "component_replacement", part, 3)
    raw["voucher"] = {"extra_main_components": ["suspension_shock_absorber"]}
    rows = assessed(raw).counters.component_replacements
    assert {key: row.count for key, row in rows.items()} == counted
    assert outcome(raw, "samr-43/24-1-3") == ("met" if counted else "not_met")


def test_assembly_and_component_counts_are_never_added():
    visits = [
        visit(b.day("samr-43", 100 + n), work=work, component="engine_piston", resolved="yes")
        for n, work in enumerate(["assembly_replacement", "component_replacement"])
    ]
    raw = case(*visits, demand=demand(b.day("samr-43", 400), trouble(component="engine_piston")))
    assert outcome(raw, "samr-43/24-1-2") == outcome(raw, "samr-43/24-1-3") == "not_met"


@pytest.mark.parametrize(
    ("part", "rule"),
    [
        ({"work": "assembly_replacement", "group": "drive_motor"}, "samr-43/24-1-2"),
        ({"work": "component_replacement", "component": "suspension_spring"}, "samr-43/24-1-3"),
    ],
)
@pytest.mark.parametrize(
    ("positions", "then", "expected", "rows"),
    [
        (["front", "front"], "front", "met", {"@front": 2}),
        (["front", "front"], None, "met", {"@front": 2}),
        (["front", "front"], "rear", "not_met", {"@front": 2}),
        ([None, None], "rear", "met", {"": 2}),
        ([None, None], None, "met", {"": 2}),
        (["front", "rear"], "front", "not_met", {"@front": 1, "@rear": 1}),
        (["front", None], "front", "not_met", {"@front": 1, "": 1}),
        (["front", "rear", "rear"], "rear", "met", {"@front": 1, "@rear": 2}),
        (["front"], "front", "not_met", {"@front": 1}),
    ],
)
def test_positions_are_not_added_together_and_a_split_is_noticed(part, rule, positions, then, expected, rows):
    visits = [
        visit(b.day("samr-43", 100 + n), position=position, resolved="yes", **part)
        for n, position in enumerate(positions)
    ]
    again = trouble(position=then, **{key: code for key, code in part.items() if key != "work"})
    raw = case(*visits, demand=demand(b.day("samr-43", 400), again))
    assert outcome(raw, rule) == expected
    assert ("position_split" in notices(raw)) == (len(rows) == 2 and set(rows.values()) == {1})
    counters = assessed(raw).counters
    counted = {**counters.assembly_replacements, **counters.component_replacements}
    code = part.get("group") or part["component"]
    assert {key: row.count for key, row in counted.items()} == {code + key: count for key, count in rows.items()}


def test_positions_of_an_uncounted_group_give_no_notice_of_a_split():
    part = {"component": "suspension_shock_absorber"}
    visits = [
        visit(b.day("samr-43", 100 + n), work="component_replacement", position=position, **part)
        for n, position in enumerate(["left", "right"])
    ]
    assert "position_split" not in notices(case(*visits, voucher={"extra_main_components": [part["component"]]}))


@pytest.mark.parametrize(
    ("then", "expected"),
    [
        ({"group": "engine"}, "met"),
        ({"component": "engine_valve"}, "met"),
        ({"group": "engine", "component": "wear_spark_plug"}, "met"),
        ({"component": "gearbox_gear"}, "not_met"),
        ({}, "not_met"),
    ],
)
def test_trouble_anywhere_in_the_group_is_trouble_with_the_assembly_again(then, expected):
    raw = replaced("samr-43", "assembly_replacement", {"group": "engine"}, then=then)
    assert outcome(raw, "samr-43/24-1-2") == expected


def test_trouble_with_a_component_again_needs_the_component_only():
    """The group counts for the replacements, not for the later showing (reading 9)."""
    raw = replaced("samr-43", "component_replacement", {"component": "engine_turbocharger", "group": "engine"})
    raw["voucher"] = {"extra_main_components": ["engine_turbocharger"]}
    raw["demand"] = demand(b.day("samr-43", 400), trouble(component="engine_turbocharger"))
    assert outcome(raw, "samr-43/24-1-3") == "met"
    raw["demand"] = demand(b.day("samr-43", 400), trouble(component="engine_valve"))
    assert outcome(raw, "samr-43/24-1-3") == "not_met"
