"""Paths to facts: read, replaced, refused."""

from pathlib import Path

import pytest
import yaml

from claims.cases.versions import paths
from claims.cases.versions.paths import NoSuchFactError, value_at, with_value
from sanbao.law.engine import assess
from sanbao.law.errors import FactsError
from tests.claims.cases.versions.telling import on, record
from tests.law.building import case, demand, exemption, item, trouble, visit

LAW_CASES = Path(__file__).parents[3] / "law" / "cases"
WAIT = {"reason": "rescue_travel", "from": "2024-03-31T10:00:00+08:00", "to": "2024-03-31T12:00:00+08:00"}
TERMS = {"months": 48, "km": 120000}
CASE = record(
    case(
        visit(on(30), item(component="gearbox_bearing"), item("P2", "maintenance"), km=1200),
        visit(on(90), item(group="engine"), finished=None),
        voucher={"wear_parts": {"wear_brake_lining": {"months": 6, "km": 10000}}},
        demand=demand(on(200), trouble(), km=6000, losses_yuan={"registration": "125.00"}),
        exemptions=(exemption("improper_use"), exemption("disclosed_flaw", "P2", established="no")),
        price_yuan="186800.00",
    )
)


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        ("vehicle/use", "household", "commercial"),
        ("vehicle/invoiced_on", "2024-03-01", "2024-03-02"),
        ("vehicle/handover_on", None, "2024-03-03"),
        ("vehicle/price_yuan", "186800.00", "186000.00"),
        ("voucher/repair_warranty", None, TERMS),
        ("voucher/use_compensation_coefficient", None, "0.004"),
        ("voucher/extra_main_components", [], ["suspension_shock_absorber"]),
        ("voucher/wear_parts/wear_brake_lining", {"months": 6, "km": 10000}, None),
        ("voucher/wear_parts/wear_wiper", None, TERMS),
        ("visits/R1/received_at", "2024-03-31T09:00:00+08:00", "2024-03-31T08:00:00+08:00"),
        ("visits/R2/finished_at", None, "2024-06-01T08:00:00+08:00"),
        ("visits/R1/finished_at", "2024-03-31T11:00:00+08:00", None),
        ("visits/R1/mileage_km", 1200, 1300),
        ("visits/R1/repairer", "network", "outside"),
        ("visits/R1/excluded", [], [WAIT]),
        ("visits/R1", value_at(CASE, "visits/R1"), None),
        ("visits/R3", None, {**value_at(CASE, "visits/R1"), "id": "R3"}),
        ("visits/R1/items/1/problem", "P2", "P1"),
        ("visits/R1/items/1/quality_problem", "no", "yes"),
        ("visits/R1/items/0/quality_problem", "yes", "disputed"),
        ("visits/R1/items/0/serious_safety", "no", "yes"),
        ("visits/R1/items/0/component", "gearbox_bearing", "engine_piston"),
        ("visits/R1/items/0/group", "gearbox", "engine"),
        ("visits/R1/items/0/needs_replacement", "no", "yes"),
        ("visits/R1/items/0/work", "repair", "software_update"),
        ("visits/R1/items/0/resolved", "unknown", "no"),
        ("visits/R2/items/0/main_component", "no", "yes"),
        ("visits/R2/items/0/position", None, "front"),
        ("visits/R2/items/0/event", None, "fuel_leak"),
        ("visits/R2/items/0/event_established", "yes", "no"),
        ("demand/mileage_km", 6000, 6001),
        ("demand/returned_mileage_km", None, 6100),
        ("demand/same_model_available", None, False),
        ("demand/losses_yuan/registration", "125.00", "120.00"),
        ("demand/losses_yuan/services", None, "800.00"),
        ("demand/items/0/component", None, "gearbox_bearing"),
        ("exemptions/0/caused_damage", "unknown", "no"),
        ("exemptions/1/established", "no", "yes"),
    ],
)
def test_a_value_is_read_and_replaced_and_nothing_else_changes(path, before, after):
    assert value_at(CASE, path) == before
    changed = with_value(CASE, path, after)
    assert value_at(changed, path) == after
    back = with_value(changed, path, before)
    assert assess(back, texts=False) == assess(CASE, texts=False)


