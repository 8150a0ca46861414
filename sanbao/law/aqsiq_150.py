"""AQSIQ Order 150 (in force 2013-10-01 to 2021-12-31), rule by rule in the order of the articles.

Numbers and lists stand in `data/aqsiq_150/`; the shapes of the tests in `sanbao.law.grounds`.
"""

from __future__ import annotations

from collections.abc import Collection

from sanbao.law import grounds, rules
from sanbao.law.assessment import (
    ASSEMBLY_REPLACEMENT,
    LOANER_OR_TRANSPORT,
    REPAIR,
    VEHICLE_REPLACEMENT,
    VEHICLE_RETURN,
)
from sanbao.law.case import Case
from sanbao.law.grounds import Ground
from sanbao.law.regulations import Law
from sanbao.law.rules import COMPENSATION_DUE, COMPENSATION_FREE, REPAIRER, SELLER, Rule

REPLACEMENT_OR_RETURN = (VEHICLE_REPLACEMENT, VEHICLE_RETURN)


def article_18_1(case: Case) -> Ground:
    """Article 18, paragraph 1 (wear parts: paragraph 3): free repair within the repair warranty."""
    return grounds.free_repair(case)


def article_18_2(case: Case) -> Ground:
    """Article 18, paragraph 2: a new engine or gearbox within 60 days and 3,000 km."""
    return grounds.early_assembly_replacement(case)


def article_19_1(case: Case) -> Ground:
    """Article 19, paragraph 1: a loaner or transport money for a repair of more than five days."""
    return grounds.long_repair(case)


def article_20_2(case: Case) -> Ground:
    """Article 20, paragraph 2: one of four grave events within 60 days and 3,000 km."""
    return grounds.early_event(case)


def article_20_3_1(case: Case) -> Ground:
    """Article 20, paragraph 3, item 1: serious safety failures repaired twice, and again."""
    return grounds.serious_safety_again(case)


def article_20_3_2_assembly(case: Case) -> Ground:
    """Article 20, paragraph 3, item 2, first case: engine or gearbox replaced twice, and again."""
    return grounds.assembly_replaced_again(case)


def article_20_3_2_component(case: Case) -> Ground:
    """Article 20, paragraph 3, item 2, second case: the same main part of engine or gearbox replaced twice."""
    return grounds.component_replaced_again(case, _groups_of_assemblies(case.law))


def article_20_3_3(case: Case) -> Ground:
    """Article 20, paragraph 3, item 3: the same main part of one of five systems replaced twice, and again."""
    return grounds.component_replaced_again(case, _groups_of_systems(case.law))


def article_21_1_time(case: Case) -> Ground:
    """Article 21, paragraph 1, first case: cumulative repair time."""
    return grounds.repair_time_exceeded(case)


def article_21_1_count(case: Case) -> Ground:
    """Article 21, paragraph 1, second case: repairs of the same quality problem."""
    return grounds.same_problem_repaired_too_often(case)


def _groups_of_assemblies(law: Law) -> Collection[str]:
    return law.component_groups_of_assemblies


def _groups_of_systems(law: Law) -> Collection[str]:
    return law.component_groups_of_systems


RULES = (
    Rule("aqsiq-150/18-1", "free_repair", article_18_1, (REPAIR,), REPAIRER),
    Rule("aqsiq-150/18-2", "early_assembly", article_18_2, (ASSEMBLY_REPLACEMENT,), REPAIRER),
    Rule("aqsiq-150/19-1", "long_repair", article_19_1, (LOANER_OR_TRANSPORT,), REPAIRER),
    Rule("aqsiq-150/20-2", "early_event", article_20_2, REPLACEMENT_OR_RETURN, SELLER, COMPENSATION_FREE),
    Rule(
        "aqsiq-150/20-3-1",
        "serious_safety",
        article_20_3_1,
        REPLACEMENT_OR_RETURN,
        SELLER,
        COMPENSATION_DUE,
        short_by=rules.short_of_serious_safety_repairs,
    ),
    Rule(
        "aqsiq-150/20-3-2-assembly",
        "assembly",
        article_20_3_2_assembly,
        REPLACEMENT_OR_RETURN,
        SELLER,
        COMPENSATION_DUE,
        short_by=rules.short_of_assembly_replacements,
    ),
    Rule(
        "aqsiq-150/20-3-2-component",
        "component",
        article_20_3_2_component,
        REPLACEMENT_OR_RETURN,
        SELLER,
        COMPENSATION_DUE,
        short_by=rules.short_of_component_replacements(_groups_of_assemblies),
        groups=_groups_of_assemblies,
    ),
    Rule(
        "aqsiq-150/20-3-3",
        "component",
        article_20_3_3,
        REPLACEMENT_OR_RETURN,
        SELLER,
        COMPENSATION_DUE,
        short_by=rules.short_of_component_replacements(_groups_of_systems),
        groups=_groups_of_systems,
    ),
    Rule(
        "aqsiq-150/21-1-time",
        "repair_days",
        article_21_1_time,
        REPLACEMENT_OR_RETURN,
        SELLER,
        COMPENSATION_DUE,
        return_only_without_car=True,
        short_by=rules.short_of_repair_days,
    ),
    Rule(
        "aqsiq-150/21-1-count",
        "same_problem",
        article_21_1_count,
        REPLACEMENT_OR_RETURN,
        SELLER,
        COMPENSATION_DUE,
        return_only_without_car=True,
        short_by=rules.short_of_same_problem,
    ),
)

# The duties of a demand for replacement or return, by article (reading 17).
DUTIES = (("certificate", "aqsiq-150/24"), ("reply", "aqsiq-150/26"))
