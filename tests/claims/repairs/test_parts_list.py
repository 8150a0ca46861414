"""The parts an item may name are those of the car's own list, found by name, everyday word or code."""

import pytest

from claims.filings.terms import MainComponent
from claims.repairs.parts_list import PartsList
from sanbao.law.parts import edition

OWN = MainComponent("suspension_shock_absorber", "减振器", "suspension_system", extra=True)


def codes(parts):
    return [part.code for part in parts]


@pytest.mark.parametrize("words", ["变速器 轴承", "gearbox bearing", "gearbox_bearing", "变速箱 轴承"])
def test_a_component_is_found_by_name_everyday_word_and_code(words):
    assert "gearbox_bearing" in codes(PartsList.of("2021", "ice").search(words))


@pytest.mark.parametrize(
    ("words", "code"),
    [("刹车", "braking_system"), ("变速箱", "gearbox"), ("方向盘", "steering_system"), ("电瓶", "wear_battery_12v")],
)
def test_everyday_words_lead_to_the_system_or_wear_part(words, code):
    assert code in codes(PartsList.of("2021", "hev").search(words))


def test_what_the_voucher_adds_is_on_the_list_of_this_car_alone():
    assert codes(PartsList.of("2021", "ice", (OWN,)).search("减振器")) == [OWN.code]
    assert PartsList.of("2021", "ice").search("减振器") == []
    assert PartsList.of("2021", "ice", (OWN,)).get(OWN.code).shown == "悬架系统：减振器"


def test_a_petrol_car_has_no_traction_battery_and_an_electric_one_no_engine():
    assert PartsList.of("2021", "ice").get("traction_battery_cell") is None
    assert PartsList.of("2021", "bev").get("engine_piston") is None
    assert PartsList.of("2021", "phev").get("engine_piston") is not None


def test_an_older_car_has_the_list_of_its_order():
    assert PartsList.of("2013", "ice").get("axle") is not None
    assert PartsList.of("2021", "ice").get("axle") is None


@pytest.mark.parametrize("energy", ["hev", "phev", "erev"])
@pytest.mark.parametrize("name", ["2013", "2021"])
def test_every_row_of_the_standard_is_on_the_list(name, energy):
    table = edition(name)
    wanted = {*table.groups, *table.main_components, *table.wear_parts}
    assert set(codes(PartsList.of(name, energy).parts)) == wanted


def test_nothing_is_found_by_nothing_and_two_letters_find_no_code():
    assert PartsList.of("2021", "ice").search("  ") == []
    assert "gearbox_case" not in codes(PartsList.of("2021", "ice").search("gearbox_ca xyz"))
