"""Which readings bear on a case: one about an unfinished repair says nothing to a person whose car is back, one about
the last day nothing where nothing happened on it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sanbao.law.case import Case
from sanbao.law.facts import Item
from sanbao.law.repair_time import in_china
from sanbao.law.vocabulary import WEAR_PREFIX

_NOT_PLAIN_REPAIRS = ("recall", "software_update", "maintenance", "accident")


def at_issue(case: Case, code: str) -> bool:
    """A reading that no test below is about always bears on the case."""
    test = _TESTS.get(code)
    return test is None or test(case)


def _items(case: Case) -> Iterator[Item]:
    for showing in case.showings:
        yield showing.item


def _is_unfinished(case: Case) -> bool:
    return any(visit.finished_at is None for visit in case.facts.visits)


def _excludes(case: Case) -> bool:
    return any(visit.excluded for visit in case.facts.visits)


def _suspends(case: Case) -> bool:
    return any(interval.reason == "agreed_suspension" for visit in case.facts.visits for interval in visit.excluded)


def _has_work(*works: str) -> Callable[[Case], bool]:
    return lambda case: any(item.work in works for item in _items(case))


def _doubles(case: Case) -> bool:
    """Two visits on one day, or a visit for several things."""
    days = [in_china(visit.received_at).date() for visit in case.facts.visits]
    return len(set(days)) < len(days) or any(len(visit.items) > 1 for visit in case.facts.visits)


def _crosses_the_end(case: Case) -> bool:
    last_day = case.periods.three_guarantees.last_day
    return any(
        in_china(visit.received_at).date() <= last_day < in_china(visit.finished_at or case.ends_at).date()
        for visit in case.facts.visits
    )


def _asks_after_the_end(case: Case) -> bool:
    return case.periods.three_guarantees.is_over(case.asked_on, case.latest_km)


def _on_a_last_early_day(case: Case) -> bool:
    """Something showed on the last day of an early window, or on the day it begins."""
    periods = case.periods
    ends = {periods.starts_on, periods.sixty_days.last_day, periods.seven_days and periods.seven_days.last_day}
    return any(showing.day in ends for showing in case.showings)


def _on_a_last_day(case: Case) -> bool:
    ends = (case.periods.three_guarantees.last_day, case.periods.repair_warranty.last_day)
    return case.asked_on in ends or any(showing.day in ends for showing in case.showings)


def _at_the_early_limit(case: Case) -> bool:
    return any(showing.km == case.periods.sixty_days.km for showing in case.showings)


def _at_a_limit(case: Case) -> bool:
    limits = (case.periods.three_guarantees.km, case.periods.repair_warranty.km)
    return any(showing.km in limits for showing in case.showings)


_TESTS: dict[str, Callable[[Case], bool]] = {
    "sixtieth_day_is_included": _on_a_last_early_day,
    "years_end_on_corresponding_day": _on_a_last_day,
    "three_thousand_km_is_included": _at_the_early_limit,
    "period_km_limit_is_included": _at_a_limit,
    "agreed_suspension_does_not_count": _suspends,
    "inspection_only_never_counts": _has_work("inspection_only"),
    "loaner_clock_excludes_no_transport": _excludes,
    "only_transport_time_is_excluded": _excludes,
    "outside_repairs_do_not_count": lambda case: any(visit.repairer == "outside" for visit in case.facts.visits),
    "positions_are_counted_apart": lambda case: any(item.position for item in _items(case)),
    "recall_never_counts_update_does": _has_work(*_NOT_PLAIN_REPAIRS),
    "repair_time_cut_at_period_end": _crosses_the_end,
    "right_outlives_the_period": _asks_after_the_end,
    "two_visits_on_one_day_are_two": _doubles,
    "unfinished_repair_counts_so_far": _is_unfinished,
    "wear_part_has_its_own_period": lambda case: any(
        (item.component or "").startswith(WEAR_PREFIX) for item in _items(case)
    ),
}
