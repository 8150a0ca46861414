"""A case as JSON text: malformed, too deep, too long, hostile; and the forms that are accepted."""

import json
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanbao.law.fields import CHINA
from sanbao.law.parsing import MAX_BYTES, MAX_VISITS, facts_from_json, facts_from_text
from tests.law.building import assessed, case, demand, item, visit
from tests.law.faulty import OBJECTS, WHOLE, as_text, at, broken, codes, faults_of
from tests.law.test_properties import holds_for

WHOLE_TEXT = as_text(WHOLE)
NUMBER = '"mileage_km": 1200'
HOSTILE = st.text(st.characters(codec=None), max_size=30) | st.sampled_from(["\n", "a\nb", "\ud800", "\x1b[2J", "／"])


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "{",
        WHOLE_TEXT[:-1],
        WHOLE_TEXT + "}",
        WHOLE_TEXT + WHOLE_TEXT,
        WHOLE_TEXT.replace('"', "'"),
        WHOLE_TEXT.replace("1200,", "1200,,"),
        WHOLE_TEXT.replace(NUMBER, '"mileage_km": 01200'),
        WHOLE_TEXT.replace(NUMBER, '"mileage_km": NaN'),
        WHOLE_TEXT.replace(NUMBER, '"mileage_km": Infinity'),
        WHOLE_TEXT.replace(NUMBER, '"mileage_km": -Infinity'),
        WHOLE_TEXT.replace(NUMBER, '"mileage_km": ' + "9" * 5000),
        WHOLE_TEXT.replace("R1", "R\n1"),
        "\ufeff" + WHOLE_TEXT,
    ],
    ids=lambda text: repr(text[-20:]),
)
def test_what_is_not_json_is_one_fault_of_the_whole(text):
    assert codes(text) == [("", "not_json")]


@pytest.mark.parametrize(
    "text",
    [b"\xff\xfe", WHOLE_TEXT.encode("utf-16"), WHOLE_TEXT.replace("R1", "修1").encode("gb18030")],
    ids=["byte order mark alone", "UTF-16", "GB18030"],
)
def test_what_is_not_utf_8_is_told_so(text):
    assert codes(text) == [("", "not_utf8")]


@pytest.mark.parametrize("opening", ["[", '{"a":', '{"visits":['])
def test_deep_nesting_is_a_fault(opening):
    assert codes(opening * 20_000) == [("", "too_deep")]


def test_a_fault_in_the_text_names_line_and_column():
    (fault,) = faults_of('{\n "contract": 1,\n oops}')
    assert "line 3, column 2" in fault.value


@pytest.mark.parametrize("number", ["-1", "1.0", "1e3", "12.5", "true", "1" + "0" * 400, "1e999", "-0.0"])
def test_a_distance_in_the_text_is_a_whole_number(number):
    text = WHOLE_TEXT.replace(NUMBER, f'"mileage_km": {number}')
    assert codes(text) == [("visits/0/mileage_km", "not_a_whole_number")]


def test_a_number_too_long_to_be_written_out_is_a_fault_like_any_other():
    assert codes(broken(("visits/0/mileage_km", 10**5000))) == [("visits/0/mileage_km", "not_a_whole_number")]


def padded(text: str, size: int) -> str:
    return text + " " * (size - len(text))


def test_256_kilobytes_are_read_and_one_more_is_not_unless_bounds_are_lifted():
    assert codes(padded(WHOLE_TEXT, 256 * 1024)) == []
    assert codes(padded(WHOLE_TEXT, 256 * 1024).encode()) == []
    too_long = padded(WHOLE_TEXT, 257 * 1024)
    assert codes(too_long) == codes(too_long.encode()) == [("", "too_long")]
    assert codes(padded(WHOLE_TEXT, 256 * 1024 + 1)) == [("", "too_long")]
    assert codes(too_long, bounded=False) == []


def test_the_length_is_one_of_bytes_whether_text_or_bytes_are_given():
    """A Chinese character takes three bytes."""
    raw = broken(("visits/0/items/0/problem", "异" * 90_000), ("exemptions", []))
    text = as_text(raw)
    assert len(text) < MAX_BYTES < len(text.encode())
    assert codes(text.encode()) == [("", "too_long")]
    assert codes(text) == [("", "too_long")]


def many_visits(number):
    return case(*[visit(f"2024-05-06T{n // 60:02}:{n % 60:02}") for n in range(number)])


def test_200_visits_are_read_and_one_more_is_not_unless_bounds_are_lifted():
    assert codes(many_visits(MAX_VISITS)) == []
    (fault,) = faults_of(many_visits(201))
    assert (fault.path, fault.code, fault.value, fault.allowed) == ("visits", "too_many", "201", "200")
    assert codes(many_visits(201), bounded=False) == []
    assert codes(as_text(many_visits(201)), bounded=False) == []


