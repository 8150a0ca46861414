"""The tests that both regulations share in shape: one short function a legal effect, numbers from the data.

Each returns a `Ground`: the condition over open facts, and the showings that pass every test that is no yes/no fact.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sanbao.law.case import Case, Showing
from sanbao.law.conditions import AnyOf, AnyTrack, Condition, Place, Track
from sanbao.law.counters import filter_assemblies, filter_components
from sanbao.law.open_facts import NEVER
from sanbao.law.periods import Window
from sanbao.law.thresholds import AnyMoreThan, MoreThan, VisitNeeds


@dataclass(slots=True)
class Ground:
    """A rule's test on one case. `needs` stands beside `showings` where one showing alone can pass the test;
    `by_assembly` holds a condition for each assembly where each has an outcome of its own.
    """

    condition: Condition
    showings: Sequence[Showing]
    needs: Sequence[int] = ()
    by_assembly: Mapping[str, Condition] = field(default_factory=dict)


def _possible(needs: Iterable[int]) -> list[int]:
    return [mask for mask in needs if not mask & NEVER]


def _any_of(showings: Sequence[Showing], needs: Callable[[Showing], int]) -> Ground:
    """A test that one showing alone can pass."""
    all_needs = [needs(showing) for showing in showings]
    return Ground(AnyOf(_possible(all_needs)), showings, all_needs)


def _within(case: Case, window: Window) -> list[Showing]:
    return [showing for showing in case.showings if window.contains(showing.day, showing.km)]


def free_repair(case: Case) -> Ground:
    """A quality problem that showed within the repair warranty, a wear part's within its own period (reading 12)."""
    latest = case.visit_showings[-1] if case.visit_showings else []
    judged = case.demand_showings or latest
    return _any_of(
        [showing for showing in judged if _in_repair_period(case, showing)],
        lambda showing: showing.unreleased | _unstated_wear_period(case, showing),
    )


def _in_repair_period(case: Case, showing: Showing) -> bool:
    if not case.is_wear_part(showing):
        return case.periods.repair_warranty.contains(showing.day, showing.km)
    window = case.wear_window(showing.component)
    if window is None:
        return showing.day >= case.periods.starts_on
    return window.contains(showing.day, showing.km)


def _unstated_wear_period(case: Case, showing: Showing) -> int:
    code = showing.component
    if code is None or not case.is_wear_part(showing) or case.wear_window(code) is not None:
        return 0
    return case.in_wear_period(code)


def early_assembly_replacement(case: Case) -> Ground:
    """A main component of an assembly at fault within 60 days and 3,000 km: that assembly (reading 11)."""
    showings = [
        showing
        for showing in _within(case, case.periods.sixty_days)
        if showing.group in case.law.assemblies and (showing.component is None or showing.main_component)
    ]
    needs = [showing.unreleased | case.is_main_component(showing) for showing in showings]
    by_assembly: dict[str, Condition] = {}
    for assembly in case.law.assemblies:
        own = [mask for showing, mask in zip(showings, needs, strict=True) if showing.group == assembly]
        if own:
            by_assembly[assembly] = AnyOf(_possible(own))
    return Ground(AnyOf(_possible(needs)), showings, needs, by_assembly)


def long_repair(case: Case) -> Ground:
    """A repair in the warranty that lasts longer than the days without a loaner (reading 13)."""
    showings = [
        showing for showing in case.showings if showing.workshop is not None and showing.workshop.loaner_days > 0
    ]
    return _any_of(showings, lambda showing: showing.unreleased)


def early_replacement_needed(case: Case) -> Ground:
    """An assembly or its main component needs replacing within 7 days, whatever the distance (reading 10)."""
    window = case.periods.seven_days
    showings = [] if window is None else [s for s in _within(case, window) if _concerns_assembly(case, s)]
    return _any_of(showings, lambda showing: showing.unreleased | case.needs_replacing(showing))


def _concerns_assembly(case: Case, showing: Showing) -> bool:
    if showing.group not in case.law.assemblies:
        return False
    whole_assembly = showing.component is None or showing.item.work == "assembly_replacement"
    return whole_assembly or showing.main_component


def early_event(case: Case) -> Ground:
    """One of the listed grave events within 60 days and 3,000 km (reading 11)."""
    showings = [
        showing
        for showing in _within(case, case.periods.sixty_days)
        if showing.item.event is not None and showing.item.event in case.law.early_events
    ]
    return _any_of(showings, lambda showing: showing.unreleased | case.event_happened(showing))


def serious_safety_again(case: Case) -> Ground:
    """Serious safety failures repaired twice, and again one, or the last not cured (reading 7)."""

    def needs(showing: Showing) -> int:
        return showing.unreleased | case.serious_safety(showing)

    everything = ((None, None), case.counted, _any_failure)
    return _again(case, case.law.serious_safety_repairs_limit, [everything], needs)


