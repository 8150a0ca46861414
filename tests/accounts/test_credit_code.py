import pytest
from django.core.exceptions import ValidationError

from sanbao.accounts import credit_code

RIGHT = "91330106MADEM01013"


@pytest.mark.parametrize(
    "written",
    [
        RIGHT,
        RIGHT.lower(),
        "９１３３０１０６ＭＡＤＥＭ０１０１３",
        "９１３３０１０６ｍａｄｅｍ０１０１３",
        "91330106 MADEM0101-3",
        f" {RIGHT}\u3000",
    ],
)
def test_full_width_lower_case_and_spaces_are_the_same_code(written):
    assert credit_code.normalised(written) == RIGHT
    credit_code.check_credit_code(credit_code.normalised(written))


@pytest.mark.parametrize(
    ("code", "says"),
    [
        (RIGHT[:-1], credit_code.WRONG_LENGTH),
        (RIGHT + "1", credit_code.WRONG_LENGTH),
        ("", credit_code.WRONG_LENGTH),
        ("91330106MADEM01014", credit_code.WRONG_CHECK),
        ("91330106MADEM01O13", credit_code.WRONG_CHARACTER),
        ("9133010XMADEM01013", credit_code.WRONG_CHARACTER),
        ("91330106MADEM0101中", credit_code.WRONG_CHARACTER),
    ],
)
def test_a_wrong_code_is_told_what_is_wrong_with_it(code, says):
    with pytest.raises(ValidationError) as refused:
        credit_code.check_credit_code(code)
    assert refused.value.messages == [says]


def test_two_neighbouring_characters_swapped_are_noticed():
    for place in range(8, 17):
        swapped = RIGHT[:place] + RIGHT[place + 1] + RIGHT[place] + RIGHT[place + 2 :]
        if swapped != RIGHT:
            with pytest.raises(ValidationError):
                credit_code.check_credit_code(swapped)
