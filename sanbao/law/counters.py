"""The counters: what is established, every open fact read as `no` (readings 5 to 9, 19, 20)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from sanbao.law.assessment import Count, Counters, RepairDays, VisitTime
from sanbao.law.case import Case, Showing
from sanbao.law.regulations import Law
from sanbao.law.repair_time import in_hours


@dataclass(frozen=True, slots=True)
class CountRow:
    """The visits counted for one code at one position; `group` is the assembly or system it belongs to.

    A part that only the voucher names has the group of each item, so it can have several rows.
    """

    code: str
    position: str | None
    group: str | None
    visits: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CountRows:
    """What the rules and notices read of the counters."""

    law: Law
    counters: Counters
    assemblies: tuple[CountRow, ...]
    components: tuple[CountRow, ...]

    def components_of(self, groups: Collection[str]) -> list[CountRow]:
        """The components that a rule for these groups reads, one row for each code and position."""
        rows = [row for row in self.components if row.group in groups]
        if len({(row.code, row.position) for row in rows}) == len(rows):
            return rows
        together: dict[tuple[str, str | None], CountRow] = {}
        for row in rows:
            place = (row.code, row.position)
            seen = together[place].visits if place in together else ()
            together[place] = CountRow(*place, row.group, tuple(dict.fromkeys(seen + row.visits)))
        return list(together.values())

    def splits_positions(self, limit: int) -> bool:
        """Does a code reach the limit over all its positions together, and at none alone?"""
        return _is_split(self.assemblies, limit) or _is_split(self.components, limit)


def count(case: Case) -> CountRows:
    """All counters of a case."""
    law = case.law
    established = case.established
    problems = _visits_by(established, lambda showing: showing.item.problem)
    serious = [showing for showing in established if showing.item.serious_safety == "yes"]
    assemblies = filter_assemblies(case, established)
    components = filter_components(case, established)
    counters = Counters(
        _repair_days(case, established),
        {problem: Count(len(ids), law.same_problem_limit, ids) for problem, ids in problems.items()},
        _count(_visit_ids(serious), law.serious_safety_repairs_limit),
        _by_key(assemblies, _assembly, law.assembly_replacements_limit),
        _by_key(components, _component, law.component_replacements_limit),
    )
    return CountRows(law, counters, _rows(assemblies, _assembly), _rows(components, _component))


def _assembly(showing: Showing) -> str | None:
    return showing.group


def _component(showing: Showing) -> str | None:
    return showing.component


def filter_assemblies(case: Case, showings: Iterable[Showing]) -> list[Showing]:
    """Items on whose account an assembly was replaced (reading 8)."""
    groups = case.law.assemblies
    return [showing for showing in showings if showing.item.work == "assembly_replacement" and showing.group in groups]


def filter_components(case: Case, showings: Iterable[Showing]) -> list[Showing]:
    """Items on whose account a main component of a group that some rule reads was replaced (reading 9)."""
    groups = case.law.component_groups
    return [
        showing
        for showing in showings
        if showing.item.work == "component_replacement" and showing.main_component and showing.group in groups
    ]


def _by_key(showings: Iterable[Showing], code: Callable[[Showing], str | None], limit: int) -> dict[str, Count]:
    """The counter's rows: `code`, or `code@position`."""

    def key(showing: Showing) -> str:
        position = showing.item.position
        return f"{code(showing)}" if position is None else f"{code(showing)}@{position}"

    return {name: _count(ids, limit) for name, ids in _visits_by(showings, key).items()}


def _count(visits: tuple[str, ...], limit: int) -> Count:
    return Count(len(visits), limit, visits)


def _visit_ids(showings: Iterable[Showing]) -> tuple[str, ...]:
    """The visits of these showings, each once, in their order."""
    return tuple(dict.fromkeys([showing.workshop.visit.id for showing in showings if showing.workshop]))


def _visits_by(showings: Iterable[Showing], key: Callable[[Showing], str]) -> dict[str, tuple[str, ...]]:
    grouped: dict[str, list[Showing]] = {}
    for showing in showings:
        grouped.setdefault(key(showing), []).append(showing)
    return {name: _visit_ids(group) for name, group in grouped.items()}


def _rows(showings: Iterable[Showing], code: Callable[[Showing], str | None]) -> tuple[CountRow, ...]:
    grouped: dict[tuple[str, str | None, str | None], list[Showing]] = {}
    for showing in showings:
        grouped.setdefault((code(showing) or "", showing.item.position, showing.group), []).append(showing)
    return tuple([CountRow(*place, _visit_ids(group)) for place, group in grouped.items()])


def _repair_days(case: Case, established: Iterable[Showing]) -> RepairDays:
    workshops = {showing.workshop.order: showing.workshop for showing in established if showing.workshop}
    times = [
        VisitTime(workshop.visit.id, in_hours(time.spent), in_hours(time.excluded), time.days)
        for workshop in workshops.values()
        if (time := workshop.time) is not None
    ]
    return RepairDays(sum([time.days for time in times]), case.law.repair_days_limit, tuple(times))


def _is_split(rows: Iterable[CountRow], limit: int) -> bool:
    by_code: dict[str, dict[str | None, set[str]]] = {}
    for row in rows:
        by_code.setdefault(row.code, {}).setdefault(row.position, set()).update(row.visits)
    counts = [[len(visits) for visits in positions.values()] for positions in by_code.values()]
    return any(sum(together) >= limit > max(together) for together in counts)
