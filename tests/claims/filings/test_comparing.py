"""Two versions are compared row by row: what changed, what came, what went, and nothing else."""

from dataclasses import replace
from decimal import Decimal

from claims.filings.comparing import differences
from claims.filings.drafting.steps import STEPS
from claims.filings.filing import StoredFile
from claims.filings.presenting import sections
from claims.filings.terms import MainComponent
from sanbao.law.facts import PeriodTerms
from tests.claims.filings.world import BOTH_FILES, terms

ALL = [step.name for step in STEPS]


def changed(before, after, files=BOTH_FILES, later_files=BOTH_FILES):
    found = differences(sections(before, files, ALL), sections(after, later_files, ALL))
    return [
        (one.label, one.before, one.after, one.added, one.removed) for section in found for one in section.differences
    ]


def test_versions_that_say_the_same_differ_in_nothing():
    assert changed(terms("bev"), terms("bev")) == []


def test_a_changed_value_stands_with_both_its_values():
    later = terms(repair_warranty=PeriodTerms(60, 100_000), coefficient=Decimal("0.003"))
    assert changed(terms(), later) == [
        ("包修期", "36个月或者60,000公里，先到为准", "60个月或者100,000公里，先到为准", (), ()),
        ("使用补偿系数", "0.5%", "0.3%", (), ()),
    ]


def test_of_a_list_the_parts_that_came_and_went_are_named():
    first = terms()
    fewer = replace(first, main_components=first.main_components[1:])
    [(label, _before, _after, added, removed)] = changed(first, fewer)
    assert (label, added, removed) == ("发动机", (), ("曲轴",))


def test_a_list_that_was_empty_begins_with_what_came():
    extra = (MainComponent("own_1", "减震器", "suspension_system", extra=True),)
    assert changed(terms(), terms(extra_main_components=extra)) == [("悬架系统", "", "减震器", ("减震器",), ())]


def test_a_wear_part_that_went_has_no_value_after():
    first = terms()
    fewer = replace(first, wear_parts=first.wear_parts[1:])
    assert changed(first, fewer) == [("空气滤清器", "6个月或者10,000公里，先到为准", "", (), ())]


def test_another_manual_of_the_same_size_is_a_difference():
    later = {**BOTH_FILES, "owner_manual": StoredFile("c" * 64, 1)}
    assert [one[0] for one in changed(terms(), terms(), later_files=later)] == ["使用说明书"]
