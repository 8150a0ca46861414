"""Two people at one form: what each changed is kept, what both changed is asked about. No database."""

from decimal import Decimal

import pytest
from django.http import QueryDict

from claims.workshop.forms.ending import RecordForm

THEN = {"inspection_result": "", "tow": None, "mobility": "", "mobility_words": "", "transport": None}


def drawn(**now):
    """The hidden field of a form that was drawn when this stood there."""
    return RecordForm(initial=THEN | now).initial["seen"]


def sent(seen, now, **typed):
    data = QueryDict(mutable=True)
    data.update({"inspection_result": "", "tow": "", "mobility": "", "mobility_words": "", "transport": ""} | typed)
    data["seen"] = seen
    return RecordForm(data, initial=THEN | now)


def test_what_each_has_changed_is_kept():
    form = sent(drawn(), {"inspection_result": "轴承磨损", "tow": Decimal(300)}, mobility="not_due")
    assert form.is_valid()
    assert form.values() == {
        "inspection_result": "轴承磨损",
        "mobility": "not_due",
        "mobility_words": "",
        "tow_fen": 30_000,
        "transport_fen": None,
    }


def test_what_both_have_changed_is_asked_about_and_saved_when_pressed_again():
    now = {"tow": Decimal(300), "mobility": "loaner"}
    form = sent(drawn(), now, tow="500", mobility="transport", transport="200")
    assert form.errors["tow"] == ["刚刚有人把这一项存成“300”。要改成您填的，请再保存一次。"]
    assert form.errors["mobility"] == ["刚刚有人把这一项存成“提供了备用车”。要改成您填的，请再保存一次。"]
    assert form["tow"].value() == "500", "nothing that was typed is lost"
    again = sent(form["seen"].value(), now, tow="500", mobility="transport", transport="200")
    assert again.is_valid()
    assert again.values()["tow_fen"] == 50_000


@pytest.mark.parametrize("seen", ["", "{}", "[]", "x", '{"tow": 1}'])
def test_who_has_not_said_what_he_saw_is_taken_at_his_word_or_asked(seen):
    form = sent(seen, {}, tow="0")
    assert set(form.errors) <= {"tow"}


def test_nobody_is_asked_where_both_have_typed_the_same():
    assert sent(drawn(), {"inspection_result": "轴承\n磨损"}, inspection_result="轴承\r\n磨损").is_valid()