@pytest.mark.parametrize("key", ["visits", "demand", "voucher", "exemptions"])
def test_null_is_absent_where_a_key_may_be_absent(key):
    without = {name: value for name, value in WHOLE.items() if name not in (key, "exemptions")}
    assert facts_from_json({**without, key: None}) == facts_from_json(without)


@pytest.mark.parametrize("path", [path for path in OBJECTS if path])
def test_every_optional_key_may_be_null(path):
    holder = WHOLE
    for step in path.split("/"):
        holder = holder[int(step)] if isinstance(holder, list) else holder[step]
    required = {"kind", "invoiced_on", "months", "km", "id", "repairer", "received_at", "mileage_km", "items", "reason",
                "from", "to", "problem", "work", "made_on", "wants", "ground", "problems"}  # fmt: skip
    if path == "demand":
        required -= {"items"}
    for key in holder.keys() - required:
        assert codes(broken((at(path, key), None))) in ([], [("exemptions/0/problems/0", "names_no_item")])


def test_the_smallest_case_is_accepted():
    vehicle = {"kind": "passenger_car", "invoiced_on": "2024-02-20"}
    facts = facts_from_text(json.dumps({"contract": 1, "as_of": "2024-06-30", "vehicle": vehicle}))
    assert (facts.visits, facts.demand, facts.exemptions, facts.vehicle.use) == ((), None, (), None)
    assert facts.voucher.repair_warranty is None


def test_a_byte_order_mark_before_bytes_is_read_over():
    assert codes(b"\xef\xbb\xbf" + WHOLE_TEXT.encode()) == []


@pytest.mark.parametrize(
    ("given", "hour", "minute", "second"),
    [
        ("2024-03-20T09:00+08:00", 9, 0, 0),
        ("2024-03-20T09:00", 9, 0, 0),
        ("2024-03-20T09:00:30", 9, 0, 30),
        ("2024-03-20T09:00:30+08:00", 9, 0, 30),
        ("2024-03-20T01:00Z", 9, 0, 0),
        ("2024-03-20T01:00:30Z", 9, 0, 30),
        ("2024-03-20T01:00+00:00", 9, 0, 0),
        ("2024-03-20T06:30+05:30", 9, 0, 0),
        ("2024-03-19T20:15-05:00", 9, 15, 0),
        ("2024-03-20T09:00:30.5+08:00", 9, 0, 30),
    ],
)
def test_a_moment_without_an_offset_is_chinas_and_others_are_brought_to_it(given, hour, minute, second):
    received = facts_from_json(broken(("visits/0/received_at", given))).visits[0].received_at
    assert received.replace(microsecond=0) == datetime(2024, 3, 20, hour, minute, second, tzinfo=CHINA)
    assert received.utcoffset() == datetime(2024, 3, 20, tzinfo=CHINA).utcoffset()


@pytest.mark.parametrize("as_of", ["2024-06-30", "2024-06-30T12:00", "2024-06-30T12:00:00+08:00", "2024-06-30T04:00Z"])
def test_as_of_is_a_day_or_a_moment_and_is_echoed_as_given(as_of):
    raw = broken(("as_of", as_of))
    moment = datetime(2024, 6, 30, 12, tzinfo=CHINA)
    assert facts_from_json(raw).as_of == (moment if "T" in as_of else date(2024, 6, 30))
    assert assessed(raw).as_of == as_of


def test_the_first_and_the_last_day_of_the_formalised_years_are_accepted():
    assert codes(broken(("vehicle/invoiced_on", "1980-01-01"))) == []
    last = case(visit("2099-12-31T23:59+08:00", finished=None), as_of="2099-12-31", demand=demand("2099-12-31"))
    assert codes(last) == []
    assert assessed(last).as_of == "2099-12-31"


def test_names_may_be_in_any_script_and_shape():
    raw = case(visit("2024-03-20", item("异响 №1 🚗"), id="工单（2024）第1号"), as_of="2024-06-30")
    assert assessed(raw).counters.same_problem["异响 №1 🚗"].visits == ("工单（2024）第1号",)


PLACES = [
    ("vehicle", "voucher", "key"),
    ("visits/0/items/0/work", "demand/wants", "value"),
    ("visits/0/id", "exemptions/0/problems/0", "value"),
    ("vehicle/invoiced_on", "visits/0/received_at", "value"),
    ("voucher/wear_parts", "demand/losses_yuan", "key"),
]


@holds_for
@given(HOSTILE, st.sampled_from(PLACES))
def test_a_fault_is_one_printable_line_whatever_stands_in_the_case(text, places):
    first, second, what = places
    values = {"key": {text: {"months": -1}}, "value": text}[what]
    raw = broken((first, values), (second, values))
    for fault in faults_of(raw):
        line = f"{fault.path}: {fault.code} {fault.value} {fault.allowed}"
        assert line.isprintable(), fault
        assert len(line) < 2000
