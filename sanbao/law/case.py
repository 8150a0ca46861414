"""A case seen through one regulation: what showed when, within which periods, and what is still open about it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from sanbao.law.consistency import day_of, end_of
from sanbao.law.facts import CaseFacts, Item, Visit
from sanbao.law.fields import CHINA
from sanbao.law.open_facts import NEVER, OpenFacts
from sanbao.law.parts import Edition
from sanbao.law.periods import Periods, Window, periods_of, promised_window
from sanbao.law.regulations import Law
from sanbao.law.release import Releases
from sanbao.law.repair_time import RepairTime, in_china, repair_time
from sanbao.law.selection import excluded_by_commercial_use
from sanbao.law.vocabulary import WEAR_PREFIX

COUNTED_WORK = frozenset({"repair", "component_replacement", "assembly_replacement", "software_update"})
_NO_PROBLEM_UNLESS_STATED = frozenset({"maintenance", "accident", "none"})


class Workshop:
    """A visit in its place: day, order of `received_at`, periods it falls in."""

    __slots__ = ("day", "in_repair_warranty", "in_three_guarantees", "loaner_days", "network", "order", "time", "visit")

    def __init__(self, visit: Visit, order: int, periods: Periods) -> None:
        self.visit = visit
        self.order = order
        self.day = in_china(visit.received_at).date()
        self.network = visit.repairer == "network"
        self.in_three_guarantees = periods.three_guarantees.contains(self.day, visit.mileage_km)
        self.in_repair_warranty = periods.repair_warranty.contains(self.day, visit.mileage_km)
        self.time: RepairTime | None = None
        self.loaner_days = 0


class Showing:
    """An item that showed: of a visit, or of the demand.

    `unreleased` is what it needs to be a quality problem that no exemption releases; `established` says that it is
    one when every open fact is read as `no`; `counts` that it makes its visit count, the yes/no facts apart.
    """

    __slots__ = (
        "component",
        "counts",
        "day",
        "established",
        "group",
        "item",
        "km",
        "main_component",
        "order",
        "path",
        "unreleased",
        "where",
        "within_three_guarantees",
        "workshop",
    )

    order: int
    where: str
    path: str
    day: date
    km: int
    item: Item
    workshop: Workshop | None
    component: str | None
    group: str | None
    main_component: bool
    unreleased: int
    established: bool
    counts: bool
    within_three_guarantees: bool


class Case:
    """The facts under one regulation, ready for its rules. `gate` is what every finding needs beside its own test."""

    def __init__(self, facts: CaseFacts, law: Law, parts: Edition) -> None:
        self.facts = facts
        self.law = law
        self.parts = parts
        self.open_facts = OpenFacts()
        self.ends_at = end_of(facts.as_of)
        self.asked_on = day_of(facts.as_of)
        self.periods = periods_of(facts.vehicle, facts.voucher, law)
        self.excluded_by_use = excluded_by_commercial_use(facts, law)
        self.releases = Releases(facts, law, self.open_facts)
        self.gate = self._gate()
        self._extra_main_components = frozenset(facts.voucher.extra_main_components)
        self._wear_windows = self._stated_wear_windows()
        in_order = sorted(facts.visits, key=lambda visit: visit.received_at)
        self.workshops = [Workshop(visit, order, self.periods) for order, visit in enumerate(in_order)]
        self._measure_time()
        self.visit_showings = [self._visit_showings(workshop) for workshop in self.workshops]
        self.demand_showings = self._demand_showings()
        self.showings = [showing for showings in self.visit_showings for showing in showings] + self.demand_showings
        self.counted = [showing for showing in self.showings if showing.counts]
        self.established = [showing for showing in self.counted if showing.established]
        demand_km = facts.demand.mileage_km if facts.demand else 0
        self.latest_km = max([demand_km, *[visit.mileage_km for visit in facts.visits]])

    def _gate(self) -> int:
        """Household use and, where it is a ground, no commercial use: open facts of every finding (reading 2)."""
        gate = self.releases.commercial_use
        if (self.facts.vehicle.use or "unknown") == "unknown":
            gate |= self.open_facts.bit("vehicle/use", "is_household_use")
        return gate

    def _stated_wear_windows(self) -> dict[str, Window]:
        start = self.periods.starts_on
        return {
            code: promised_window(start, terms)
            for code, terms in self.facts.voucher.wear_parts.items()
            if code.startswith(WEAR_PREFIX)
        }

    def _measure_time(self) -> None:
        law = self.law
        day, least = timedelta(hours=law.hours_per_repair_day), law.least_repair_days_per_visit
        end_of_period = datetime.combine(self.periods.three_guarantees.last_day, time(), CHINA) + timedelta(days=1)
        for workshop in self.workshops:
            visit = workshop.visit
            if not workshop.network:
                continue
            ends_at = self.ends_at if visit.finished_at is None else in_china(visit.finished_at)
            if workshop.in_three_guarantees:
                cut = min(ends_at, end_of_period)
                workshop.time = repair_time(visit, cut, law.excluded_from_repair_days, day, least)
            if workshop.in_repair_warranty and ends_at - visit.received_at > law.loaner_after_days * day:
                whole = workshop.time
                if whole is None or visit.excluded or ends_at > end_of_period:
                    whole = repair_time(visit, ends_at, law.loaner_excluded, day, least)
                workshop.loaner_days = max(whole.days - law.loaner_after_days, 0)

    def _visit_showings(self, workshop: Workshop) -> list[Showing]:
        visit = workshop.visit
        where = f"visits/{visit.id}"
        may_count = workshop.network and workshop.in_three_guarantees
        showings = []
        for index, item in enumerate(visit.items):
            showing = self._showing(item, f"{where}/items/{index}", workshop.day, visit.mileage_km)
            showing.order = workshop.order
            showing.where = where
            showing.workshop = workshop
            showing.within_three_guarantees = workshop.in_three_guarantees
            showing.counts = may_count and item.work in COUNTED_WORK
            self._judge_quality(showing, "no" if item.work in _NO_PROBLEM_UNLESS_STATED else "yes")
            showings.append(showing)
        return showings

    def _demand_showings(self) -> list[Showing]:
        demand = self.facts.demand
        if demand is None:
            return []
        within = self.periods.three_guarantees.contains(demand.made_on, demand.mileage_km)
        showings = []
        for index, item in enumerate(demand.items):
            showing = self._showing(item, f"demand/items/{index}", demand.made_on, demand.mileage_km)
            showing.order = len(self.workshops)
            showing.where = "demand"
            showing.workshop = None
            showing.within_three_guarantees = within
            showing.counts = False
            self._judge_quality(showing, "yes")
            showings.append(showing)
        return showings

    def _showing(self, item: Item, path: str, day: date, km: int) -> Showing:
        showing = Showing()
        showing.item = item
        showing.path = path
        showing.day = day
        showing.km = km
        showing.component = code = item.component
        showing.group = item.group
        showing.main_component = False
        if code is not None:
            showing.group = self.parts.group_of(code) or item.group
            showing.main_component = code in self.parts.main_components or code in self._extra_main_components
        return showing

    def _judge_quality(self, showing: Showing, default: str) -> None:
        answer = showing.item.quality_problem or default
        released = self.releases.of(showing.item.problem, worn_out=self.wear_part_expired(showing))
        showing.unreleased = self._needs(answer, showing, "quality_problem", "is_quality_problem") | released
        showing.established = answer == "yes" and not released & NEVER

    def _needs(self, answer: str, showing: Showing, key: str, asks: str) -> int:
        if answer == "yes":
            return 0
        return NEVER if answer == "no" else self.open_facts.bit(f"{showing.path}/{key}", asks)

    def wear_window(self, code: str | None) -> Window | None:
        """The stated period of a wear part."""
        return self._wear_windows.get(code) if code is not None else None

    def wear_part_expired(self, showing: Showing) -> bool:
        """Had the stated period of this wear part ended when it showed?"""
        window = self.wear_window(showing.component)
        return window is not None and window.is_over(showing.day, showing.km)

    def is_wear_part(self, showing: Showing) -> bool:
        return showing.component is not None and showing.component.startswith(WEAR_PREFIX)

    # What the rules ask of a showing beside its quality: each is the open facts it needs.

    def serious_safety(self, showing: Showing) -> int:
        answer = showing.item.serious_safety or "no"
        return self._needs(answer, showing, "serious_safety", "is_serious_safety_failure")

    def event_happened(self, showing: Showing) -> int:
        answer = showing.item.event_established or "yes"
        return self._needs(answer, showing, "event_established", "did_the_event_happen")

    def needs_replacing(self, showing: Showing) -> int:
        answer = showing.item.needs_replacement or self._needs_replacing_by_work(showing)
        return self._needs(answer, showing, "needs_replacement", "does_it_need_replacing")

    @staticmethod
    def _needs_replacing_by_work(showing: Showing) -> str:
        work = showing.item.work
        replaced = work == "assembly_replacement" or (work == "component_replacement" and showing.main_component)
        return "yes" if replaced else "no"

    def is_main_component(self, showing: Showing) -> int:
        """A main component is at fault: named (the rule has looked whether it is one), or said to be one unnamed."""
        if showing.component is not None:
            return 0
        return self._needs(showing.item.main_component or "no", showing, "main_component", "is_main_component")

    def not_cured(self, showing: Showing) -> int:
        answer = showing.item.resolved or "unknown"
        if answer == "unknown":
            return self.open_facts.bit(f"{showing.path}/resolved", "was_it_resolved", favourable="no")
        return 0 if answer == "no" else NEVER

    def in_wear_period(self, code: str) -> int:
        """A wear part whose period the voucher does not state: was it within its period?"""
        return self.open_facts.bit(f"voucher/wear_parts/{code}", "wear_part_period")
