"""Why a finding has its outcome, and what would change it: codes and values, no words.

The words stand in `words_zh` and `words_en`, put together by `sentences`. Every value is one of the assessment's own:
a counter, a limit, a day of its periods, a number of days it grants.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from sanbao.law.case import Case, Showing
from sanbao.law.conditions import AnyTrack, Place
from sanbao.law.counters import CountRow, CountRows, filter_assemblies, filter_components
from sanbao.law.open_facts import NEVER
from sanbao.law.outcomes import MET, NOT_MET, UNDETERMINED
from sanbao.law.periods import Window
from sanbao.law.rules import Judged

_TOMORROW = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Reason:
    """A template of the word tables with its values."""

    code: str
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Told:
    """What a sentence about a finding says beside its outcome.

    `reasons` are joined by "or" (a finding that is not met can fail for several causes); `change` is what would make
    it met, None where nothing that can still happen would; `closing` is a remark at the end.
    """

    reasons: tuple[Reason, ...] = ()
    change: Reason | None = None
    closing: Reason | None = None


def told_of(case: Case, rows: CountRows, judged: Judged) -> Told:
    """What to say of a finding."""
    outcome = judged.finding.outcome
    topic = judged.rule.topic
    if outcome == MET:
        return Told((_WHY_MET[topic](case, rows, judged),), closing=_return_without_car(judged))
    if outcome == UNDETERMINED:
        return Told(_counted_so_far(rows, judged))
    if case.excluded_by_use:
        return Told((Reason("commercial_use"),))
    change = _WHAT_CHANGES[topic](case, rows, judged) if not case.gate else None
    return Told(_why_not(case, rows, judged, changeable=change is not None), change, _period_over(case, judged))


def _return_without_car(judged: Judged) -> Reason | None:
    """Order 150, article 21: a return only when no car can be given instead."""
    offered_only_a_car = judged.rule.return_only_without_car and judged.finding.grants != judged.rule.grants
    return Reason("return_without_car") if offered_only_a_car else None


def _period_over(case: Case, judged: Judged) -> Reason | None:
    """A count that no later repair can add to."""
    window = case.periods.three_guarantees
    if not judged.finding.short_by or _runs_tomorrow(case, window):
        return None
    return Reason("three_guarantees_over", _window(window))


def _window(window: Window) -> dict[str, Any]:
    return {"last_day": window.last_day, "km": window.km}


def _holders(judged: Judged) -> list[Showing]:
    """The showings that pass the test for certain."""
    ground = judged.ground
    return [showing for showing, needs in zip(ground.showings, ground.needs, strict=True) if needs == 0]


def _groups(showings: list[Showing]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([showing.group for showing in showings if showing.group is not None]))


# Met.


def _free_repair(case: Case, rows: CountRows, judged: Judged) -> Reason:
    if all(case.is_wear_part(showing) for showing in _holders(judged)):
        return Reason("wear_part_in_period")
    return Reason("in_repair_warranty", _window(case.periods.repair_warranty))


def _early_assembly(case: Case, rows: CountRows, judged: Judged) -> Reason:
    return Reason("early_assembly", {"groups": assemblies_concerned(judged), **_window(case.periods.sixty_days)})


def assemblies_concerned(judged: Judged) -> tuple[str, ...]:
    """The assemblies that have the outcome of the finding, when it is not "not met"."""
    outcome = judged.finding.outcome
    return tuple([group for group, own in judged.assemblies.items() if own == outcome != NOT_MET])


def _long_repair(case: Case, rows: CountRows, judged: Judged) -> Reason:
    days = [
        workshop.loaner_days
        for workshop, showings in zip(case.workshops, case.visit_showings, strict=True)
        if workshop.loaner_days and any(showing.established for showing in showings)
    ]
    return Reason("long_repair", {"many_days": tuple(days), "law_days": case.law.loaner_after_days})


def _early_need(case: Case, rows: CountRows, judged: Judged) -> Reason:
    last_day = case.periods.seven_days.last_day if case.periods.seven_days else None
    return Reason("early_need", {"groups": _groups(_holders(judged)), "last_day": last_day})


def _early_event(case: Case, rows: CountRows, judged: Judged) -> Reason:
    events = tuple(dict.fromkeys([showing.item.event for showing in _holders(judged)]))
    return Reason("early_event", {"events": events, **_window(case.periods.sixty_days)})


def _serious_safety(case: Case, rows: CountRows, judged: Judged) -> Reason:
    return Reason("serious_safety", {"count": rows.counters.serious_safety_repairs.count})


def _replaced(case: Case, rows: CountRows, judged: Judged) -> Reason:
    place = _place_that_holds(judged)
    count = next(len(row.visits) for row in _rows(rows, judged) if (row.code, row.position) == place)
    return Reason(judged.rule.topic, {"part": place, "count": count})


def _place_that_holds(judged: Judged) -> Place:
    condition = judged.ground.condition
    tracks = condition.tracks if isinstance(condition, AnyTrack) else ()
    return next(track.place for track in tracks if track.at(0))


def _rows(rows: CountRows, judged: Judged) -> list[CountRow]:
    if judged.rule.topic == "assembly":
        return list(rows.assemblies)
    return [row for row in rows.components if row.group in judged.rule.groups(rows.law)]


def _repair_days(case: Case, rows: CountRows, judged: Judged) -> Reason:
    days = rows.counters.repair_days
    return Reason("repair_days", {"count": days.count, "limit": days.limit})


def _same_problem(case: Case, rows: CountRows, judged: Judged) -> Reason:
    return Reason("same_problem", {"count": _most_repairs(rows), "limit": rows.law.same_problem_limit})


def _most_repairs(rows: CountRows) -> int:
    return max([count.count for count in rows.counters.same_problem.values()], default=0)


_Teller = Callable[[Case, CountRows, Judged], Reason]
_WHY_MET: dict[str, _Teller] = {
    "free_repair": _free_repair,
    "early_assembly": _early_assembly,
    "long_repair": _long_repair,
    "early_need": _early_need,
    "early_event": _early_event,
    "serious_safety": _serious_safety,
    "assembly": _replaced,
    "component": _replaced,
    "repair_days": _repair_days,
    "same_problem": _same_problem,
}


# Not met.


def _why_not(case: Case, rows: CountRows, judged: Judged, *, changeable: bool) -> tuple[Reason, ...]:
    counted = _counted_so_far(rows, judged)
    if judged.finding.short_by:
        return counted or (Reason(f"no_{judged.rule.topic}"),)
    if not judged.ground.showings:
        return (_nothing_showed(case, judged, changeable=changeable),)
    causes = [_cause(case, judged.rule.topic, showing) for showing in judged.ground.showings]
    return tuple([Reason(code) for code in dict.fromkeys(causes)])


def _nothing_showed(case: Case, judged: Judged, *, changeable: bool) -> Reason:
    periods = case.periods
    topic = judged.rule.topic
    if topic == "free_repair":
        return _nothing_in_warranty(case)
    if topic == "long_repair":
        return Reason("no_long_repair", {"law_days": case.law.loaner_after_days})
    window = periods.seven_days if topic == "early_need" and periods.seven_days else periods.sixty_days
    values = {**_window(window), "events": tuple(case.law.early_events)}
    return Reason(f"not_yet_{topic}" if changeable else f"no_{topic}", values)


def _nothing_in_warranty(case: Case) -> Reason:
    judged = case.demand_showings or (case.visit_showings[-1] if case.visit_showings else [])
    if not judged:
        return Reason("nothing_reported")
    if all(case.is_wear_part(showing) for showing in judged):
        return Reason("wear_part_out_of_period")
    return Reason("out_of_repair_warranty", _window(case.periods.repair_warranty))


def _cause(case: Case, topic: str, showing: Showing) -> str:
    """Why a showing that falls in the period fails the test."""
    if not showing.unreleased & NEVER:
        return _CAUSE_OF_TOPIC[topic]
    released = case.releases.of(showing.item.problem, worn_out=case.wear_part_expired(showing)) & NEVER
    return "released" if released else "no_quality_problem"


_CAUSE_OF_TOPIC = {
    "early_assembly": "no_main_component",
    "early_need": "no_need_to_replace",
    "early_event": "event_did_not_happen",
}


def _counted_so_far(rows: CountRows, judged: Judged) -> tuple[Reason, ...]:
    """What is established of a count, in the words of its topic; nothing when that is nothing."""
    topic = judged.rule.topic
    if topic == "repair_days" and rows.counters.repair_days.count:
        return (Reason("repair_days_so_far", _repair_days_values(rows)),)
    if topic == "same_problem" and (most := _most_repairs(rows)):
        return (Reason("same_problem_so_far", {"count": most, "limit": rows.law.same_problem_limit}),)
    if topic == "serious_safety" and (count := rows.counters.serious_safety_repairs.count):
        return (Reason("serious_safety_so_far", {"count": count}),)
    if topic in ("assembly", "component") and (row := most_replaced(rows, judged)):
        return (Reason("replaced_so_far", {"part": (row.code, row.position), "count": len(row.visits)}),)
    return ()


def _repair_days_values(rows: CountRows) -> dict[str, Any]:
    days = rows.counters.repair_days
    return {"count": days.count, "limit": days.limit}


# What would change "not met": only what can still happen, and then does change it.


def _runs_tomorrow(case: Case, window: Window) -> bool:
    """Is the period still running tomorrow, at the distance last known?"""
    return window.contains(case.asked_on + _TOMORROW, case.latest_km)


def _in_window(code: str, window: Callable[[Case], Window | None]) -> Callable[..., Reason | None]:
    def change(case: Case, rows: CountRows, judged: Judged) -> Reason | None:
        period = window(case)
        if period is None or not _runs_tomorrow(case, period):
            return None
        return Reason(
            code, {**_window(period), "law_days": case.law.loaner_after_days, "events": case.law.early_events}
        )

    return change


def _more(case: Case, rows: CountRows, judged: Judged) -> Reason | None:
    """So many more repairs or replacements, or one more occurrence."""
    if not _runs_tomorrow(case, case.periods.three_guarantees):
        return None
    short_by = judged.finding.short_by
    refuted = _rests_on_open_exemptions(case, rows, judged)
    if "occurrences" in short_by:
        return Reason(f"{judged.rule.topic}_once_more", {"refuted": refuted})
    (missing,) = short_by.values()
    groups = tuple(judged.rule.groups(case.law))
    if len(groups) == len(case.law.component_groups):
        groups = ()  # every group of the table: nothing to name
    return Reason(f"more_{judged.rule.topic}", {"missing": missing, "groups": groups, "refuted": refuted})


def _more_days(case: Case, rows: CountRows, judged: Judged) -> Reason | None:
    """The missing days, when so many are left before the period ends."""
    period = case.periods.three_guarantees
    missing = judged.finding.short_by["repair_days"]
    enough = case.asked_on + timedelta(days=missing) <= period.last_day
    if not enough or not _runs_tomorrow(case, period):
        return None
    refuted = _rests_on_open_exemptions(case, rows, judged)
    return Reason("more_repair_days", {"missing": missing, "refuted": refuted})


def _rests_on_open_exemptions(case: Case, rows: CountRows, judged: Judged) -> bool:
    """Does what is counted so far count only if a ground of the business fails?"""
    return any(showing.unreleased for showing in _counted_showings(case, rows, judged))


def _counted_showings(case: Case, rows: CountRows, judged: Judged) -> list[Showing]:
    """The established showings behind the count that the sentence tells."""
    established = [showing for showing in case.counted if showing.established]
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
    return (
        [] if row is None else [showing for showing in replaced(case, established) if _is_of_row(showing, row, topic)]
    )


def _is_of_row(showing: Showing, row: CountRow, topic: str) -> bool:
    code = showing.group if topic == "assembly" else showing.component
    return (code, showing.item.position, showing.group) == (row.code, row.position, row.group)


def most_replaced(rows: CountRows, judged: Judged) -> CountRow | None:
    """Of the assemblies or components a rule reads, the one replaced most often."""
    return max(_rows(rows, judged), key=lambda row: len(row.visits), default=None)


_WHAT_CHANGES: dict[str, Callable[[Case, CountRows, Judged], Reason | None]] = {
    "free_repair": _in_window("if_it_shows_in_warranty", lambda case: case.periods.repair_warranty),
    "early_assembly": _in_window("if_main_component_fails", lambda case: case.periods.sixty_days),
    "long_repair": _in_window("if_repair_takes_longer", lambda case: case.periods.repair_warranty),
    "early_need": _in_window("if_it_needs_replacing", lambda case: case.periods.seven_days),
    "early_event": _in_window("if_event_happens", lambda case: case.periods.sixty_days),
    "serious_safety": _more,
    "assembly": _more,
    "component": _more,
    "repair_days": _more_days,
    "same_problem": _more,
}
