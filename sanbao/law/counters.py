"""The counters: what is established, every open fact read as `no` (readings 5 to 9, 19, 20)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sanbao.law.assessment import Count, Counters, RepairDays, VisitTime
from sanbao.law.case import Case, Showing
from sanbao.law.regulations import Law
from sanbao.law.repair_time import in_hours


@dataclass(frozen=True, slots=True)
class CountRow:
    """The visits counted for one code at one position; `group` is the assembly or system it belongs to."""

    code: str
    position: str | None
    group: str | None
    visits: tuple[str, ...]

    @property
    def key(self) -> str:
        return self.code if self.position is None else f"{self.code}@{self.position}"


@dataclass(frozen=True, slots=True)
class CountRows:
    """What the rules and notices read of the counters."""

    law: Law
    counters: Counters
    assemblies: tuple[CountRow, ...]
    components: tuple[CountRow, ...]

    def splits_positions(self, limit: int) -> bool:
        """Does a code reach the limit over all its positions together, and at none alone?"""
        return _is_split(self.assemblies, limit) or _is_split(self.components, limit)


def count(case: Case) -> CountRows:
    """All counters of a case."""
    law = case.law
    established = [showing for showing in case.counted if showing.established]
    problems = _visits_by(established, lambda showing: showing.item.problem)
    serious = [showing for showing in established if showing.item.serious_safety == "yes"]
    assemblies = _rows(filter_assemblies(case, established), lambda showing: showing.group)
    components = _rows(filter_components(case, established), lambda showing: showing.component)
    counters = Counters(
        _repair_days(case, established),
        {problem: Count(len(ids), law.same_problem_limit, ids) for problem, ids in problems.items()},
        _count(_visit_ids(serious), law.serious_safety_repairs_limit),
        {row.key: _count(row.visits, law.assembly_replacements_limit) for row in assemblies},
        {row.key: _count(row.visits, law.component_replacements_limit) for row in components},
    )
    return CountRows(law, counters, assemblies, components)


def filter_assemblies(case: Case, showings: Iterable[Showing]) -> list[Showing]:
    """Items on whose account an assembly was replaced (reading 8)."""
    groups = case.law.assemblies
    return [
        showing for showing in showings if showing.item.work == "assembly_replacement" and showing.group in groups
    ]


def filter_components(case: Case, showings: Iterable[Showing]) -> list[Showing]:
    """Items on whose account a main component of a group that some rule reads was replaced (reading 9)."""
    groups = case.law.component_groups
    return [
        showing
        for showing in showings
        if showing.item.work == "component_replacement" and showing.main_component and showing.group in groups
    ]


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
    grouped: dict[tuple[str, str | None], list[Showing]] = {}
    for showing in showings:
        grouped.setdefault((code(showing) or "", showing.item.position), []).append(showing)
    return tuple(
        [
            CountRow(code_, position, group[0].group, _visit_ids(group))
            for (code_, position), group in grouped.items()
        ]
    )


def _repair_days(case: Case, established: Iterable[Showing]) -> RepairDays:
    workshops = {showing.workshop.order: showing.workshop for showing in established if showing.workshop}
    times = [
        VisitTime(workshop.visit.id, in_hours(time.spent), in_hours(time.excluded), time.days)
        for workshop in workshops.values()
        if (time := workshop.time) is not None
    ]
    return RepairDays(sum([time.days for time in times]), case.law.repair_days_limit, tuple(times))


def _is_split(rows: Iterable[CountRow], limit: int) -> bool:
    by_code: dict[str, list[int]] = {}
    for row in rows:
        by_code.setdefault(row.code, []).append(len(row.visits))
    return any(sum(counts) >= limit > max(counts) for counts in by_code.values())
