"""Whatever stands in a case, it is assessed or its faults are named; nothing else comes out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from sanbao.law.engine import assess
from sanbao.law.parsing import facts_from_json, facts_from_text
from sanbao.law.writing import assessment_to_json
from tests.law.faulty import GONE, WHOLE, broken, faults_of
from tests.law.test_properties import holds_for

WORDS = st.sampled_from(
    [
        *("yes", "no", "disputed", "unknown", "P1", "R1", "/", "gearbox", "engine", "wear_tyre", "wear_", "aqsiq-150"),
        *("2013-09-30", "2021-12-31", "2099-12-31", "1980-01-01", "2024-02-29", "0.005", "999999999999.9999999999"),
        *("2099-12-31T23:59", "1980-01-01T00:00", "2024-06-30T16:00Z", "commercial", "none", "network", "\ud800", ""),
    ]
)
NUMBERS = st.sampled_from([0, 1, -1, 10**9, 10**9 + 1, 10**400, 0.0, 1e308, float("nan"), float("inf")]) | st.booleans()
VALUES = st.recursive(
    st.none() | WORDS | NUMBERS | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS | st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


def paths(raw: Any, path: str = "") -> Iterator[str]:
    """Every place in a case."""
    for step, value in raw.items() if isinstance(raw, dict) else enumerate(raw):
        here = f"{path}/{step}" if path else str(step)
        yield here
        if isinstance(value, dict | list):
            yield from paths(value, here)


PLACES = list(paths(WHOLE))


def changed(changes: list[tuple[str, Any]]) -> dict[str, Any]:
    """The whole case changed at these places; a place that an earlier change took away is left alone."""
    raw = broken()
    for path, value in changes:
        root, _, last = path.rpartition("/")
        holder: Any = raw
        for step in root.split("/") if root else ():
            if isinstance(holder, list) and step.isdigit() and int(step) < len(holder):
                holder = holder[int(step)]
            else:
                holder = holder.get(step) if isinstance(holder, dict) else None
        if isinstance(holder, dict):
            if value is GONE:
                holder.pop(last, None)
            else:
                holder[last] = value
        elif isinstance(holder, list) and holder and value is not GONE:
            holder[-1] = value
    return raw


def judged(raw: Any) -> str:
    """Assessed and written out, or refused with faults that have a code."""
    faults = faults_of(raw)
    if faults:
        return "refused" if all(fault.code for fault in faults) else "refused without a reason"
    json.dumps(assessment_to_json(assess(facts_from_json(raw), texts=False)), allow_nan=False).encode()
    return "assessed"


@settings(holds_for, max_examples=400)
@given(st.lists(st.tuples(st.sampled_from(PLACES), VALUES | st.just(GONE)), min_size=1, max_size=4))
def test_a_case_changed_anywhere_is_assessed_or_refused(changes):
    assert judged(changed(changes)) in ("assessed", "refused")


@settings(holds_for, max_examples=200)
@given(VALUES)
def test_no_other_value_is_a_case(value):
    assert judged(value) == "refused"


@settings(holds_for, max_examples=200)
@given(st.binary(max_size=60) | st.text(max_size=60), st.integers(0, 2000))
def test_a_text_damaged_anywhere_is_read_or_refused(damage, place):
    text: str | bytes = json.dumps(WHOLE)
    if isinstance(damage, bytes):
        whole = text.encode()
        text = whole[:place] + damage + whole[place + len(damage) :]
    else:
        text = text[:place] + damage + text[place + len(damage) :]
    if not faults_of(text):
        assert facts_from_text(text).visits


@settings(holds_for, max_examples=200)
@given(
    st.integers(0, 10**9),
    st.integers(0, 10**9),
    st.sampled_from(["1980-01-01", "2013-10-01", "2024-02-29", "2099-12-31"]),
    st.sampled_from(["", "T00:00", "T23:59:59.999999-12:00", "T12:00Z"]),
)
def test_numbers_and_days_at_the_ends_of_what_is_allowed_are_assessed(months, km, day, time):
    """The last day that may be asked about is 2099-12-31 in China's time."""
    terms = {"months": months, "km": km}
    raw = broken(
        ("voucher/repair_warranty", terms),
        ("voucher/three_guarantees", terms),
        ("voucher/wear_parts/wear_brake_lining", terms),
        ("vehicle/invoiced_on", day),
        ("vehicle/handover_on", day),
        ("visits/0/mileage_km", km),
        ("visits/0/finished_at", None),
        ("as_of", "2098-12-31" + time),
        ("demand/mileage_km", km),
        ("vehicle/price_yuan", "999999999999.9999999999"),
        ("visits/0/items/0/component", None),
    )
    assert judged(raw) == "assessed"