def _any_failure(_: Showing) -> bool:
    """Serious safety failures are counted together, whatever part they are of."""
    return True


def assembly_replaced_again(case: Case) -> Ground:
    """The same assembly replaced twice, and trouble with it again (reading 8)."""
    replaced = filter_assemblies(case, case.counted)
    tracks = [
        ((group, position), items, _same_place(position, _has_group(group)))
        for (group, position), items in _by_place(replaced, lambda showing: showing.group).items()
    ]
    return _again(case, case.law.assembly_replacements_limit, tracks, lambda showing: showing.unreleased)


def component_replaced_again(case: Case, groups: Collection[str]) -> Ground:
    """The same main component of one of these groups replaced twice, and trouble with it again (reading 9)."""
    replaced = [showing for showing in filter_components(case, case.counted) if showing.group in groups]
    tracks = [
        ((code, position), items, _same_place(position, _has_component(code)))
        for (code, position), items in _by_place(replaced, lambda showing: showing.component).items()
    ]
    return _again(case, case.law.component_replacements_limit, tracks, lambda showing: showing.unreleased)


def repair_time_exceeded(case: Case) -> Ground:
    """Repair days of all counted visits together over the limit (reading 5)."""
    visits = [
        VisitNeeds(time.days, needs)
        for showings in _by_visit(case.counted)
        if (needs := _possible([showing.unreleased for showing in showings]))
        and (workshop := showings[0].workshop)
        and (time := workshop.time)
    ]
    return Ground(MoreThan(case.law.repair_days_limit, visits), case.counted)


def same_problem_repaired_too_often(case: Case) -> Ground:
    """Counted visits for one quality problem over the limit (reading 6)."""
    by_problem: dict[str, list[Showing]] = {}
    for showing in case.counted:
        by_problem.setdefault(showing.item.problem, []).append(showing)
    counts = [
        [
            VisitNeeds(1, needs)
            for visit in _by_visit(showings)
            if (needs := _possible([showing.unreleased for showing in visit]))
        ]
        for showings in by_problem.values()
    ]
    return Ground(AnyMoreThan(case.law.same_problem_limit, counts), case.counted)


def _by_visit(showings: Iterable[Showing]) -> list[list[Showing]]:
    visits: dict[int, list[Showing]] = {}
    for showing in showings:
        visits.setdefault(showing.order, []).append(showing)
    return list(visits.values())


def _by_place(showings: Iterable[Showing], code: Callable[[Showing], str | None]) -> dict[Place, list[Showing]]:
    """By code and position; a stated position differs from one not stated."""
    places: dict[Place, list[Showing]] = {}
    for showing in showings:
        places.setdefault((code(showing), showing.item.position), []).append(showing)
    return places


def _has_group(group: str | None) -> Callable[[Showing], bool]:
    return lambda showing: showing.group == group


def _has_component(component: str | None) -> Callable[[Showing], bool]:
    return lambda showing: showing.component == component


def _same_place(position: str | None, same_part: Callable[[Showing], bool]) -> Callable[[Showing], bool]:
    """The same part, and not plainly at another position."""
    return lambda showing: (
        same_part(showing) and (position is None or showing.item.position is None or showing.item.position == position)
    )


def _again(
    case: Case,
    times: int,
    tracks: Iterable[tuple[Place, Sequence[Showing], Callable[[Showing], bool]]],
    needs: Callable[[Showing], int],
) -> Ground:
    """Tracks of counted showings with what shows the same trouble later."""
    conditions = []
    rests_on: set[str] = set()
    for place, counted, is_same in tracks:
        rests_on.update([showing.where for showing in counted])
        orders = list(dict.fromkeys([showing.order for showing in counted]))
        if len(orders) < times:
            continue
        same = [showing for showing in case.showings if showing.within_three_guarantees and is_same(showing)]
        rests_on.update([showing.where for showing in same if showing.order > orders[times - 1]])
        conditions.append(_track(case, times, place, counted, same, needs))
    return Ground(AnyTrack(conditions), [showing for showing in case.showings if showing.where in rests_on])


def _track(
    case: Case,
    times: int,
    place: Place,
    counted: Iterable[Showing],
    same: Iterable[Showing],
    needs: Callable[[Showing], int],
) -> Track:
    shown = [(showing.order, mask) for showing in same if not (mask := needs(showing)) & NEVER]
    counts = [
        (showing.order, mask, case.not_cured(showing)) for showing in counted if not (mask := needs(showing)) & NEVER
    ]
    return Track(times, counts, shown, place)
