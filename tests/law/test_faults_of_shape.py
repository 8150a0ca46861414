"""Faults of a single place: unknown and missing keys, wrong words, numbers, texts, dates and moments."""

import pytest

from sanbao.law import vocabulary as words
from sanbao.law.errors import FactsError
from sanbao.law.parsing import facts_from_json
from tests.law.faulty import GONE, LISTS, OBJECTS, REQUIRED, WHOLE, at, broken, codes, faults_of

CHOICES = {
    "vehicle/kind": words.KINDS,
    "vehicle/energy": words.ENERGIES,
    "vehicle/use": words.USES,
    "visits/0/repairer": words.REPAIRERS,
    "visits/0/excluded/0/reason": words.EXCLUDED_REASONS,
    "visits/0/items/0/work": words.WORKS,
    "visits/0/items/0/position": words.POSITIONS,
    "visits/0/items/0/event": words.EVENTS,
    "visits/0/items/0/quality_problem": words.ANSWERS,
    "visits/0/items/0/serious_safety": words.ANSWERS,
    "visits/0/items/0/event_established": words.ANSWERS,
    "visits/0/items/0/needs_replacement": words.ANSWERS,
    "visits/0/items/0/main_component": words.ANSWERS,
    "visits/0/items/0/resolved": words.RESOLVED,
    "demand/wants": words.WANTS,
    "demand/items/0/work": ("none",),
    "demand/papers/0": words.PAPERS,
    "exemptions/0/caused_damage": words.ANSWERS,
    "exemptions/1/established": words.ANSWERS,
}
"""Every place of a word, with the words it may be."""

OF_BOTH_EDITIONS = [
    "engine",
    "gearbox",
    "traction_battery",
    "drive_motor",
    "steering_system",
    "braking_system",
    "suspension_system",
    "axle",
    "driveline",
    "pollution_control_device",
    "vehicle_body",
]
FLAGS = ("vehicle/resold_after_return", "demand/same_model_available", "demand/equal_or_better_available")
WHOLE_NUMBERS = (
    "voucher/repair_warranty/months",
    "voucher/repair_warranty/km",
    "voucher/three_guarantees/months",
    "voucher/wear_parts/wear_brake_lining/km",
    "visits/0/mileage_km",
    "demand/mileage_km",
    "demand/returned_mileage_km",
)
DECIMALS = (
    "vehicle/price_yuan",
    "voucher/use_compensation_coefficient",
    "demand/losses_yuan/registration",
    "demand/losses_yuan/accessories_net",
    "demand/losses_yuan/services",
)
TEXTS = (
    "visits/0/id",
    "visits/0/items/0/problem",
    "demand/items/0/problem",
    "visits/0/items/0/component",
    "voucher/extra_main_components/0",
    "exemptions/0/problems/0",
)
DAYS = (
    "vehicle/invoiced_on",
    "vehicle/handover_on",
    "vehicle/replacement_handover_on",
    "demand/made_on",
    "demand/returned_on",
)
MOMENTS = ("visits/0/received_at", "visits/0/finished_at", "visits/0/excluded/0/from", "visits/0/excluded/0/to")


def test_the_whole_case_has_no_fault():
    assert codes(WHOLE) == []


@pytest.mark.parametrize("path", OBJECTS)
def test_an_unknown_key_is_a_fault_at_every_level(path):
    (fault,) = faults_of(broken((at(path, "milage"), 1)))
    assert (fault.path, fault.code, fault.value) == (at(path, "milage"), "unknown_key", "'milage'")
    for key in REQUIRED.get(path, ()):
        assert key in fault.allowed


@pytest.mark.parametrize(("path", "key"), [(path, key) for path, keys in REQUIRED.items() for key in keys])
@pytest.mark.parametrize("value", [GONE, None])
def test_a_required_key_must_be_there_and_null_is_absent(path, key, value):
    assert codes(broken((at(path, key), value))) == [(at(path, key), "missing")]


@pytest.mark.parametrize("path", OBJECTS[1:])
@pytest.mark.parametrize("value", ["text", 7, True, [], [["k", 1]]])
def test_where_an_object_belongs_nothing_else_may_stand(path, value):
    found = codes(broken((path, value)))
    assert found[:1] == [(path, "not_an_object")]


