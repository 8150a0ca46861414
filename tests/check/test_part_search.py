"""A part is found by everyday words, without scripts, in the edition of the order that governs."""

from sanbao.check.state import Answers, opened, sealed
from tests.check.asking import CAR, CAR_STEPS, send, state_of, step_of


def test_the_parts_are_searched_by_everyday_words_without_scripts(visitor):
    told = {"vehicle": CAR, "demand": {"items": [{"problem": "P1"}]}}
    state = sealed(Answers(told, {"P1": "响"}, (*CAR_STEPS, "now", "named:P1")))
    found = send(visitor, state=state, step="part:demand/items/0", go="find", find="电瓶").content.decode()
    assert 'value="wear_battery_12v"' in found
    assert found.index('value="wear_battery_12v"') < found.index('value="engine"')
    assert 'value="engine"' in found[found.index("从全部里选") :]
    assert found.count('value="wear_battery_12v"') == 1
    nothing = send(visitor, state=state, step="part:demand/items/0", go="find", find="火箭").content.decode()
    assert "没有找到“火箭”" in nothing
    assert 'value="engine"' in nothing
    chosen = send(visitor, state=state, step="part:demand/items/0", go="next", find="电瓶", answer="wear_battery_12v")
    assert step_of(chosen) == "troubles"
    assert opened(state_of(chosen)).case["demand"]["items"][0]["component"] == "wear_battery_12v"


def test_a_component_belongs_to_the_edition_of_the_order_that_governs(visitor):
    """After the invoice date moves to the other order, a part that its list does not have is asked again."""
    item = {"problem": "P1", "group": "driveline", "component": "driveline_half_shaft"}
    told = {"vehicle": CAR, "demand": {"items": [item]}, "visits": []}
    done = (*CAR_STEPS, "now", "named:P1", "part:demand/items/0", "component:demand/items/0", "troubles", "repaired")
    state = sealed(Answers(told, {"P1": "响"}, done))
    response = send(visitor, state=state, step="invoiced_on", go="next", day="2021-03-01")
    assert step_of(response) == "part:demand/items/0"
    assert "标准里没有这个零件" in response.content.decode()


def test_a_search_that_is_too_long_is_told_and_stays(visitor):
    told = {"vehicle": CAR, "demand": {"items": [{"problem": "P1"}]}}
    state = sealed(Answers(told, {"P1": "响"}, (*CAR_STEPS, "now", "named:P1")))
    page = send(visitor, state=state, step="part:demand/items/0", go="find", find="刹车片" * 2000).content.decode()
    assert "最多20个字" in page
    assert f'value="{"刹车片" * 2000}"' in page
    assert 'value="engine"' in page


def test_a_part_chosen_from_the_whole_list_is_taken_whatever_stands_in_the_search(visitor):
    told = {"vehicle": CAR, "demand": {"items": [{"problem": "P1"}]}}
    state = sealed(Answers(told, {"P1": "响"}, (*CAR_STEPS, "now", "named:P1", "troubles")))
    chosen = send(visitor, state=state, step="part:demand/items/0", go="next", find="电瓶", answer="gearbox")
    assert step_of(chosen) == "repaired"
