"""Meters: how far each counter is from the point where a right begins, what is in the shop now told apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import npgettext

from sanbao.check.results.matter import Matter
from sanbao.check.results.period_rows import three_guarantees_over
from sanbao.check.results.visit_rows import pending_days
from sanbao.law.assessment import VEHICLE_RETURN, Count, Counters
from sanbao.law.phrases import placed_part
from sanbao.web.components import Meter


@dataclass(frozen=True)
class CounterMeter:
    """A meter with the counter it shows, its key and count, for machines."""

    counter: str
    key: str
    count: int
    meter: Meter


_REPLACEMENTS = ("assembly_replacements", "component_replacements")
# Drawn on the result: so many problems, so many parts. A page of its own tells the others, whose counts are no higher.
MOST_DRAWN, MOST_DRAWN_OF_MANY = (4, 3), (2, 1)


def drawn(told: tuple[CounterMeter, ...], *, is_long: bool = False) -> tuple[CounterMeter, ...]:
    """The counters nearest to a right, in the order in which they are told."""
    most_problems, most_parts = MOST_DRAWN_OF_MANY if is_long else MOST_DRAWN
    problems = [one for one in told if one.counter == "same_problem"]
    parts = sorted((one for one in told if one.counter in _REPLACEMENTS), key=lambda one: -one.count)
    left_out = [*problems[most_problems:], *parts[most_parts:]]
    return tuple(one for one in told if one not in left_out)


def meters(matter: Matter) -> tuple[CounterMeter, ...]:
    """Repair days and every other counter that has begun."""
    counters = matter.assessment.counters
    if counters is None:
        return ()
    found = tuple(_meters(matter, counters))
    return tuple(_ended(one) for one in found) if three_guarantees_over(matter) else found


def _ended(one: CounterMeter) -> CounterMeter:
    """What would come next cannot come any more: the period is over."""
    if one.meter.reached or one.meter.current or one.counter not in ("same_problem", "repair_days"):
        return one
    says = _("到三包有效期为止{count}{unit}，没有超过{limit}{unit}；期间过了，不再增加。").format(
        count=one.count, unit=one.meter.unit, limit=one.meter.begins_at - 1
    )
    return replace(one, meter=replace(one.meter, says=says))


def _meters(matter: Matter, counters: Counters) -> Iterator[CounterMeter]:
    for key, count in sorted(counters.same_problem.items(), key=lambda row: -row[1].count):
        yield CounterMeter("same_problem", key, count.count, _same_problem(matter, key, count))
    yield CounterMeter("repair_days", "", counters.repair_days.count, _repair_days(matter, counters))
    if counters.serious_safety_repairs.count:
        count = counters.serious_safety_repairs
        label = _("严重安全性能故障修理")
        says = _("修满{limit}次，没有修好或者又出现的，就可以要求{wanted}。")
        yield CounterMeter("serious_safety_repairs", "", count.count, _times(matter, label, count, says))
    for counter, label in zip(_REPLACEMENTS, (_("更换{part}总成"), _("更换{part}")), strict=True):
        says = _("换满{limit}次，仍然不能正常使用的，就可以要求{wanted}。")
        for key, count in getattr(counters, counter).items():
            yield CounterMeter(
                counter, key, count.count, _times(matter, label.format(part=_part(matter, key)), count, says)
            )


def _same_problem(matter: Matter, key: str, count: Count) -> Meter:
    return Meter(
        label=_("同一质量问题修理"),
        detail=matter.problem(key),
        count=count.count,
        begins_at=count.limit + 1,
        unit=_times_unit(count.count),
        says=_("修了{count}次；超过{limit}次，就可以要求{wanted}。").format(
            count=count.count, limit=count.limit, wanted=_car(matter)
        ),
        reached=count.count > count.limit,
    )


def _repair_days(matter: Matter, counters: Counters) -> Meter:
    days = counters.repair_days
    running = {visit.id for visit in matter.facts.visits if visit.finished_at is None}
    current = sum(visit.days for visit in days.visits if visit.id in running)
    says = _("累计{count}日；超过{limit}日，就可以要求{wanted}。")
    if current:
        says = _("累计{count}日，其中现在还在修的{current}日；超过{limit}日，就可以要求{wanted}。")
    told = says.format(count=days.count, current=current, limit=days.limit, wanted=_car(matter))
    if pending := sum(pending_days(matter).values()):
        told = matter.run_on(told, _("另有{days}待定。").format(days=matter.words.days(pending)))
    return Meter(
        label=_("累计修理时间"),
        count=days.count - current,
        current=current,
        begins_at=days.limit + 1,
        unit=npgettext("几日", "日", "日", days.count),
        says=told,
        reached=days.count > days.limit,
    )


def _times(matter: Matter, label: str, count: Count, says: str) -> Meter:
    """So many times, and then once more: the last field is the failure after them."""
    return Meter(
        label=label,
        count=count.count,
        begins_at=max(count.limit, count.count) + 1,
        unit=_times_unit(count.count),
        says=says.format(limit=count.limit, wanted=_both(matter)),
        reached=False,
    )


def _times_unit(count: int) -> str:
    return npgettext("几次", "次", "次", count)


def _car(matter: Matter) -> str:
    """Under Order 150 the count of repairs and days gives another car, not the money back."""
    grants = _grants(matter, "same_problem")
    return _both(matter) if VEHICLE_RETURN in grants else _one(matter)


def _grants(matter: Matter, topic: str) -> tuple[str, ...]:
    judged = matter.judgement.judged if matter.judgement else []
    return next(one.finding.grants for one in judged if one.rule.topic == topic)


def _both(matter: Matter) -> str:
    page = matter.page
    either: str = matter.words.either([page.REMEDIES["vehicle_replacement"], page.REMEDIES["vehicle_return"]])
    return either


def _one(matter: Matter) -> str:
    one: str = matter.page.REMEDIES["vehicle_replacement"]
    return one


def _part(matter: Matter, key: str) -> str:
    code, _at, position = key.partition("@")
    return placed_part(matter.words, (code, position or None))