@pytest.mark.parametrize("value", [None, [], [WHOLE], 1, True])
def test_a_case_is_an_object(value):
    assert codes(value) == [("", "not_an_object")]


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("value", [{}, {"0": 1}, "text", 0, False])
def test_where_a_list_belongs_nothing_else_may_stand(path, value):
    assert (path, "not_a_list") in codes(broken((path, value)))


def test_a_visit_has_at_least_one_item():
    (fault,) = faults_of(broken(("visits/0/items", []), ("exemptions", [])))
    assert (fault.path, fault.code, fault.allowed) == ("visits/0/items", "too_few", "1")
    assert codes(broken(("demand/items", []))) == []


@pytest.mark.parametrize("path", CHOICES)
@pytest.mark.parametrize("value", ["", "nonsense", "YES", " yes", 1, True, ["yes"], {}])
def test_a_word_must_be_one_of_those_allowed(path, value):
    fault = faults_of(broken((path, value)))[0]
    assert (fault.path, fault.code) == (path, "not_one_of")
    assert sorted(fault.allowed.split(", ")) == sorted(CHOICES[path])


@pytest.mark.parametrize(("path", "word"), [(path, word) for path, choices in CHOICES.items() for word in choices])
def test_every_word_of_the_contract_is_accepted_in_its_place(path, word):
    assert codes(broken((path, word))) == []


def test_a_group_is_one_of_either_edition():
    unlocated = ("visits/0/items/0/component", None)
    for group in OF_BOTH_EDITIONS:
        assert codes(broken(unlocated, ("visits/0/items/0/group", group))) == []
    (fault,) = faults_of(broken(unlocated, ("visits/0/items/0/group", "transmission")))
    assert (fault.path, fault.code) == ("visits/0/items/0/group", "not_one_of")
    assert sorted(fault.allowed.split(", ")) == sorted(OF_BOTH_EDITIONS)


@pytest.mark.parametrize("path", [path for path in CHOICES if path.startswith("visits/0/items")][1:])
def test_words_are_checked_in_items_of_the_demand_too(path):
    in_demand = path.replace("visits/0", "demand")
    assert codes(broken((in_demand, "nonsense"))) == [(in_demand, "not_one_of")]


@pytest.mark.parametrize("work", [work for work in words.WORKS if work != "none"])
def test_nothing_has_been_done_yet_about_an_item_of_a_demand(work):
    (fault,) = faults_of(broken(("demand/items/0/work", work)))
    assert (fault.path, fault.code, fault.allowed) == ("demand/items/0/work", "not_one_of", "none")


@pytest.mark.parametrize("path", FLAGS)
@pytest.mark.parametrize("value", ["true", "yes", 0, 1, []])
def test_a_flag_is_true_or_false(path, value):
    assert codes(broken((path, value))) == [(path, "not_one_of")]


@pytest.mark.parametrize("value", [2, 0, "1", 1.0, True, [1]])
def test_only_version_1_of_the_contract_is_read(value):
    (fault,) = faults_of(broken(("contract", value)))
    assert (fault.path, fault.code, fault.allowed) == ("contract", "not_one_of", "1")


@pytest.mark.parametrize("path", WHOLE_NUMBERS)
@pytest.mark.parametrize(
    "value", [-1, -(10**30), 10**9 + 1, 10**30, 1.0, 1.5, float("nan"), float("inf"), True, "12", []]
)
def test_months_and_kilometres_are_whole_numbers_not_negative_and_not_huge(path, value):
    assert codes(broken((path, value))) == [(path, "not_a_whole_number")]


@pytest.mark.parametrize("path", WHOLE_NUMBERS)
@pytest.mark.parametrize("value", [0, 1, 10**9])
def test_months_and_kilometres_from_nothing_to_a_billion_are_accepted(path, value):
    assert codes(broken((path, value))) == []


@pytest.mark.parametrize("path", DECIMALS)
@pytest.mark.parametrize(
    "value",
    [186800, 1.5, "-1", "+1", "1e5", "1,000", "", " 1", "1 ", "1.", ".5", "NaN", "１", "1\n", "9" * 13, True, []],
)
def test_money_and_coefficient_are_decimals_written_as_text(path, value):
    assert codes(broken((path, value))) == [(path, "not_a_decimal")]


@pytest.mark.parametrize("path", DECIMALS)
@pytest.mark.parametrize("value", ["0", "0.00", "0.005", "186800", "186800.5", "999999999999.99", None])
def test_decimals_of_usual_form_are_accepted(path, value):
    assert codes(broken((path, value))) == []


