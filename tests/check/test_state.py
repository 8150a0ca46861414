import random

import pytest
from django.core import signing

from sanbao.check.packing import Packed
from sanbao.check.state import MAX_TOKEN, SALT, VERSION, Answers, StateError, opened, sealed

ANSWERS = Answers(
    case={"vehicle": {"invoiced_on": "2024-03-01"}},
    names={"P1": "变速器顿挫"},
    answered=("invoiced_on",),
    topic="gearbox",
)


def test_answers_come_back_as_they_were_sealed():
    assert opened(sealed(ANSWERS)) == ANSWERS


def test_one_changed_character_breaks_the_seal():
    token = sealed(ANSWERS)
    for place in (0, len(token) // 2, len(token) - 1):
        changed = token[:place] + ("A" if token[place] != "A" else "B") + token[place + 1 :]
        with pytest.raises(StateError):
            opened(changed)


@pytest.mark.parametrize("token", ["", "x", ".", "::", "é:é:é", "\ud800", "a" * 200, ".eJw:1:2"])
def test_what_is_no_token_is_refused(token):
    with pytest.raises(StateError):
        opened(token)


def test_a_token_cut_off_is_refused():
    with pytest.raises(StateError):
        opened(sealed(ANSWERS)[:-5])


def test_a_token_of_another_version_is_refused():
    with pytest.raises(StateError, match="another version"):
        opened(signing.dumps([VERSION + 1, {}, {}, [], ""], salt=SALT, serializer=Packed))


def test_a_token_sealed_for_another_purpose_is_refused():
    with pytest.raises(StateError):
        opened(signing.dumps([VERSION, {}, {}, [], ""], salt="another", serializer=Packed))


def test_a_token_over_the_bound_is_neither_sealed_nor_opened():
    noise = random.Random(1).randbytes(MAX_TOKEN).hex()
    with pytest.raises(StateError, match="too large"):
        sealed(Answers(case={"noise": noise}))
    with pytest.raises(StateError, match="too large"):
        opened("a" * (MAX_TOKEN + 1))


def test_a_draft_is_changed_without_changing_the_answers():
    ANSWERS.draft()["vehicle"]["invoiced_on"] = "1999-01-01"
    assert ANSWERS.case["vehicle"]["invoiced_on"] == "2024-03-01"


def test_a_step_is_answered_once_and_can_be_asked_again():
    again = ANSWERS.with_answered("invoiced_on").with_answered("kind")
    assert again.answered == ("invoiced_on", "kind")
    assert again.without("invoiced_on").answered == ("kind",)
