"""What if: one more visit, more days in the shop, more distance, one question answered. Facts in, facts out.

A supposed visit begins the day after the day asked about, so nothing that has happened is changed by it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime, time, timedelta

from sanbao.law.consistency import day_of
from sanbao.law.facts import CaseFacts, Exemption, Item, PeriodTerms, Visit
from sanbao.law.fields import CHINA
from sanbao.law.vocabulary import GROUNDS_WITH_CAUSATION

_RECEIVED, _FINISHED = time(9), time(17)
_ONE_DAY = timedelta(days=1)
_ALWAYS = PeriodTerms(months=1200, km=1_000_000_000)
_NEVER = PeriodTerms(months=0, km=0)


def one_more_visit(facts: CaseFacts, problem: str) -> CaseFacts:
    """The problem repaired once more tomorrow, in the network, and finished the same day."""
    tomorrow = day_of(facts.as_of) + _ONE_DAY
    received = datetime.combine(tomorrow, _RECEIVED, CHINA)
    return _with_visit(facts, problem, received, datetime.combine(tomorrow, _FINISHED, CHINA))


def more_days(facts: CaseFacts, days: int) -> CaseFacts:
    """The car stays in the shop so many days longer; or, when it is not there, goes there tomorrow for so many."""
    if any(visit.finished_at is None for visit in facts.visits):
        return replace(facts, as_of=facts.as_of + days * _ONE_DAY, as_of_given=None)
    received = datetime.combine(day_of(facts.as_of) + _ONE_DAY, _RECEIVED, CHINA)
    return _with_visit(facts, latest_problem(facts), received, received + days * _ONE_DAY)


def more_km(facts: CaseFacts, distance: int) -> CaseFacts:
    """So many kilometres more until the car is handed back; what was reported was there at the mileage told."""
    demand = facts.demand
    if demand is None:
        return facts
    until_now = demand.mileage_km if demand.returned_mileage_km is None else demand.returned_mileage_km
    return replace(facts, demand=replace(demand, returned_mileage_km=until_now + distance))


def answered(facts: CaseFacts, fact: str, *, yes: bool) -> CaseFacts:
    """The case with one open fact answered; raises LookupError for a path that names none."""
    head, _, rest = fact.partition("/")
    if head not in _ANSWERED:
        raise LookupError(fact)
    try:
        return _ANSWERED[head](facts, rest, yes)
    except (IndexError, KeyError, TypeError, ValueError) as error:
        raise LookupError(fact) from error


def all_answered(facts: CaseFacts, paths: Iterable[str], *, yes: bool) -> CaseFacts:
    """The case with these open facts answered alike."""
    for path in paths:
        facts = answered(facts, path, yes=yes)
    return facts


def latest_problem(facts: CaseFacts) -> str:
    """What was reported last: now, or at the latest visit."""
    items = _items_latest_first(facts)
    if not items:
        raise LookupError("no problem is reported")
    return items[0].problem


def _with_visit(facts: CaseFacts, problem: str, received: datetime, finished: datetime) -> CaseFacts:
    visit = Visit(
        id=_new_id(facts),
        repairer="network",
        received_at=received,
        finished_at=finished,
        mileage_km=_latest_km(facts),
        items=(_like(facts, problem),),
    )
    asked_on = max(day_of(facts.as_of), finished.date())
    return replace(facts, as_of=asked_on, as_of_given=None, visits=(*facts.visits, visit))


def _like(facts: CaseFacts, problem: str) -> Item:
    """The problem as it was last told, repaired: the same part, as serious, as certainly a quality problem."""
    told = [item for item in _items_latest_first(facts) if item.problem == problem]
    located = next((item for item in told if item.component or item.group), told[0])
    serious = next((item.serious_safety for item in told if item.serious_safety), None)
    return Item(
        problem=problem,
        work="repair",
        group=located.group,
        component=located.component,
        position=located.position,
        main_component=located.main_component,
        quality_problem=told[0].quality_problem,
        serious_safety=serious,
    )


def _items_latest_first(facts: CaseFacts) -> list[Item]:
    items = list(facts.demand.items) if facts.demand else []
    for visit in sorted(facts.visits, key=lambda visit: visit.received_at, reverse=True):
        items += visit.items
    return items


def _new_id(facts: CaseFacts) -> str:
    taken = {visit.id for visit in facts.visits}
    return next(f"next-{number}" for number in range(len(taken) + 1) if f"next-{number}" not in taken)


def _latest_km(facts: CaseFacts) -> int:
    demand = facts.demand.mileage_km if facts.demand else 0
    return max([demand, *[visit.mileage_km for visit in facts.visits]])


# Answers, by the head of the fact's path.


def _answer_visit(facts: CaseFacts, path: str, yes: bool) -> CaseFacts:  # noqa: FBT001  the answer itself
    key = path.split("/", maxsplit=1)[0]
    visits = [visit for visit in facts.visits if visit.id == key]
    place, name = _item_place(path.partition("/")[2])
    (visit,) = visits
    changed = replace(visit, items=_answered_items(visit.items, place, name, yes))
    return replace(facts, visits=tuple(changed if one is visit else one for one in facts.visits))


def _answer_demand(facts: CaseFacts, path: str, yes: bool) -> CaseFacts:  # noqa: FBT001  the answer itself
    place, name = _item_place(path)
    if facts.demand is None:
        raise LookupError(path)
    return replace(facts, demand=replace(facts.demand, items=_answered_items(facts.demand.items, place, name, yes)))


def _item_place(path: str) -> tuple[int, str]:
    items, place, name = path.split("/")
    if items != "items" or not place.isdigit():
        raise LookupError(path)
    return int(place), name


_ITEM_FACTS = (
    "quality_problem",
    "serious_safety",
    "event_established",
    "main_component",
    "needs_replacement",
    "resolved",
)


def _answered_items(items: tuple[Item, ...], place: int, name: str, yes: bool) -> tuple[Item, ...]:  # noqa: FBT001
    if name not in _ITEM_FACTS:
        raise LookupError(name)
    changed = replace(items[place], **{name: "yes" if yes else "no"})
    return tuple(changed if number == place else item for number, item in enumerate(items))


def _answer_exemption(facts: CaseFacts, path: str, yes: bool) -> CaseFacts:  # noqa: FBT001  the answer itself
    place, _, name = path.partition("/")
    exemption = facts.exemptions[int(place)]
    if name != _key(exemption) or not place.isdigit():
        raise LookupError(path)
    changed = replace(exemption, **{name: "yes" if yes else "no"})  # type: ignore[arg-type]  # a yes/no fact by name
    return replace(facts, exemptions=tuple(changed if one is exemption else one for one in facts.exemptions))


def _key(exemption: Exemption) -> str:
    return "caused_damage" if exemption.ground in GROUNDS_WITH_CAUSATION else "established"


def _answer_vehicle(facts: CaseFacts, path: str, yes: bool) -> CaseFacts:  # noqa: FBT001  the answer itself
    if path != "use":
        raise LookupError(path)
    return replace(facts, vehicle=replace(facts.vehicle, use="household" if yes else "commercial"))


def _answer_voucher(facts: CaseFacts, path: str, yes: bool) -> CaseFacts:  # noqa: FBT001  the answer itself
    """A wear part was within its own period, or not: a period that never ends, or never began."""
    kind, _, code = path.partition("/")
    if kind != "wear_parts" or not code:
        raise LookupError(path)
    periods = {**facts.voucher.wear_parts, code: _ALWAYS if yes else _NEVER}
    return replace(facts, voucher=replace(facts.voucher, wear_parts=periods))


_ANSWERED: dict[str, Callable[[CaseFacts, str, bool], CaseFacts]] = {
    "visits": _answer_visit,
    "demand": _answer_demand,
    "exemptions": _answer_exemption,
    "vehicle": _answer_vehicle,
    "voucher": _answer_voucher,
}
