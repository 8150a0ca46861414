"""The check report: what falls short of the order or the standard is named with its article, the rest is silent."""

from datetime import date
from decimal import Decimal

import pytest

from claims.filings.checks import findings_of
from claims.filings.codes import own_code
from claims.filings.terms import CapacityLimits, FiledTerms, WearPart, regulation_on
from sanbao.law.facts import PeriodTerms
from tests.claims.filings.world import BOTH_FILES, terms

DAY_43, DAY_150 = date(2026, 11, 27), date(2020, 5, 1)


def codes(terms: FiledTerms, day=DAY_43, kind="passenger_car", uses=BOTH_FILES):
    return [(found.code, found.article) for found in findings_of(terms, kind=kind, uses=uses, day=day)]


@pytest.mark.parametrize("energy", ["ice", "hev", "phev", "erev", "bev", "fcev"])
def test_terms_that_meet_the_law_leave_nothing_to_find(energy):
    assert codes(terms(energy)) == []


def test_terms_of_the_older_order_are_judged_by_the_older_order():
    assert codes(terms(table="2013", coefficient=Decimal("0.008")), DAY_150) == []
    assert codes(terms(table="2013", coefficient=Decimal("0.0081")), DAY_150) == [
        ("coefficient_above_cap", "第一百五十号令第二十五条第一款")
    ]


@pytest.mark.parametrize(
    ("name", "period", "code"),
    [
        ("repair_warranty", PeriodTerms(35, 60_000), "repair_warranty_months"),
        ("repair_warranty", PeriodTerms(36, 59_999), "repair_warranty_km"),
        ("three_guarantees", PeriodTerms(23, 50_000), "three_guarantees_months"),
        ("three_guarantees", PeriodTerms(24, 49_999), "three_guarantees_km"),
    ],
)
def test_a_period_below_the_minimum_is_found(name, period, code):
    assert codes(terms(**{name: period})) == [(code, "第四十三号令第十八条第一款")]


@pytest.mark.parametrize(("coefficient", "found"), [("0.005", []), ("0.0051", ["coefficient_above_cap"])])
def test_the_coefficient_may_reach_the_cap_and_not_pass_it(coefficient, found):
    assert [code for code, _ in codes(terms(coefficient=Decimal(coefficient)))] == found


def test_a_coefficient_that_is_not_stated_is_found():
    assert codes(terms(coefficient=None)) == [("coefficient_missing", "第四十三号令第九条第五项")]


def test_a_row_of_the_standard_that_is_missing_is_found_by_group():
    whole = terms()
    short = terms(main_components=tuple(part for part in whole.main_components if part.code != "engine_piston"))
    found = findings_of(short, kind="passenger_car", uses=BOTH_FILES, day=DAY_43)
    assert [(one.code, one.step) for one in found] == [("main_components_missing", "main")]
    assert "活塞" in found[0].says
    assert "GB/T 29632-2021" in found[0].says


def test_the_groups_a_car_has_not_are_not_asked_of_it():
    """An electric car has no engine; a car with an engine alone has no traction battery."""
    groups = {part.group for part in terms("bev").main_components}
    assert "engine" not in groups
    assert "traction_battery" in groups
    assert "traction_battery" not in {part.group for part in terms("ice").main_components}


def test_a_wear_part_that_the_standard_does_not_list_is_found():
    own = WearPart(own_code("wear", "大灯总成"), "大灯总成", PeriodTerms(12, 20_000))
    found = codes(terms(wear_parts=(*terms().wear_parts, own)))
    assert found == [("wear_part_not_in_standard", "第四十三号令第四十一条")]


@pytest.mark.parametrize("energy", ["bev", "phev", "erev"])
def test_capacity_limits_are_asked_of_cars_with_a_battery_charged_from_outside(energy):
    article = "第四十三号令第九条第七项"
    assert codes(terms(energy, capacity_limits=None)) == [("capacity_limits_missing", article)]
    half = CapacityLimits(Decimal(80), None, "方法")
    assert codes(terms(energy, capacity_limits=half)) == [("capacity_limits_missing", article)]
    without_method = CapacityLimits(Decimal(80), Decimal(85))
    assert codes(terms(energy, capacity_limits=without_method)) == [("capacity_method_missing", article)]


def test_capacity_limits_were_not_asked_under_the_older_order():
    assert codes(terms("phev", table="2013", coefficient=Decimal("0.006"), capacity_limits=None), DAY_150) == []


def test_missing_files_and_lists_are_found():
    found = codes(terms(wear_parts=(), special_parts=()), uses=())
    assert [code for code, _ in found] == [
        "wear_parts_missing",
        "special_parts_missing",
        "owner_manual_missing",
        "maintenance_manual_missing",
    ]


def test_a_vehicle_outside_the_order_is_said_to_be():
    assert codes(terms(), kind="other") == [("not_covered", "第四十三号令第四十条")]
    assert codes(terms(table="2013"), DAY_150, kind="pickup") == [("not_covered", "第一百五十号令第四十三条")]
    assert codes(terms(), kind="pickup") == []


def test_what_binds_is_the_better_of_filed_and_statutory():
    """Assessment contract, readings 4, 12 and 16."""
    own = WearPart(own_code("wear", "大灯总成"), "大灯总成", PeriodTerms(12, 20_000))
    filed = terms(
        repair_warranty=PeriodTerms(48, 50_000),
        three_guarantees=PeriodTerms(12, 80_000),
        coefficient=Decimal("0.006"),
        main_components=(),
        wear_parts=(*terms().wear_parts, own),
    )
    binding = filed.binding_on(DAY_43)
    assert binding.repair_warranty == PeriodTerms(48, 60_000)
    assert binding.three_guarantees == PeriodTerms(24, 80_000)
    assert binding.coefficient == Decimal("0.005")
    assert binding.main_components == terms().main_components
    assert own not in binding.wear_parts
    assert findings_of(binding, kind="passenger_car", uses=BOTH_FILES, day=DAY_43) == ()


def test_a_lower_coefficient_and_none_at_all_favour_the_owner():
    assert terms(coefficient=Decimal("0.002")).binding_on(DAY_43).coefficient == Decimal("0.002")
    assert terms(coefficient=None).binding_on(DAY_43).coefficient == 0
    assert terms(table="2013", coefficient=None).binding_on(DAY_150).coefficient is None


def test_no_law_is_invented_for_days_before_the_first():
    with pytest.raises(LookupError):
        regulation_on(date(2013, 9, 30))


def test_the_facts_of_a_voucher_name_extra_components_and_wear_parts_by_code():
    facts = terms().binding_on(DAY_43).voucher_facts()
    assert facts.repair_warranty == PeriodTerms(36, 60_000)
    assert facts.wear_parts["wear_tyre"] == PeriodTerms(6, 10_000)
    assert facts.extra_main_components == ()
