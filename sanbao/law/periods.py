"""Periods and windows: from a start day to a last day, both included, and up to a distance (readings 3 and 4)."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from sanbao.law.facts import PeriodTerms, Vehicle, Voucher
from sanbao.law.regulations import Law

_MONTHS = 12
NEVER_ENDS = date(9998, 12, 31)  # the last day of a promise that outlasts the calendar, with a day left after it


@dataclass(frozen=True, slots=True)
class Window:
    """Days from first to last and a distance limit, all included; `km` None: no distance limit."""

    first_day: date
    last_day: date
    km: int | None

    def contains(self, day: date, km: int) -> bool:
        return self.first_day <= day <= self.last_day and (self.km is None or km <= self.km)

    def is_over(self, day: date, km: int) -> bool:
        """Has it ended by this day or at this distance?"""
        return day > self.last_day or (self.km is not None and km > self.km)


@dataclass(frozen=True, slots=True)
class Periods:
    """The periods and windows of one car under one regulation; `seven_days` exists under Order 43 only."""

    starts_on: date
    repair_warranty: Window
    three_guarantees: Window
    seven_days: Window | None
    sixty_days: Window


def months_after(start: date, months: int) -> date:
    """The same day so many months later, or the last day of that month (Civil Code, article 202)."""
    years, month = divmod(start.month - 1 + months, _MONTHS)
    year = start.year + years
    if year > NEVER_ENDS.year:
        return NEVER_ENDS
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def period_start(vehicle: Vehicle, law: Law) -> date:
    """The day the periods begin (reading 3)."""
    if vehicle.replacement_handover_on is not None:
        return vehicle.replacement_handover_on
    if law.period_start == "handover_when_different" and vehicle.handover_on is not None:
        return vehicle.handover_on
    return vehicle.invoiced_on


def promised_window(start: date, terms: PeriodTerms) -> Window:
    return Window(start, months_after(start, terms.months), terms.km)


def periods_of(vehicle: Vehicle, voucher: Voucher, law: Law) -> Periods:
    """All periods of a car: the longer of voucher and statutory minimum, months and km each by itself (reading 4)."""
    start = period_start(vehicle, law)
    sixty_days = Window(start, start + timedelta(days=law.early_days), law.early_km)
    seven_days = None
    if law.early_replacement_days is not None:
        seven_days = Window(start, start + timedelta(days=law.early_replacement_days), None)
    return Periods(
        start,
        _longer(start, voucher.repair_warranty, law.repair_warranty_months, law.repair_warranty_km),
        _longer(start, voucher.three_guarantees, law.three_guarantees_months, law.three_guarantees_km),
        seven_days,
        sixty_days,
    )


def _longer(start: date, promised: PeriodTerms | None, months: int, km: int) -> Window:
    if promised is not None:
        months, km = max(months, promised.months), max(km, promised.km)
    return Window(start, months_after(start, months), km)
