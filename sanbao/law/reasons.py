"""Why a finding has its outcome."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sanbao.law.case import Case, Showing
from sanbao.law.conditions import AnyTrack, Track
from sanbao.law.counters import CountRows
from sanbao.law.open_facts import NEVER
from sanbao.law.outcomes import MET, UNDETERMINED
from sanbao.law.prospects import prospect
from sanbao.law.rules import Judged
from sanbao.law.told import (
    Reason,
    Told,
    asked_about,
    assemblies_concerned,
    early_values,
    most_replaced,
    only_wear_parts,
    rows_read,
    runs_tomorrow,
    window_values,
)


def told_of(case: Case, rows: CountRows, judged: Judged) -> Told:
    """What to say of a finding."""
    outcome = judged.finding.outcome
    topic = judged.rule.topic
    if outcome == MET:
        return Told((_WHY_MET[topic](case, rows, judged),), closing=_closing_when_met(judged))
    if outcome == UNDETERMINED:
        return Told(_counted_so_far(rows, judged))
    if case.excluded_by_use:
        return Told((Reason("commercial_use"),))
    change = prospect(case, rows, judged)
    return Told(_why_not(case, rows, judged, changeable=change is not None), change, _period_over(case, judged))


def _closing_when_met(judged: Judged) -> Reason | None:
    """A free repair costs nothing; Order 150, article 21: a return only when no car can be given instead."""
    if judged.rule.topic == "free_repair":
        return Reason("nothing_to_pay")
    offered_only_a_car = judged.rule.return_only_without_car and judged.finding.grants != judged.rule.grants
    return Reason("return_without_car") if offered_only_a_car else None


def _period_over(case: Case, judged: Judged) -> Reason | None:
    """The period of a count: over, so that no later repair adds to it, or near its end."""
    if not judged.finding.short_by:
        return None
    window = case.periods.three_guarantees
    code = "three_guarantees_ends" if runs_tomorrow(case, window) else "three_guarantees_over"
    return Reason(code, window_values(window))


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
    return Reason("in_repair_warranty", window_values(case.periods.repair_warranty))


def _early_assembly(case: Case, rows: CountRows, judged: Judged) -> Reason:
    return Reason("early_assembly", {"groups": assemblies_concerned(judged), **early_values(case, judged)})


def _long_repair(case: Case, rows: CountRows, judged: Judged) -> Reason:
    days = [
        workshop.loaner_days
        for workshop, showings in zip(case.workshops, case.visit_showings, strict=True)
        if workshop.loaner_days and any(showing.established for showing in showings)
    ]
    code = "one_long_repair" if len(days) == 1 else "long_repairs"
    return Reason(code, {"many_days": tuple(days), "law_days": case.law.loaner_after_days})


def _early_need(case: Case, rows: CountRows, judged: Judged) -> Reason:
    return Reason("early_need", {"groups": _groups(_holders(judged)), **early_values(case, judged)})


def _early_event(case: Case, rows: CountRows, judged: Judged) -> Reason:
    events = tuple(dict.fromkeys([showing.item.event for showing in _holders(judged)]))
    return Reason("early_event", {"events": events, **early_values(case, judged)})


def _serious_safety(case: Case, rows: CountRows, judged: Judged) -> Reason:
    count = rows.counters.serious_safety_repairs.count
    return Reason(f"serious_safety_{_how(_track_that_holds(judged))}", {"count": count})


def _replaced(case: Case, rows: CountRows, judged: Judged) -> Reason:
    track = _track_that_holds(judged)
    count = next(len(row.visits) for row in rows_read(rows, judged) if (row.code, row.position) == track.place)
    return Reason(f"{judged.rule.topic}_{_how(track)}", {"part": track.place, "count": count})


def _track_that_holds(judged: Judged) -> Track:
    condition = judged.ground.condition
    tracks = condition.tracks if isinstance(condition, AnyTrack) else ()
    return next(track for track in tracks if track.at(0))


def _how(track: Track) -> str:
    return "again" if track.shown_again(0) else "uncured"


def _over_limit(case: Case, rows: CountRows, judged: Judged) -> Reason:
    return Reason(judged.rule.topic, _count_values(rows, judged))


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
    "repair_days": _over_limit,
    "same_problem": _over_limit,
}


# Not met.


def _why_not(case: Case, rows: CountRows, judged: Judged, *, changeable: bool) -> tuple[Reason, ...]:
    if judged.finding.short_by:
        return _short_of(rows, judged) or (Reason(f"no_{judged.rule.topic}"),)
    if not judged.ground.showings:
        return (_nothing_showed(case, judged, changeable=changeable),)
    causes = [_cause(case, judged.rule.topic, showing) for showing in judged.ground.showings]
    return tuple([Reason(code) for code in dict.fromkeys(causes)])


def _nothing_showed(case: Case, judged: Judged, *, changeable: bool) -> Reason:
    topic = judged.rule.topic
    if topic == "free_repair":
        return _nothing_in_warranty(case, changeable=changeable)
    if topic == "long_repair":
        return Reason("no_long_repair", {"law_days": case.law.loaner_after_days})
    return Reason(f"not_yet_{topic}" if changeable else f"no_{topic}", early_values(case, judged))


def _nothing_in_warranty(case: Case, *, changeable: bool) -> Reason:
    if not asked_about(case):
        return Reason("nothing_reported")
    if only_wear_parts(case):
        return Reason("wear_part_out_of_period")
    if changeable:
        return Reason("not_in_repair_warranty")
    return Reason("out_of_repair_warranty", window_values(case.periods.repair_warranty))


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
    """What is established of a count that open facts could raise; nothing when that is nothing."""
    values = _count_values(rows, judged)
    if not values.get("count"):
        return ()
    over = "limit" in values and values["count"] > values["limit"]
    return (Reason(f"{judged.rule.topic}_{'over' if over else 'so_far'}", values),)


def _short_of(rows: CountRows, judged: Judged) -> tuple[Reason, ...]:
    """What is established of a count that is too low; nothing when that is nothing."""
    values = _count_values(rows, judged)
    if not values.get("count"):
        return ()
    if "limit" in values:
        return (Reason(f"{judged.rule.topic}_short", values),)
    ending = "not_again" if "occurrences" in judged.finding.short_by else "so_far"
    return (Reason(f"{judged.rule.topic}_{ending}", values),)


def _count_values(rows: CountRows, judged: Judged) -> dict[str, Any]:
    """The established count that a topic is about; {} where it is about none."""
    topic = judged.rule.topic
    if topic == "repair_days":
        days = rows.counters.repair_days
        return {"count": days.count, "limit": days.limit}
    if topic == "same_problem":
        return {"count": _most_repairs(rows), "limit": rows.law.same_problem_limit}
    if topic == "serious_safety":
        return {"count": rows.counters.serious_safety_repairs.count}
    if topic in ("assembly", "component") and (row := most_replaced(rows, judged)):
        return {"part": (row.code, row.position), "count": len(row.visits)}
    return {}
