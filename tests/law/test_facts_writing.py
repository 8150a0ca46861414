"""Facts written as JSON and read back are the same facts."""

import json

from hypothesis import given

from sanbao.law.facts_writing import facts_to_json
from sanbao.law.parsing import facts_from_json, facts_from_text
from tests.law.building import case, demand, excluded, exemption, trouble, visit
from tests.law.strategies import cases
from tests.law.test_properties import holds_for


def there_and_back(facts):
    return facts_from_text(json.dumps(facts_to_json(facts), ensure_ascii=False), bounded=False)


@holds_for
@given(cases())
def test_facts_read_back_from_json_are_equal(raw):
    facts = facts_from_json(raw)
    assert there_and_back(facts) == facts


def test_what_the_strategies_leave_out_is_written_too():
    facts = facts_from_json(
        case(
            visit(
                "2024-04-01",
                days=9,
                excluded=[excluded("rescue_travel", "2024-04-02T00:00+08:00", "2024-04-03T12:00+08:00")],
            ),
            demand=demand(
                "2024-05-01",
                trouble(event="fuel_leak", event_established="no"),
                papers=["invoice"],
                losses_yuan={"registration": "500.00"},
                same_model_available=False,
                returned_on="2024-05-01",
                returned_mileage_km=6000,
            ),
            exemptions=(exemption("improper_use", caused_damage="disputed"),),
            voucher={
                "repair_warranty": {"months": 48, "km": 80_000},
                "wear_parts": {"wear_air_filter": {"months": 6, "km": 10_000}},
                "extra_main_components": ["maker_module"],
                "use_compensation_coefficient": "0.005",
            },
            price_yuan="186800.50",
            handover_on="2024-03-02",
            replacement_handover_on="2024-04-01",
            resold_after_return=True,
        )
    )
    assert there_and_back(facts) == facts
    assert facts.voucher.wear_parts, "the case holds what it is about"


def test_what_is_absent_is_left_out():
    written = facts_to_json(facts_from_json(case()))
    assert {"visits", "voucher", "demand", "exemptions"}.isdisjoint(written)
