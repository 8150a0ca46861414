"""Remarks beside the findings: what the parties should know (readings 1, 8, 14, 16, 17)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sanbao.law.assessment import Deadline
from sanbao.law.case import Case
from sanbao.law.counters import CountRows
from sanbao.law.periods import months_after
from sanbao.law.regulations import surrounding_law
from sanbao.law.rules import Judged

TRANSITION = "transition"
POSITION_SPLIT = "position_split"
BURDEN_ON_BUSINESS = "burden_on_business"
NOT_A_GROUND = "not_a_ground_in_order_43"
COEFFICIENT_CAPPED = "coefficient_capped"
COEFFICIENT_MISSING = "coefficient_missing"
CALENDAR_NOT_LOADED = "calendar_not_loaded"


def notice_codes(case: Case, rows: CountRows, judged: Sequence[Judged], deadlines: Sequence[Deadline]) -> Iterator[str]:
    """The codes of the notices that a case in scope gives, `transition` apart."""
    if rows.splits_positions(case.law.assembly_replacements_limit):
        yield POSITION_SPLIT
    if _burden_is_on_business(case, judged):
        yield BURDEN_ON_BUSINESS
    if case.releases.ignored:
        yield NOT_A_GROUND
    coefficient = case.facts.voucher.use_compensation_coefficient
    if coefficient is None:
        yield COEFFICIENT_MISSING
    elif coefficient > case.law.compensation_coefficient_max:
        yield COEFFICIENT_CAPPED
    if any(deadline.due_on is None for deadline in deadlines):
        yield CALENDAR_NOT_LOADED


def _burden_is_on_business(case: Case, judged: Sequence[Judged]) -> bool:
    """Is a defect or its cause in question that showed within the months in which the business must prove?"""
    asked = {question.fact for one in judged for question in one.finding.questions}
    if not asked:
        return False
    problems = _problems_in_question(case, asked)
    if not problems:
        return False
    vehicle = case.facts.vehicle
    handover = vehicle.replacement_handover_on or vehicle.handover_on or vehicle.invoiced_on
    last_day = months_after(handover, burden_months(case))
    return any(showing.item.problem in problems and showing.day <= last_day for showing in case.showings)


def _problems_in_question(case: Case, asked: set[str]) -> set[str]:
    problems = {showing.item.problem for showing in case.showings if f"{showing.path}/quality_problem" in asked}
    for place, exemption in enumerate(case.facts.exemptions):
        if f"exemptions/{place}/caused_damage" in asked:
            problems.update(exemption.problems)
    return problems


def burden_months(case: Case) -> int:
    """For how many months the business must prove (Consumer Protection Law, article 23, paragraph 3)."""
    return surrounding_law()["burden_of_proof_months"].number_for(case.asked_on)