@pytest.mark.parametrize(
    ("path", "value", "fault"),
    [
        ("vehicle/use", "taxi", ("vehicle/use", "not_one_of")),
        ("vehicle/invoiced_on", None, ("vehicle/invoiced_on", "missing")),
        ("vehicle/price_yuan", 186800, ("vehicle/price_yuan", "not_a_decimal")),
        ("voucher/repair_warranty", {"months": 36}, ("voucher/repair_warranty/km", "missing")),
        ("visits/R2/received_at", "2024-06-31T09:00", ("visits/R2/received_at", "no_such_day")),
        ("visits/R2/received_at", None, ("visits/R2/received_at", "missing")),
        ("visits/R2/mileage_km", -1, ("visits/R2/mileage_km", "not_a_whole_number")),
        ("visits/R2/excluded", [{"reason": "rain"}], ("visits/R2/excluded/0/from", "missing")),
        ("visits/R2/items/0/work", "magic", ("visits/R2/items/0/work", "not_one_of")),
        ("visits/R2/items/0/component", 7, ("visits/R2/items/0/component", "not_a_text")),
        ("visits/R2", {"id": "R9"}, ("visits/R2/id", "not_one_of")),
        ("visits/R2", "yes", ("visits/R2/id", "not_one_of")),
        ("visits/R2", {"id": "R2"}, ("visits/R2/repairer", "missing")),
        ("demand/mileage_km", "6000", ("demand/mileage_km", "not_a_whole_number")),
        ("exemptions/0/established", "yes", ("exemptions/0/established", "key_of_the_other_kind")),
    ],
)
def test_a_value_that_is_none_is_refused_by_its_path(path, value, fault):
    with pytest.raises(FactsError) as raised:
        with_value(CASE, path, value)
    assert fault in [(one.path, one.code) for one in raised.value.faults]


@pytest.mark.parametrize(
    "path",
    [
        "", "as_of", "vehicle", "vehicle/kind", "vehicle/use/x", "voucher/wear_parts", "visits", "visits/", "visits/R1/id",
        "visits/R1/items", "visits/R1/items/-1/work", "visits/R1/items/00/work", "visits/R1/items/0/colour",
        "demand/items/0/work", "demand/wants", "demand/losses_yuan/taxi", "exemptions/0/problems",
    ],
)  # fmt: skip
def test_what_can_not_have_two_values_has_no_path(path):
    for act in (lambda: value_at(CASE, path), lambda: with_value(CASE, path, None)):
        with pytest.raises(NoSuchFactError):
            act()


@pytest.mark.parametrize(
    "path",
    [
        "visits/R7/work",
        "visits/R7/mileage_km",
        "visits/R1/items/2/work",
        "demand/items/1/group",
        "exemptions/2/established",
    ],
)
def test_nothing_is_written_where_the_case_has_no_such_place(path):
    with pytest.raises(NoSuchFactError):
        with_value(CASE, path, None)


def test_without_a_demand_there_is_none_to_change():
    with pytest.raises(NoSuchFactError):
        with_value(record(case()), "demand/mileage_km", 1)


def test_an_answer_is_the_value_that_says_so():
    for path, answer, outcome in (("vehicle/use", "yes", "met"), ("vehicle/use", "no", "not_met")):
        unknown = with_value(CASE, path, "unknown")
        assert assess(unknown, texts=False).scope.outcome == "undetermined"
        answered = with_value(unknown, path, paths.value_of_answer(path, answer))
        assert assess(answered, texts=False).scope.outcome == outcome
    assert paths.value_of_answer("exemptions/0/caused_damage", "no") == "no"


def test_a_component_that_is_withdrawn_leaves_its_group():
    withdrawn = with_value(CASE, "visits/R1/items/0/component", None)
    assert value_at(withdrawn, "visits/R1/items/0/group") == "gearbox"
    on_voucher_only = with_value(withdrawn, "visits/R1/items/0/component", "suspension_shock_absorber")
    assert value_at(on_voucher_only, "visits/R1/items/0/group") == "gearbox", "its own group, as was stated"


def test_what_absence_says_can_be_written_out_and_nothing_changes():
    """Every yes/no fact of each third published case, said as the contract reads it where it is absent."""
    cases = [
        row["case"]
        for name in ("public", "articles")
        for row in yaml.safe_load((LAW_CASES / f"{name}.yaml").read_text())
    ]
    spoken = 0
    for raw in cases[::3]:
        facts = record(raw)
        document = paths.document_of(facts)
        places = [f"visits/{one.id}/items/{n}" for one in facts.visits for n in range(len(one.items))]
        places += [f"demand/items/{n}" for n in range(len(facts.demand.items if facts.demand else ()))]
        for place in places:
            keys = [key for key in paths.ITEM_KEYS if place.startswith("visits") or key not in paths.NOT_IN_A_DEMAND]
            for path in (f"{place}/{key}" for key in keys):
                spoken += paths.stated(document, path) is None and paths.read(document, path) is not None
                document = paths.written(document, path, paths.read(document, path))
        assert assess(paths.facts_of(document), texts=False) == assess(facts, texts=False)
    assert spoken > 500