@pytest.mark.parametrize("path", TEXTS)
@pytest.mark.parametrize("value", ["", " ", "\t\n", "\u3000", "lone \ud800 surrogate", 7, True, ["P1"], {}])
def test_a_text_says_something_and_can_be_written_out(path, value):
    assert (path, "not_a_text") in codes(broken((path, value)))


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("2024-6-30", "not_a_day"),
        ("20240630", "not_a_day"),
        ("2024/06/30", "not_a_day"),
        ("30.06.2024", "not_a_day"),
        ("2024-06-30 ", "not_a_day"),
        ("2024-W26-7", "not_a_day"),
        ("2024-06-30T09:00", "not_a_day"),
        ("２０２４-06-30", "not_a_day"),
        ("", "not_a_day"),
        (20240630, "not_a_day"),
        (True, "not_a_day"),
        (["2024-06-30"], "not_a_day"),
        ("2023-02-29", "no_such_day"),
        ("2024-13-01", "no_such_day"),
        ("2024-00-10", "no_such_day"),
        ("0000-01-01", "no_such_day"),
        ("1979-12-31", "out_of_range"),
        ("2100-01-01", "out_of_range"),
        ("9999-12-31", "out_of_range"),
    ],
)
@pytest.mark.parametrize("path", DAYS)
def test_a_day_has_one_form_exists_and_lies_in_the_formalised_years(path, value, code):
    assert codes(broken((path, value))) == [(path, code)]


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("2024-03-21", "not_a_moment"),
        ("2024-03-21T", "not_a_moment"),
        ("2024-03-21T09", "not_a_moment"),
        ("2024-03-21T09+08:00", "not_a_moment"),
        ("2024-03-21 09:00", "not_a_moment"),
        ("2024-03-21t09:00", "not_a_moment"),
        ("2024-03-21T9:00", "not_a_moment"),
        ("2024-03-21T09:00+8", "not_a_moment"),
        ("2024-03-21T09:00+0800", "not_a_moment"),
        ("2024-03-21T09:00z", "not_a_moment"),
        ("2024-03-21T09:00 +08:00", "not_a_moment"),
        ("2024-03-21T09:00:00.1234567", "not_a_moment"),
        ("2024-03-21T09:00[Asia/Shanghai]", "not_a_moment"),
        ("", "not_a_moment"),
        (1711011600, "not_a_moment"),
        (["2024-03-21T09:00"], "not_a_moment"),
        ("2024-03-21T25:00", "no_such_day"),
        ("2024-03-21T09:60", "no_such_day"),
        ("2024-03-21T09:00:60", "no_such_day"),
        ("2023-02-29T09:00", "no_such_day"),
        ("2024-03-21T09:00+24:00", "no_such_day"),
        ("0001-01-01T00:00+23:00", "no_such_day"),
        ("9999-12-31T23:59-23:59", "no_such_day"),
        ("1979-12-31T23:59", "out_of_range"),
        ("2099-12-31T16:00Z", "out_of_range"),
    ],
)
@pytest.mark.parametrize("path", MOMENTS)
def test_a_moment_has_hours_and_minutes_exists_and_lies_in_the_formalised_years(path, value, code):
    assert codes(broken((path, value))) == [(path, code)]


@pytest.mark.parametrize(
    ("value", "code"), [("2024-06", "not_a_day"), ("2024-06-30T9", "not_a_moment"), (1, "not_a_day")]
)
def test_the_question_is_asked_on_a_day_or_at_a_moment(value, code):
    assert codes(broken(("as_of", value))) == [("as_of", code)]


def test_the_error_itself_names_each_fault_in_the_order_of_the_case():
    raw = broken(("vehicle/kind", "boat"), ("visits/0/mileage_km", -1), ("exemptions/1/ground", "bad_luck"))
    expected = [
        ("vehicle/kind", "not_one_of"),
        ("visits/0/mileage_km", "not_a_whole_number"),
        ("exemptions/1/ground", "not_one_of"),
    ]
    assert codes(raw) == expected
    with pytest.raises(FactsError, match="vehicle/kind: not_one_of; visits/0/mileage_km: not_a_whole_number"):
        facts_from_json(raw)


def test_unknown_keys_are_named_in_the_order_of_the_case():
    names = ["zeta", "beta", "theta", "alpha", "omega", "gamma", "delta", "kappa"]
    raw = broken(*[(f"vehicle/{name}", 1) for name in names])
    assert [path for path, _ in codes(raw)] == [f"vehicle/{name}" for name in names]
