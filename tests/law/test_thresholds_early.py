"""The early rights: seven days, sixty days and 3,000 km (readings 10 and 11), before, on and after."""

import pytest

from tests.law import building as b
from tests.law.building import ORDERS, asked, assessed, case, demand, finding, item, outcome, trouble, visit

ASSEMBLIES_43 = ("engine", "gearbox", "traction_battery", "drive_motor")
ASSEMBLIES = {"samr-43": ASSEMBLIES_43, "aqsiq-150": ("engine", "gearbox")}
EVENTS_150 = ("steering_failure", "braking_failure", "body_cracking", "fuel_leak")
EVENTS = {"samr-43": (*EVENTS_150, "traction_battery_fire"), "aqsiq-150": EVENTS_150}

WINDOW_OF_SIXTY_DAYS = pytest.mark.parametrize(
    ("after_days", "km", "expected"),
    [
        (-1, 10, "not_met"),
        (0, 0, "met"),
        (59, 3000, "met"),
        (60, 2999, "met"),
        (60, 3000, "met"),
        (60, 3001, "not_met"),
        (61, 3000, "not_met"),
        (61, 10, "not_met"),
    ],
)


def early(order, *items, after_days=3, km=100, **facts):
    return case(order=order, demand=demand(b.day(order, after_days), *items, km=km), **facts)


@pytest.mark.parametrize(
    ("after_days", "km", "expected"),
    [
        (-1, 10, "not_met"),
        (0, 0, "met"),
        (6, 3001, "met"),
        (7, 10, "met"),
        (7, 900000, "met"),
        (8, 10, "not_met"),
    ],
)
@pytest.mark.parametrize("order_of", ["demand", "visit"])
def test_within_seven_days_whatever_the_distance(after_days, km, expected, order_of):
    day = b.day("samr-43", after_days)
    needed = {"group": "engine", "needs_replacement": "yes"}
    raw = case(demand=demand(day, trouble(**needed), km=km))
    if order_of == "visit":
        raw = case(visit(day, km=km, repairer="outside", work="inspection_only", **needed))
    assert outcome(raw, "samr-43/22") == expected


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"group": "gearbox", "needs_replacement": "yes"}, "met"),
        ({"group": "traction_battery", "needs_replacement": "yes"}, "met"),
        ({"group": "drive_motor", "needs_replacement": "yes"}, "met"),
        ({"component": "gearbox_bearing", "needs_replacement": "yes"}, "met"),
        ({"group": "steering_system", "needs_replacement": "yes"}, "not_met"),
        ({"component": "steering_column", "needs_replacement": "yes"}, "not_met"),
        ({"group": "engine", "component": "wear_spark_plug", "needs_replacement": "yes"}, "not_met"),
        ({"needs_replacement": "yes"}, "not_met"),
        ({"group": "engine"}, "not_met"),
        ({"group": "engine", "needs_replacement": "no"}, "not_met"),
        ({"group": "engine", "needs_replacement": "yes", "quality_problem": "no"}, "not_met"),
        ({"group": "engine", "needs_replacement": "disputed"}, "undetermined"),
    ],
)
def test_in_the_first_week_an_assembly_or_its_main_component_must_need_replacing(facts, expected):
    assert outcome(early("samr-43", trouble(**facts)), "samr-43/22") == expected


@pytest.mark.parametrize(
    ("done", "expected"),
    [
        (item(work="assembly_replacement", group="engine"), "met"),
        (item(work="assembly_replacement", group="engine", component="wear_spark_plug"), "met"),
        (item(work="assembly_replacement", group="engine", needs_replacement="no"), "not_met"),
        (item(work="assembly_replacement", group="braking_system"), "not_met"),
        (item(work="component_replacement", component="engine_piston"), "met"),
        (item(work="component_replacement", group="engine"), "not_met"),
        (item(work="component_replacement", group="engine", component="wear_spark_plug"), "not_met"),
        (item(work="repair", component="engine_piston"), "not_met"),
    ],
)
def test_what_was_replaced_needed_replacing_unless_stated_otherwise(done, expected):
    assert outcome(case(visit(b.day("samr-43", 5), done)), "samr-43/22") == expected


def test_a_main_component_of_the_voucher_has_the_group_its_item_states():
    voucher = {"extra_main_components": ["engine_turbocharger"]}
    stated = trouble(component="engine_turbocharger", group="engine", needs_replacement="yes")
    unstated = trouble(component="engine_turbocharger", needs_replacement="yes")
    for rule in ("samr-43/20", "samr-43/22"):
        assert outcome(early("samr-43", stated, voucher=voucher), rule) == "met"
        assert outcome(early("samr-43", unstated, voucher=voucher), rule) == "not_met"


