"""What would change a finding that is not met: only what can still happen, and then does change it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from sanbao.law.case import Case, Showing
from sanbao.law.counters import CountRows, filter_assemblies, filter_components
from sanbao.law.periods import Window
from sanbao.law.rules import Judged
from sanbao.law.told import (
    Reason,
    asked_about,
    early_values,
    early_window,
    most_replaced,
    only_wear_parts,
    runs_tomorrow,
    window_values,
)


def prospect(case: Case, rows: CountRows, judged: Judged) -> Reason | None:
    """What would make the finding met; None where nothing would, or not while household use is open."""
    return None if case.gate else _PROSPECTS[judged.rule.topic](case, rows, judged)


def missing_share(case: Case, rows: CountRows, judged: Judged) -> float | None:
    """How much of a count is still missing, of all that is needed; None when it has not begun or can not go on."""
    counted = len({showing.order for showing in _counted_showings(case, rows, judged)})
    if judged.rule.topic == "repair_days":
        counted = rows.counters.repair_days.count
    (missing,) = judged.finding.short_by.values()
    if not counted or prospect(case, rows, judged) is None:
        return None
    return missing / (missing + counted)


def _in_window(code: str, window: Callable[[Case], Window | None]) -> Callable[..., Reason | None]:
    def change(case: Case, rows: CountRows, judged: Judged) -> Reason | None:
        period = window(case)
        if period is None or not runs_tomorrow(case, period):
            return None
        values = {"law_days": case.law.loaner_after_days, "new_problem": _new_problem(case)}
        return Reason(code, {**window_values(period), **values})

    return change


def _in_early_window(code: str) -> Callable[..., Reason | None]:
    """What would have to show: said in full beside what was reported, in brief where the reason has named it."""

    def change(case: Case, rows: CountRows, judged: Judged) -> Reason | None:
        if not runs_tomorrow(case, early_window(case, judged)):
            return None
        values = early_values(case, judged)
        if judged.ground.showings:
            return Reason(code, values)
        return Reason("if_it_shows_in_time" if values["km"] is None else "if_it_shows_in_both", values)

    return change


def _new_problem(case: Case) -> str:
    """Which problem would be repaired free of charge: the first, another one, or one of no wear part."""
    if not asked_about(case):
        return "first"
    return "beside_wear_parts" if only_wear_parts(case) else "another"


def _more(case: Case, rows: CountRows, judged: Judged) -> Reason | None:
    """So many more repairs or replacements, or one more occurrence."""
    if not runs_tomorrow(case, case.periods.three_guarantees):
        return None
    short_by = judged.finding.short_by
    refuted = _rests_on_open_exemptions(case, rows, judged)
    if "occurrences" in short_by:
        return Reason(f"{judged.rule.topic}_once_more", {"refuted": refuted})
    (missing,) = short_by.values()
    return Reason(f"more_{judged.rule.topic}", {"missing": missing, "refuted": refuted})


def _more_days(case: Case, rows: CountRows, judged: Judged) -> Reason | None:
    """The missing days, when so many are left before the period ends."""
    period = case.periods.three_guarantees
    missing = judged.finding.short_by["repair_days"]
    enough = case.asked_on + timedelta(days=missing) <= period.last_day
    if not enough or not runs_tomorrow(case, period):
        return None
    refuted = _rests_on_open_exemptions(case, rows, judged)
    return Reason("more_repair_days", {"missing": missing, "refuted": refuted})


def _rests_on_open_exemptions(case: Case, rows: CountRows, judged: Judged) -> bool:
    """Does what is counted so far count only if a ground of the business fails?"""
    if not case.open_facts.facts:
        return False
    return any(showing.unreleased for showing in _counted_showings(case, rows, judged))


def _counted_showings(case: Case, rows: CountRows, judged: Judged) -> list[Showing]:
    """The established showings behind the count that the sentence tells."""
    established = case.established
    topic = judged.rule.topic
    if topic == "repair_days":
        return established
    if topic == "same_problem":
        problem = max(rows.counters.same_problem, key=lambda name: rows.counters.same_problem[name].count, default=None)
        return [showing for showing in established if showing.item.problem == problem]
    if topic == "serious_safety":
        return [showing for showing in established if showing.item.serious_safety == "yes"]
    row = most_replaced(rows, judged)
    replaced = filter_assemblies if topic == "assembly" else filter_components
    if row is None:
        return []
    groups = case.law.assemblies if topic == "assembly" else judged.rule.groups(case.law)
    return [
        showing
        for showing in replaced(case, established)
        if showing.group in groups and (_code(showing, topic), showing.item.position) == (row.code, row.position)
    ]


def _code(showing: Showing, topic: str) -> str | None:
    return showing.group if topic == "assembly" else showing.component


_PROSPECTS: dict[str, Callable[[Case, CountRows, Judged], Reason | None]] = {
    "free_repair": _in_window("if_it_shows_in_warranty", lambda case: case.periods.repair_warranty),
    "early_assembly": _in_early_window("if_main_component_fails"),
    "long_repair": _in_window("if_repair_takes_longer", lambda case: case.periods.repair_warranty),
    "early_need": _in_early_window("if_it_needs_replacing"),
    "early_event": _in_early_window("if_event_happens"),
    "serious_safety": _more,
    "assembly": _more,
    "component": _more,
    "repair_days": _more_days,
    "same_problem": _more,
}
