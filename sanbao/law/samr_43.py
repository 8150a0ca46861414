"""SAMR Order 43 (in force from 2022-01-01), rule by rule in the order of the articles.

Numbers and lists stand in `data/samr_43/`; the shapes of the tests in `sanbao.law.grounds`.
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


def article_19_1(case: Case) -> Ground:
    """Article 19, paragraph 1: free repair within the repair warranty."""
    return grounds.free_repair(case)


def article_20(case: Case) -> Ground:
    """Article 20: a new assembly within 60 days and 3,000 km."""
    return grounds.early_assembly_replacement(case)


def article_21(case: Case) -> Ground:
    """Article 21: a loaner or transport money from the sixth day of a repair."""
    return grounds.long_repair(case)


def article_22(case: Case) -> Ground:
    """Article 22: an assembly or main component needs replacing within 7 days."""
    return grounds.early_replacement_needed(case)


def article_23(case: Case) -> Ground:
    """Article 23: one of five grave events within 60 days and 3,000 km."""
    return grounds.early_event(case)


def article_24_1_1(case: Case) -> Ground:
    """Article 24, paragraph 1, item 1: serious safety failures repaired twice, and again."""
    return grounds.serious_safety_again(case)


def article_24_1_2(case: Case) -> Ground:
    """Article 24, paragraph 1, item 2: the same assembly replaced twice, and again."""
    return grounds.assembly_replaced_again(case)


def article_24_1_3(case: Case) -> Ground:
    """Article 24, paragraph 1, item 3: the same main component replaced twice, and again."""
    return grounds.component_replaced_again(case, _component_groups(case.law))


def article_24_1_4_time(case: Case) -> Ground:
    """Article 24, paragraph 1, item 4, first case: cumulative repair time."""
    return grounds.repair_time_exceeded(case)


def article_24_1_4_count(case: Case) -> Ground:
    """Article 24, paragraph 1, item 4, second case: repairs of the same quality problem."""
    return grounds.same_problem_repaired_too_often(case)


def _component_groups(law: Law) -> Collection[str]:
    return law.component_groups


RULES = (
    Rule("samr-43/19-1", "free_repair", article_19_1, (REPAIR,), REPAIRER),
    Rule("samr-43/20", "early_assembly", article_20, (ASSEMBLY_REPLACEMENT,), REPAIRER),
    Rule("samr-43/21", "long_repair", article_21, (LOANER_OR_TRANSPORT,), REPAIRER),
    Rule("samr-43/22", "early_need", article_22, REPLACEMENT_OR_RETURN, SELLER, COMPENSATION_FREE),
    Rule("samr-43/23", "early_event", article_23, REPLACEMENT_OR_RETURN, SELLER, COMPENSATION_FREE),
    Rule(
        "samr-43/24-1-1",
        "serious_safety",
        article_24_1_1,
        REPLACEMENT_OR_RETURN,
        SELLER,
        COMPENSATION_DUE,
        short_by=rules.short_of_serious_safety_repairs,
    ),
    Rule(
        "samr-43/24-1-2",
        "assembly",
        article_24_1_2,
        REPLACEMENT_OR_RETURN,
        SELLER,
        COMPENSATION_DUE,
        short_by=rules.short_of_assembly_replacements,
    ),
    Rule(
        "samr-43/24-1-3",
        "component",
        article_24_1_3,
        REPLACEMENT_OR_RETURN,
        SELLER,
        COMPENSATION_DUE,
        short_by=rules.short_of_component_replacements(_component_groups),
        groups=_component_groups,
    ),
    Rule(
        "samr-43/24-1-4-time",
        "repair_days",
        article_24_1_4_time,
        REPLACEMENT_OR_RETURN,
        SELLER,
        COMPENSATION_DUE,
        short_by=rules.short_of_repair_days,
    ),
    Rule(
        "samr-43/24-1-4-count",
        "same_problem",
        article_24_1_4_count,
        REPLACEMENT_OR_RETURN,
        SELLER,
        COMPENSATION_DUE,
        short_by=rules.short_of_same_problem,
    ),
)

# The duties of a demand for replacement or return, by article (reading 17).
DUTIES = (("reply", "samr-43/28-1"), ("complete", "samr-43/28-2"))
