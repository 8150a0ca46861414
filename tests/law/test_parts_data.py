"""The part lists of GB/T 29632 as shipped: codes, groups, counts and spelling."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import yaml

FOLDER = Path(__file__).resolve().parents[2] / "sanbao" / "law" / "data" / "gbt_29632"
EDITIONS = ("2013", "2021")
READ_IN = {"public_copy", "printed_voucher", "report", "none"}
SNAKE_CASE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
HALF_WIDTH = re.compile(r"[()\[\],;:]")

# kind and number of main components of each group, in the order of the standard
GROUPS = {
    "2013": {
        "engine": ("assembly", 11),
        "gearbox": ("assembly", 5),
        "steering_system": ("system", 5),
        "braking_system": ("system", 4),
        "suspension_system": ("system", 3),
        "axle": ("system", 5),
        "vehicle_body": ("system", 5),
    },
    "2021": {
        "engine": ("assembly", 11),
        "gearbox": ("assembly", 5),
        "traction_battery": ("assembly", 2),
        "drive_motor": ("assembly", 4),
        "steering_system": ("system", 5),
        "braking_system": ("system", 4),
        "suspension_system": ("system", 3),
        "driveline": ("system", 5),
        "pollution_control_device": ("system", 4),
        "vehicle_body": ("system", 5),
    },
}


def load(edition: str) -> dict:
    return yaml.safe_load((FOLDER / f"{edition}.yaml").read_text(encoding="utf-8"))


def seen_rows(parts: dict) -> list[dict]:
    return [row for rows in parts.get("seen_on_vouchers", {}).values() for row in rows]


def all_rows(parts: dict) -> Iterator[dict]:
    for group in parts["groups"]:
        yield group
        yield from group["main_components"]
    yield from parts["wear_parts"]
    yield from parts["special_parts"]
    yield from seen_rows(parts)


def test_the_folder_holds_exactly_the_two_editions():
    names = sorted(path.name for path in FOLDER.iterdir())
    assert names == [f"{edition}.yaml" for edition in EDITIONS]


@pytest.mark.parametrize(
    ("edition", "first_day", "published_on"),
    [("2013", date(2013, 10, 1), date(2013, 7, 19)), ("2021", date(2022, 1, 1), None)],
)
def test_the_head_names_the_edition(edition, first_day, published_on):
    parts = load(edition)
    assert parts["edition"] == edition
    assert parts["standard"] == parts["citation"]["number"] == f"GB/T 29632-{edition}"
    assert parts["title_zh"] == parts["citation"]["title_zh"]
    assert parts["in_force_from"] == first_day
    assert parts["citation"]["published_on"] == published_on


@pytest.mark.parametrize("edition", EDITIONS)
def test_groups_and_their_sizes(edition):
    found = [(group["code"], (group["kind"], len(group["main_components"]))) for group in load(edition)["groups"]]
    assert found == list(GROUPS[edition].items())


@pytest.mark.parametrize("edition", EDITIONS)
def test_numbers_of_wear_and_special_parts(edition):
    parts = load(edition)
    assert len(parts["wear_parts"]) == 13
    assert len(parts["special_parts"]) == 2


def test_additions_of_makers_are_kept_apart_from_the_standard():
    seen = load("2013")["seen_on_vouchers"]
    assert [(row["code"], row["group"]) for row in seen["main_components"]] == [
        ("suspension_shock_absorber", "suspension_system"),
        ("suspension_stabiliser_bar", "suspension_system"),
    ]
    assert len(seen["special_parts"]) == 9
    assert "seen_on_vouchers" not in load("2021")


@pytest.mark.parametrize("edition", EDITIONS)
def test_codes_are_unique_snake_case_ascii(edition):
    codes = [row["code"] for row in all_rows(load(edition))]
    assert [code for code in codes if not SNAKE_CASE.fullmatch(code)] == []
    assert sorted(codes) == sorted(set(codes))


@pytest.mark.parametrize("edition", EDITIONS)
def test_names_are_given_in_both_languages(edition):
    for row in all_rows(load(edition)):
        assert re.search("[一-鿿]", row["zh"]), row
        assert not HALF_WIDTH.search(row["zh"]), row
        assert row["en"].isascii(), row
        assert row["en"] == row["en"].strip() != "", row


@pytest.mark.parametrize("edition", EDITIONS)
def test_rows_carry_only_the_known_keys(edition):
    """A name with an unquoted comma would fall apart into extra keys."""
    parts = load(edition)
    row_keys = {"code", "zh", "en", "read_in", "note"}
    for group in parts["groups"]:
        assert set(group) - {"note"} == {"code", "kind", "zh", "en", "read_in", "main_components"}
    for row in all_rows(parts):
        assert set(row) <= row_keys | {"kind", "main_components", "group"}, row
        assert row["read_in"] in READ_IN, row
        assert row.get("note", "kept") != "", row


def test_rows_nobody_has_read_are_marked_so():
    unread_2013 = {row["code"] for row in all_rows(load("2013")) if row["read_in"] == "none"}
    assert unread_2013 == {"gearbox_shaft", "suspension_spring", "axle_housing", "axle_half_shaft"}

    read_2021 = {
        row["code"] for group in load("2021")["groups"] for row in group["main_components"] if row["read_in"] != "none"
    }
    assert read_2021 == {
        "traction_battery_cell",
        "traction_battery_enclosure",
        "drive_motor_stator",
        "drive_motor_rotor",
        "drive_motor_bearing",
        "drive_motor_housing",
    }
