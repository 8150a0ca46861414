"""Faults of a case that only several facts together show: order in time, names, part codes."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime, time, timedelta

from sanbao.law.errors import Fault
from sanbao.law.facts import CaseFacts, Item, Visit
from sanbao.law.fields import CHINA, shown
from sanbao.law.parts import EDITIONS, Edition, edition
from sanbao.law.selection import governing_regulation


def end_of(as_of: date | datetime) -> datetime:
    """The moment the question is asked: of a day its end."""
    if isinstance(as_of, datetime):
        return as_of if as_of.tzinfo is CHINA else as_of.astimezone(CHINA)
    return datetime.combine(as_of + timedelta(days=1), time(), CHINA)


def day_of(as_of: date | datetime) -> date:
    """The day, in China's time, on which the question is asked."""
    return as_of.astimezone(CHINA).date() if isinstance(as_of, datetime) else as_of


def check(facts: CaseFacts) -> list[Fault]:
    """Every fault of facts that are each well formed, in the order of the case."""
    return [*_visit_faults(facts), *_demand_faults(facts), *_part_faults(facts), *_exemption_faults(facts)]


def _visit_faults(facts: CaseFacts) -> Iterator[Fault]:
    end = end_of(facts.as_of)
    ids: set[str] = set()
    moments: set[datetime] = set()
    for index, visit in enumerate(facts.visits):
        path = f"visits/{index}"
        if visit.id in ids:
            yield Fault(f"{path}/id", "not_unique", shown(visit.id))
        if "/" in visit.id:
            yield Fault(f"{path}/id", "holds_a_slash", shown(visit.id))
        if visit.received_at in moments:
            yield Fault(f"{path}/received_at", "received_twice", visit.received_at.isoformat())
        ids.add(visit.id)
        moments.add(visit.received_at)
        if visit.excluded or not visit.received_at <= (visit.finished_at or end) <= end:
            yield from _time_faults(visit, path, end)


def _time_faults(visit: Visit, path: str, end: datetime) -> Iterator[Fault]:
    if visit.received_at > end:
        yield Fault(f"{path}/received_at", "after_as_of", visit.received_at.isoformat(), end.isoformat())
    if visit.finished_at is not None and visit.finished_at > end:
        yield Fault(f"{path}/finished_at", "after_as_of", visit.finished_at.isoformat(), end.isoformat())
    if visit.finished_at is not None and visit.finished_at < visit.received_at:
        finished, received = visit.finished_at.isoformat(), visit.received_at.isoformat()
        yield Fault(f"{path}/finished_at", "finished_before_received", finished, received)
    for index, interval in enumerate(visit.excluded):
        if interval.ends_at < interval.begins_at:
            begins, ends = interval.begins_at.isoformat(), interval.ends_at.isoformat()
            yield Fault(f"{path}/excluded/{index}/to", "ends_before_it_begins", ends, begins)


def _demand_faults(facts: CaseFacts) -> Iterator[Fault]:
    if facts.demand is not None and facts.demand.made_on > day_of(facts.as_of):
        yield Fault("demand/made_on", "after_as_of", str(facts.demand.made_on), str(day_of(facts.as_of)))


def _part_faults(facts: CaseFacts) -> Iterator[Fault]:
    regulation, _ = governing_regulation(facts.vehicle)
    names = EDITIONS if regulation is None else (regulation.parts_edition,)
    editions = [edition(name) for name in names]
    on_voucher = {*facts.voucher.extra_main_components, *facts.voucher.wear_parts}
    lists = [visit.items for visit in facts.visits]
    if facts.demand is not None:
        lists.append(facts.demand.items)
    for place, items in enumerate(lists):
        for index, item in enumerate(items):
            code = item.component
            if code is not None and not _is_sound(item, code, editions, on_voucher):
                where = f"visits/{place}" if place < len(facts.visits) else "demand"
                yield from _component_faults(f"{where}/items/{index}", item, code, editions, on_voucher)


def _is_sound(item: Item, code: str, editions: Sequence[Edition], on_voucher: Collection[str]) -> bool:
    """The usual case, decided without putting a path together."""
    parts = [part for table in editions if (part := table.main_components.get(code))]
    if not parts:
        return code in on_voucher or any(code in table.wear_parts for table in editions)
    return item.group is None or any(part.group == item.group for part in parts)


def _component_faults(
    path: str, item: Item, code: str, editions: Sequence[Edition], on_voucher: Collection[str]
) -> Iterator[Fault]:
    if code not in on_voucher and not any(table.lists(code) for table in editions):
        allowed = ", ".join(f"GB/T 29632-{table.edition}" for table in editions)
        yield Fault(f"{path}/component", "part_not_listed", shown(code), allowed)
    if item.group is None:
        return
    groups = [group for table in editions if (group := table.group_of(code)) is not None]
    if groups and item.group not in groups:
        allowed = ", ".join(sorted(set(groups)))
        yield Fault(f"{path}/group", "not_the_group_of_the_component", shown(item.group), allowed)


def _all_problems(facts: CaseFacts) -> set[str]:
    items = [item for visit in facts.visits for item in visit.items]
    return {item.problem for item in [*items, *(facts.demand.items if facts.demand else ())]}


def _exemption_faults(facts: CaseFacts) -> Iterator[Fault]:
    if not facts.exemptions:
        return
    problems = _all_problems(facts)
    for place, exemption in enumerate(facts.exemptions):
        for index, problem in enumerate(exemption.problems):
            if problem not in problems:
                allowed = ", ".join(sorted(shown(known) for known in problems))
                yield Fault(f"exemptions/{place}/problems/{index}", "names_no_item", shown(problem), allowed)
