import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanbao.sms.mobile_numbers import NOT_A_NUMBER, NOT_MAINLAND, NOT_MOBILE, NumberError, mobile_number


@pytest.mark.parametrize(
    "written",
    [
        "13812345678",
        " 138 1234 5678 ",
        "138-1234-5678",
        "138–1234—5678",
        "(138) 1234.5678",
        "+8613812345678",
        "+86 138 1234 5678",
        "0086 138 1234 5678",
        "86 13812345678",
        "１３８１２３４５６７８",
        "＋８６　１３８－１２３４－５６７８",
        "\u202d13812345678\u202c",  # as a contact list copies it
    ],
)
def test_a_mobile_number_is_understood_as_people_write_it(written):
    assert mobile_number(written) == "+8613812345678"


@pytest.mark.parametrize("written", ["17012345678", "16212345678", "19212345678", "19912345678"])
def test_newer_prefixes_are_mobile_numbers_too(written):
    assert mobile_number(written) == f"+86{written}"


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("", NOT_A_NUMBER),
        ("1381234567", NOT_A_NUMBER),
        ("138123456789", NOT_A_NUMBER),
        ("12345678901", NOT_A_NUMBER),
        ("138-CALL-NOW", NOT_A_NUMBER),
        ("13812345678 ext. 5", NOT_A_NUMBER),
        ("13812345678;19912345678", NOT_A_NUMBER),
        ("1" * 500, NOT_A_NUMBER),
        ("010-12345678", NOT_MOBILE),
        ("400-810-1234", NOT_MOBILE),
        ("+852 9123 4567", NOT_MAINLAND),
        ("+1 415 555 2671", NOT_MAINLAND),
    ],
)
def test_what_cannot_get_a_code_is_refused_and_told_why(written, why):
    with pytest.raises(NumberError) as refused:
        mobile_number(written)
    assert refused.value.args[0] == why


@given(st.text(max_size=40))
def test_anything_typed_is_a_number_or_refused(written):
    try:
        number = mobile_number(written)
    except NumberError:
        return
    assert len(number) == len("+8613812345678")
    assert mobile_number(number) == number