@WINDOW_OF_SIXTY_DAYS
@pytest.mark.parametrize("order", ORDERS)
def test_a_main_component_of_an_assembly_within_sixty_days_and_3000_km(order, after_days, km, expected):
    raw = early(order, trouble(component="engine_piston"), after_days=after_days, km=km)
    assert outcome(raw, b.EARLY_ASSEMBLY[order]) == expected
    assemblies = ("engine",) if expected == "met" else ()
    assert assessed(raw).remedies.assemblies == assemblies


@WINDOW_OF_SIXTY_DAYS
@pytest.mark.parametrize("order", ORDERS)
def test_a_grave_event_within_sixty_days_and_3000_km(order, after_days, km, expected):
    raw = early(order, trouble(event="braking_failure"), after_days=after_days, km=km)
    assert outcome(raw, b.EARLY_EVENT[order]) == expected


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize(
    ("group", "facts", "expected"),
    [
        *[(group, {"main_component": "yes"}, "by order") for group in ASSEMBLIES_43],
        ("engine", {"main_component": "no"}, "not_met"),
        ("engine", {}, "not_met"),
        ("engine", {"main_component": "disputed"}, "undetermined"),
        ("engine", {"main_component": "yes", "component": "wear_spark_plug"}, "not_met"),
        ("engine", {"main_component": "no", "component": "engine_valve"}, "met"),
        ("engine", {"main_component": "yes", "quality_problem": "no"}, "not_met"),
        ("braking_system", {"main_component": "yes"}, "not_met"),
        (None, {"main_component": "yes"}, "not_met"),
    ],
)
def test_the_fault_must_be_in_a_main_component_of_an_assembly_of_the_order(order, group, facts, expected):
    if expected == "by order":
        expected = "met" if group in ASSEMBLIES[order] else "not_met"
    raw = early(order, trouble(group=group, **facts))
    assert outcome(raw, b.EARLY_ASSEMBLY[order]) == expected


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("event", EVENTS["samr-43"])
@pytest.mark.parametrize("established", [None, "yes", "no", "unknown"])
def test_each_grave_event_of_the_order_suffices_once_it_is_established(order, event, established):
    raw = early(order, trouble(event=event, event_established=established))
    if event not in EVENTS[order] or established == "no":
        expected = "not_met"
    else:
        expected = "undetermined" if established == "unknown" else "met"
    assert outcome(raw, b.EARLY_EVENT[order]) == expected
    assert asked(raw, b.EARLY_EVENT[order]) == (
        {"demand/items/0/event_established"} if expected == "undetermined" else set()
    )


@pytest.mark.parametrize("order", ORDERS)
def test_an_event_that_is_no_quality_problem_gives_nothing(order):
    raw = early(order, trouble(event="fuel_leak", quality_problem="no"))
    assert outcome(raw, b.EARLY_EVENT[order]) == "not_met"


@pytest.mark.parametrize("work", ["maintenance", "accident", "none"])
def test_in_a_visit_for_other_work_a_quality_problem_must_be_stated(work):
    silent = visit(b.day("samr-43", 5), km=100, event="fuel_leak", work=work)
    assert outcome(case(silent), "samr-43/23") == "not_met"
    stated = visit(b.day("samr-43", 5), km=100, event="fuel_leak", work=work, quality_problem="yes")
    assert outcome(case(stated), "samr-43/23") == "met"


@pytest.mark.parametrize("work", ["repair", "software_update", "inspection_only", "recall"])
@pytest.mark.parametrize("repairer", ["network", "outside"])
def test_an_event_shows_at_any_repairer_and_whatever_was_done(work, repairer):
    leak = visit(b.day("samr-43", 5), km=100, event="fuel_leak", work=work, repairer=repairer)
    assert outcome(case(leak), "samr-43/23") == "met"


def test_each_assembly_of_a_case_has_its_own_outcome():
    both = early(
        "samr-43",
        trouble(group="gearbox", main_component="unknown"),
        trouble("P2", component="engine_piston"),
        trouble("P3", component="drive_motor_rotor"),
    )
    assert assessed(both).remedies.assemblies == ("engine", "drive_motor")
    open_ones = early("samr-43", trouble(group="gearbox", main_component="unknown"), trouble("P2", group="engine"))
    assert assessed(open_ones).remedies.assembly_replacement.outcome == "undetermined"
    assert assessed(open_ones).remedies.assemblies == ("gearbox",)


@pytest.mark.parametrize("order", ORDERS)
def test_early_rights_are_free_of_compensation_and_granted_by_whom_the_law_names(order):
    raw = early(order, trouble(component="engine_piston", event="fuel_leak"), price_yuan="100000.00")
    event, assembly = finding(raw, b.EARLY_EVENT[order]), finding(raw, b.EARLY_ASSEMBLY[order])
    assert (event.grants, event.owed_by) == (("vehicle_replacement", "vehicle_return"), "seller")
    assert (assembly.grants, assembly.owed_by) == (("assembly_replacement",), "repairer")
    assert assessed(raw).money.use_compensation.applies is False
    assert str(assessed(raw).money.refund_yuan) == "100000.00"
