"""VINs: what is one, what its check digit is. Expected digits are known ones, and worked by the table written out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.vehicles.vin import check_digit, compact, has_right_check_digit, is_tail, is_vin, wrong_signs

ALPHABET = "ABCDEFGHJKLMNPRSTUVWXYZ0123456789"
VINS = st.text(ALPHABET, min_size=17, max_size=17)
TABLE = (
    "A1 B2 C3 D4 E5 F6 G7 H8 J1 K2 L3 M4 N5 P7 R9 S2 T3 U4 V5 W6 X7 Y8 Z9 00 11 22 33 44 55 66 77 88 99"  # as printed
)
WEIGHTS = "8 7 6 5 4 3 2 10 0 9 8 7 6 5 4 3 2"


def digit_by_the_table(vin: str) -> str:
    values = {entry[0]: int(entry[1]) for entry in TABLE.split()}
    rest = sum(values[sign] * int(weight) for sign, weight in zip(vin, WEIGHTS.split(), strict=True)) % 11
    return "0123456789X"[rest]


@pytest.mark.parametrize(
    ("vin", "digit"),
    [("1M8GDM9AXKP042788", "X"), ("LVSHCAMB1CE054249", "1"), ("1" * 17, "1"), ("5GZCZ43D13S812715", "1")],
)
def test_known_numbers_have_their_check_digit(vin, digit):
    assert check_digit(vin) == digit
    assert has_right_check_digit(vin)


def test_a_slip_in_the_check_digit_is_seen():
    assert not has_right_check_digit("LSGBC5347AG000001")
    assert check_digit("LSGBC5347AG000001") == "X"


@given(VINS)
def test_the_check_digit_is_that_of_the_printed_table(vin):
    assert check_digit(vin) == digit_by_the_table(vin)


@given(VINS, st.integers(0, 16), st.sampled_from("0123456789"))
def test_a_digit_read_wrong_changes_the_check_digit(vin, place, digit):
    """At every place but its own."""
    other = vin[:place] + digit + vin[place + 1 :]
    changed = vin[place].isdigit() and vin[place] != digit and place != 8
    assert (check_digit(other) != check_digit(vin)) or not changed


@pytest.mark.parametrize(
    "vin", ["", "LVSHCAMB1CE05424", "LVSHCAMB1CE0542499", "LVSHCAMB1CEO54249", "LVSHCAMB1CE05424九"]
)
def test_another_length_or_alphabet_is_no_vin(vin):
    assert not is_vin(vin)
    with pytest.raises(ValueError, match="not a VIN"):
        check_digit(vin)


def test_the_wrong_signs_are_named_once_each():
    assert wrong_signs("LOIQO蛇1") == ["O", "I", "Q", "蛇"]


@pytest.mark.parametrize(
    "typed", ["lvshcamb1ce054249", " LVSHCAMB 1CE-054249 ", "ＬＶＳＨＣＡＭＢ１ＣＥ０５４２４９", "LVSH.CAMB·1CE054249"]
)
def test_what_people_type_is_read_as_on_the_car(typed):
    assert compact(typed) == "LVSHCAMB1CE054249"


@pytest.mark.parametrize(
    ("text", "fits"), [("054249", True), ("1CE054249", False), ("CE054249", True), ("54249", False), ("O54249", False)]
)
def test_the_last_six_to_eight_signs_are_a_tail(text, fits):
    assert is_tail(text) == fits
