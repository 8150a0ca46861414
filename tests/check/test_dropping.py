import pytest

from sanbao.check.dropping import drop
from sanbao.check.state import Answers

VISITS = [{"id": "R1", "items": [{"problem": "P1"}]}, {"id": "R2", "items": [{"problem": "P2"}]}]
ITEMS = [{"problem": "P1"}, {"problem": "P2"}, {"problem": "P3"}]
NAMES = {"P1": "异响", "P2": "顿挫", "P3": "漏水"}


def test_a_repair_taken_back_leaves_nothing_of_its_own():
    own = ("visit:R1", "done:R1/0", "waits:R1", "part:visits/R1/items/0", "fact:visits/R1/items/0/resolved")
    others = ("visit:R2", "done:R2/0", "repaired", "quality:P1")
    left = drop("visit/R1", Answers({"visits": VISITS}, NAMES, (*own, *others, "visits")))
    assert [visit["id"] for visit in left.case["visits"]] == ["R2"]
    assert left.answered == others


def test_without_a_last_repair_it_is_asked_again_whether_there_was_one():
    left = drop("visit/R1", Answers({"visits": VISITS[:1]}, NAMES, ("repaired", "visit:R1", "visits")))
    assert left.answered == ()


def test_a_repair_of_a_longer_number_is_not_taken_for_it():
    visits = [{"id": "R1", "items": [{}]}, {"id": "R11", "items": [{}]}]
    left = drop(
        "visit/R1", Answers({"visits": visits}, {}, ("visit:R1", "visit:R11", "fact:visits/R11/items/0/resolved"))
    )
    assert left.answered == ("visit:R11", "fact:visits/R11/items/0/resolved")


def test_a_problem_taken_back_moves_the_answers_about_those_after_it():
    answered = (
        "now",
        "part:demand/items/0",
        "part:demand/items/1",
        "fact:demand/items/2/needs_replacement",
        "troubles",
    )
    left = drop("trouble/P2", Answers({"demand": {"items": ITEMS}}, NAMES, answered))
    assert [item["problem"] for item in left.case["demand"]["items"]] == ["P1", "P3"]
    assert left.answered == ("now", "part:demand/items/0", "fact:demand/items/1/needs_replacement")


def test_without_a_last_problem_it_is_asked_again_whether_something_is_wrong():
    left = drop("trouble/P1", Answers({"demand": {"items": ITEMS[:1]}}, NAMES, ("now", "named:P1", "troubles")))
    assert left.answered == ("named:P1",)


def test_a_ground_taken_back_moves_those_after_it():
    rows = [{"ground": "improper_use", "problems": ["P1"]}, {"ground": "force_majeure", "problems": ["P2"]}]
    answered = ("refused", "ground:0", "held:0", "ground:1", "held:1", "grounds")
    left = drop("ground/0", Answers({"exemptions": rows}, NAMES, answered))
    assert [row["ground"] for row in left.case["exemptions"]] == ["force_majeure"]
    assert left.answered == ("refused", "ground:0", "held:0")


@pytest.mark.parametrize("what", ["visit/R9", "trouble/P9", "ground/0", "", "x"])
def test_what_is_not_there_is_left_alone(what):
    answers = Answers({"visits": VISITS, "demand": {"items": ITEMS}}, NAMES, ("now",))
    assert drop(what, answers) == answers
