"""Every day since the first regulation: one regulation, every number, no gap and no overlap."""

from dataclasses import fields
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from types import NoneType

import pytest

from sanbao.law.periods import months_after
from sanbao.law.regulations import FOLDERS, Law, regulation, regulation_in_force, surrounding_law
from sanbao.law.workdays import calendar

FIRST_DAY, LAST_DAY = date(2013, 10, 1), date(2027, 12, 31)
DAYS = [FIRST_DAY + timedelta(days=n) for n in range((LAST_DAY - FIRST_DAY).days + 1)]
CHANGE = date(2022, 1, 1)
TYPES = {
    "frozenset[str]": frozenset,
    "str": str,
    "int": int,
    "int | None": (int, NoneType),
    "tuple[str, ...]": tuple,
    "Decimal": Decimal,
    "Decimal | None": (Decimal, NoneType),
}
LACKING_UNDER_150 = {"early_replacement_days", "compensation_coefficient_when_missing"}


def in_force(day):
    return [
        one.id
        for one in map(regulation, FOLDERS)
        if one.in_force_from <= day and (one.repealed_on is None or day < one.repealed_on)
    ]


def test_each_day_has_exactly_one_regulation():
    for day in DAYS:
        expected = "aqsiq-150" if day < CHANGE else "samr-43"
        assert in_force(day) == [expected]
        assert regulation_in_force(day).id == expected


@pytest.mark.parametrize("day", [date(1980, 1, 1), date(2012, 12, 29), FIRST_DAY - timedelta(days=1)])
def test_before_the_first_there_is_none(day):
    assert in_force(day) == []
    assert regulation_in_force(day) is None


def test_one_regulation_ends_the_day_the_next_begins():
    ordered = sorted(map(regulation, FOLDERS), key=lambda one: one.in_force_from)
    assert ordered[0].in_force_from == FIRST_DAY
    for earlier, later in pairwise(ordered):
        assert earlier.repealed_on == later.in_force_from
    assert ordered[-1].repealed_on is None


def test_each_day_every_number_that_the_rules_read_is_there_and_of_its_kind():
    for day in DAYS:
        governing = regulation_in_force(day)
        law = governing.law_on(day)
        missing = set()
        for field in fields(Law):
            value = getattr(law, field.name)
            assert isinstance(value, TYPES[field.type]), (day, field.name)
            if value is None:
                missing.add(field.name)
        assert missing == (LACKING_UNDER_150 if governing.id == "aqsiq-150" else set()), day


def test_each_day_every_parameter_of_the_regulation_in_force_resolves():
    for day in DAYS:
        for parameter in regulation_in_force(day).parameters.values():
            parameter.on(day)


@pytest.mark.parametrize("regulation_id", FOLDERS)
def test_no_parameter_has_a_value_before_its_regulation(regulation_id):
    order = regulation(regulation_id)
    for parameter in order.parameters.values():
        with pytest.raises(LookupError, match=parameter.key):
            parameter.on(order.in_force_from - timedelta(days=1))


def test_of_the_repealed_regulation_no_parameter_has_a_value_from_the_day_of_repeal():
    order = regulation("aqsiq-150")
    assert {parameter.on(CHANGE) for parameter in order.parameters.values()} == {None}


@pytest.mark.parametrize("regulation_id", FOLDERS)
def test_the_lists_that_the_rules_go_through_are_never_empty(regulation_id):
    order = regulation(regulation_id)
    law = order.law_on(order.in_force_from)
    for name in ("covered_kinds", "assemblies", "early_events", "component_groups", "grounds_of_exemption"):
        assert getattr(law, name), name


def test_a_car_of_the_old_order_compared_with_the_new_reads_its_first_day():
    order = regulation("samr-43")
    assert order.law_on(date(2019, 3, 1)) == order.law_on(CHANGE)


def test_surrounding_law_has_the_months_of_proof_since_they_exist():
    months = surrounding_law()["burden_of_proof_months"]
    change = date(2014, 3, 15)
    assert [months.on(day) for day in DAYS if day < change] == [None] * (change - FIRST_DAY).days
    assert {months.on(day) for day in DAYS if day >= change} == {6}


def test_the_number_of_a_limit_outside_its_force_is_the_nearest_one():
    months = surrounding_law()["burden_of_proof_months"]
    assert (months.number_for(date(1990, 1, 1)), months.number_for(date(2030, 1, 1))) == (6, 6)
    reply = regulation("aqsiq-150").parameters["reply"]
    assert [reply.number_for(date(year, 6, 1)) for year in (2010, 2015, 2025)] == [10, 10, 10]


def test_every_day_of_a_loaded_year_is_known_to_be_worked_or_not():
    for day in DAYS:
        assert (calendar().is_working_day(day) is None) == (day.year == 2027)
    assert calendar().is_working_day(date(2012, 12, 31)) is None


def test_working_days_are_counted_as_they_are_walked():
    worked = [day for day in DAYS if calendar().is_working_day(day)]
    for start in DAYS[:-450:17]:
        after = [day for day in worked if day > start][:20]
        assert [calendar().working_day_after(start, n) for n in (1, 10, 20)] == [after[0], after[9], after[19]]


def last_of_month(year, month):
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def test_from_every_month_end_months_lead_to_the_same_day_or_the_month_end():
    for year in range(2013, 2028):
        for month in range(1, 13):
            start = last_of_month(year, month)
            for months in range(49):
                end = months_after(start, months)
                ahead = month - 1 + months
                target = last_of_month(year + ahead // 12, ahead % 12 + 1)
                assert end == target.replace(day=min(start.day, target.day))


def test_months_never_lead_back_and_a_year_is_twelve():
    for day in DAYS:
        assert months_after(day, 0) == day
        assert months_after(day, 12).year == day.year + 1
        assert day < months_after(day, 1) <= months_after(day, 24) <= months_after(day, 36)
        assert 28 <= (months_after(day, 1) - day).days <= 31
    for day, next_day in pairwise(DAYS):
        assert months_after(day, 24) <= months_after(next_day, 24)
