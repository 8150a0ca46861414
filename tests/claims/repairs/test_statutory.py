"""A repair record holds the twelve fields of the law before it is closed; what is missing is named with its article."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from claims.repairs.statutory import _LOOKED_FOR, Record, RecordedItem, missing
from sanbao.law.regulations import FOLDERS, regulation

DAY, OLD_DAY = date(2026, 3, 20), date(2020, 3, 20)
NOW = datetime(2026, 3, 22, tzinfo=UTC)
ITEM = RecordedItem(
    work="component_replacement",
    part="gearbox_bearing",
    new_part_number="B-77",
    material_fen=0,
    labour_minutes=90,
    labour_fen=0,
)
WHOLE = Record(
    received_at=NOW,
    mileage_km=0,
    complaint="顿挫",
    inspection_result="轴承磨损",
    items=(ITEM,),
    tow_fen=0,
    mobility="not_due",
    picked_up_at=NOW,
    is_signed=True,
)


def codes(record, day=DAY):
    return [field.code for field in missing(record, day)]


@pytest.mark.parametrize("day", [DAY, OLD_DAY])
def test_nothing_is_missing_of_a_whole_record(day):
    assert codes(WHOLE, day) == []


def test_of_an_empty_record_all_twelve_are_missing_in_the_order_of_the_article():
    assert codes(Record()) == [
        "received_at", "mileage_km", "complaint", "inspection_result", "work", "parts_replaced", "material_cost",
        "labour_cost", "towing_cost", "loaner_or_transport", "handed_back_at", "signatures",
    ]  # fmt: skip


@pytest.mark.parametrize(("day", "law", "article"), [(DAY, "samr-43", 17), (OLD_DAY, "aqsiq-150", 13)])
def test_what_is_missing_is_named_with_the_article_of_its_day(day, law, article):
    field = missing(replace(WHOLE, mobility=""), day)[0]
    assert (field.code, field.citation.law, field.citation.article, field.citation.paragraph) == (
        "loaner_or_transport",
        law,
        article,
        2,
    )


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"work": ""}, "work"),
        ({"part": ""}, "parts_replaced"),
        ({"new_part_number": ""}, "parts_replaced"),
        ({"material_fen": None}, "material_cost"),
        ({"labour_minutes": None}, "labour_cost"),
        ({"labour_fen": None}, "labour_cost"),
    ],
)
def test_every_item_must_be_told(change, code):
    record = replace(WHOLE, items=(ITEM, replace(ITEM, **change)))
    assert codes(record) == [code]


def test_only_a_replacement_needs_a_part_and_its_number():
    assert codes(replace(WHOLE, items=(replace(ITEM, work="repair", part="", new_part_number=""),))) == []


def test_no_cost_is_a_cost_that_was_told():
    assert codes(replace(WHOLE, tow_fen=None)) == ["towing_cost"]


def test_every_field_that_the_law_names_is_looked_for():
    named = {
        code
        for law in FOLDERS
        for _, value in regulation(law).parameters["repair_record_fields"].values
        for code in value or ()
    }
    assert named == set(_LOOKED_FOR)
