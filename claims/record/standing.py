"""How a car stands under the law: periods, meters, visits. The same numbers for whoever may see the car."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from claims.record.facts import Network, UnknownSaleError, facts_of, names_of
from claims.repairs.selectors import visits_of
from claims.repairs.told import ToldVisit
from claims.vehicles.models import Vehicle
from sanbao.check.results.matter import Matter
from sanbao.check.results.meters import CounterMeter, drawn, meters
from sanbao.check.results.period_rows import PeriodRow, period_rows, three_guarantees_over
from sanbao.check.results.visit_rows import VisitRow, visit_rows
from sanbao.law.assessment import VEHICLE_REPLACEMENT, VEHICLE_RETURN, Count
from sanbao.law.outcomes import MET


@dataclass(frozen=True)
class Standing:
    """`matter` is None where nothing is known of the car's sale: then no regulation can be chosen."""

    visits: tuple[ToldVisit, ...]
    matter: Matter | None

    @property
    def meters(self) -> tuple[CounterMeter, ...]:
        """What is counted, and what is in the shop now on top of it."""
        if self.matter is None:
            return ()
        told = (_apart(self.matter, one) for one in meters(self.matter))
        return drawn(tuple(_told_by(self.matter, self.visits, one) for one in told))

    @property
    def close(self) -> tuple[CounterMeter, ...]:
        """Counters at which the next repair, or the next day, begins a right, or that have reached it.

        Once the three-guarantees period is over, only what is in the shop now can still be counted.
        """
        near = tuple(one for one in self.meters if one.count >= one.meter.begins_at - 1)
        if self.matter is not None and three_guarantees_over(self.matter):
            return tuple(one for one in near if one.meter.current)
        return near

    @property
    def periods(self) -> tuple[PeriodRow, ...]:
        return () if self.matter is None else period_rows(self.matter)

    @property
    def rows(self) -> dict[int, VisitRow]:
        """By visit, those that the law sees. A time that was assumed is said to be."""
        if self.matter is None:
            return {}
        visits = {visit.row.key: visit for visit in self.visits}
        pairs = zip(visit_rows(self.matter), self.matter.visits, strict=True)
        told = ((visits[visit.id], row) for row, visit in pairs)
        return {visit.row.pk: _noted(row) if visit.assumed else row for visit, row in told}

    @property
    def doubles(self) -> tuple[ToldVisit, ...]:
        """Stated by the owner, and perhaps entered by the repairer, too: not counted until somebody says so."""
        return tuple(one for one in self.visits if one.double is not None)

    @property
    def granted(self) -> tuple[str, ...]:
        """The sentences of the findings that give another car or the money back."""
        if self.matter is None:
            return ()
        wanted = {VEHICLE_REPLACEMENT, VEHICLE_RETURN}
        met = [one for one in self.matter.judged(MET) if wanted & set(one.finding.grants)]
        sentences = self.matter.sentences
        return tuple(sentences.finding(one) for one in met) if sentences else ()


def standing_of(
    vehicle: Vehicle, as_of: datetime, *, visits: Iterable[ToldVisit] | None = None, network: Network | None = None
) -> Standing:
    told = tuple(visits_of(vehicle) if visits is None else visits)
    try:
        facts = facts_of(vehicle, as_of, visits=told, network=network)
    except UnknownSaleError:
        return Standing(told, None)
    lang = "en" if get_language() == "en" else "zh"
    return Standing(told, Matter.of(facts, names_of(told), lang, timezone.localdate(as_of)))


def _noted(row: VisitRow) -> VisitRow:
    return replace(row, finished=_("{finished}，时间是推定的").format(finished=row.finished))


def _apart(matter: Matter, one: CounterMeter) -> CounterMeter:
    """The days of a repair that goes on are told apart already; so are here the repairs that go on."""
    counted = _count(matter, one)
    if counted is None:
        return one
    running = {visit.id for visit in matter.facts.visits if visit.finished_at is None}
    current = len(running & set(counted.visits))
    if not current:
        return one
    says = matter.run_on(one.meter.says, _("其中{count}次现在还在修。").format(count=current))
    return replace(one, meter=replace(one.meter, count=counted.count - current, current=current, says=says))


def _told_by(matter: Matter, visits: tuple[ToldVisit, ...], one: CounterMeter) -> CounterMeter:
    """How much of a count its owner alone has told, and that a visit told twice waits for an answer."""
    stated = {visit.row.key for visit in visits if visit.row.is_stated}
    counted = _visits_of(matter, one)
    says = [one.meter.says]
    if number := len(stated & counted):
        says.append(_("其中{count}次是车主填写的。").format(count=number))
    if any(visit.double is not None for visit in visits):
        says.append(_("有送修可能登记了两次，确认以前只算一次。"))
    return replace(one, meter=replace(one.meter, says=matter.run_on(*says)))


def _visits_of(matter: Matter, one: CounterMeter) -> set[str]:
    counters = matter.assessment.counters
    if counters is not None and one.counter == "repair_days":
        return {time.id for time in counters.repair_days.visits}
    counted = _count(matter, one)
    return set(counted.visits) if counted else set()


def _count(matter: Matter, one: CounterMeter) -> Count | None:
    counters = matter.assessment.counters
    if counters is None or one.counter == "repair_days":
        return None
    if one.counter == "serious_safety_repairs":
        return counters.serious_safety_repairs
    found: Count = getattr(counters, one.counter)[one.key]
    return found
