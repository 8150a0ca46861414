import pytest

from sanbao.check import parts
from sanbao.check.everyday import EVERYDAY
from sanbao.law.parts import EDITIONS, edition

LATER, EARLIER = edition("2021"), edition("2013")


@pytest.mark.parametrize(
    ("words", "code"),
    [("刹车", "braking_system"), ("变速箱", "gearbox"), ("电瓶", "wear_battery_12v"), ("减震", "suspension_system"),
     ("曲轴", "engine_crankshaft"), ("发动机 连杆", "engine_connecting_rod"), ("Brake", "braking_system"),
     ("刹车片", "wear_brake_lining"), ("刹车皮", "wear_brake_lining"), ("刹车片异响", "wear_brake_lining"),
     ("雨刮", "wear_wiper_blade"), ("雨刮器不动", "wear_wiper_blade"), ("轮胎", "wear_tyre"), ("轮胎鼓包", "wear_tyre"),
     ("灯泡", "wear_bulb"), ("大灯不亮", "wear_bulb"), ("变速箱漏油", "gearbox"), ("变速箱 漏油", "gearbox"),
     ("发动机漏油", "engine"), ("漏油", "engine"), ("烧机油", "engine"), ("顿挫", "gearbox"), ("方向盘", "steering_system"),
     ("电池包", "traction_battery"), ("充不进电", "traction_battery"), ("避震", "suspension_system"),
     ("刹车总泵", "brake_master_cylinder"), ("下摆臂", "suspension_control_arm"), ("１２Ｖ", "wear_battery_12v")],
)  # fmt: skip
def test_everyday_words_find_parts(words, code):
    assert code in [found.code for found in parts.search(LATER, words, None)][:2]


def test_what_is_called_so_stands_before_what_only_holds_the_words():
    assert parts.search(LATER, "刹车片", None)[0].code == "wear_brake_lining"
    assert [found.code for found in parts.search(LATER, "刹车片异响", None)] == ["wear_brake_lining"]
    assert parts.search(LATER, "制动", None)[0].code == "braking_system"


def test_an_assembly_does_not_bring_all_its_components():
    codes = [found.code for found in parts.search(LATER, "变速箱", None)]
    assert codes[0] == "gearbox"
    assert "gearbox_gear" not in codes


def test_everyday_names_stand_beside_the_standard_s():
    assert parts.also_called("wear_brake_lining") == "刹车片、刹车皮"
    assert parts.also_called("wear_tyre") == "车胎"
    assert parts.also_called("gearbox") == "变速箱、波箱"
    assert parts.also_called("engine_piston") == ""


def test_what_a_drive_lacks_is_not_found():
    assert "traction_battery" not in [found.code for found in parts.search(LATER, "电池", "ice")]
    assert "traction_battery" in [found.code for found in parts.search(EARLIER, "动力电池", "bev")]


@pytest.mark.parametrize("words", ["", "   ", "火箭"])
def test_what_is_not_in_the_list_is_not_found(words):
    assert parts.search(LATER, words, None) == []


def test_a_battery_car_is_not_asked_about_its_engine():
    assert "engine" not in [group.code for group in parts.groups_of(LATER, "bev")]
    assert "engine_piston" not in [found.code for found in parts.search(LATER, "活塞", "bev")]
    assert "engine" in [group.code for group in parts.groups_of(LATER, "erev")]


def test_an_older_car_may_name_what_the_later_list_has_beside_its_own():
    codes = [group.code for group in parts.groups_of(EARLIER, "bev")]
    assert "traction_battery" in codes
    assert "axle" in codes
    assert "driveline" not in codes


def test_the_words_and_places_name_codes_of_the_standard():
    known = {
        code
        for name in EDITIONS
        for code in (*edition(name).groups, *edition(name).main_components, *edition(name).wear_parts)
    }
    named = {*EVERYDAY, *parts.SEVERAL_GROUPS, *parts.ONLY_ONE, *parts.SEVERAL_MORE}
    assert named | {code for codes in parts.NOT_IN.values() for code in codes} <= known


def test_a_component_is_shown_after_its_group():
    link = parts.part("suspension_link")
    assert parts.shown(link, "zh") == "悬架系统：连杆"
    assert parts.shown(link, "en") == "suspension system: link rod"


@pytest.mark.parametrize(
    ("code", "several"),
    [
        ("suspension_link", True),
        ("drive_motor", True),
        ("wear_tyre", True),
        ("engine", False),
        ("brake_booster", False),
    ],
)
def test_where_a_car_has_several_the_place_tells_them_apart(code, several):
    assert parts.has_several_places(code) is several
