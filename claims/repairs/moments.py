"""Moments of which the day alone is known: the missing time is taken from the hours of workshops, and said to be. Pure.

An arrival is put at the opening, a finish at the closing: as much time in the shop as the days allow, for the owner's
benefit, and never a finish before its arrival. No law says these hours; the site sets them (`SANBAO_OUTLET_HOURS`).
"""

from __future__ import annotations

from datetime import date, datetime, time

from django.conf import settings

from claims.repairs.models import Precision
from sanbao.law.fields import CHINA
from sanbao.law.repair_time import in_china


def told_as(value: date | datetime) -> tuple[datetime, str]:
    """What a form gives, as the services take it: of a day some time of it, and that it is a day."""
    if isinstance(value, datetime):
        return value, Precision.MINUTE
    return datetime.combine(value, time(), CHINA), Precision.DAY


def arrival_on(day: date, now: datetime) -> datetime:
    opens, _closes = settings.OUTLET_HOURS
    return _on(day, opens, now)


def finish_on(day: date, now: datetime) -> datetime:
    _opens, closes = settings.OUTLET_HOURS
    return _on(day, closes, now)


def _on(day: date, clock: time, now: datetime) -> datetime:
    """Today not later than now; a later day stays one, for whoever refuses it."""
    moment = datetime.combine(day, clock, CHINA)
    return min(moment, now) if day <= day_of(now) else moment


def day_of(moment: datetime) -> date:
    return in_china(moment).date()


def ordered(
    received: datetime, finished: datetime | None, *, received_is_assumed: bool, finished_is_assumed: bool
) -> tuple[datetime, datetime | None]:
    """A time that was assumed gives way to the other one of its day; two that are known stay as they are."""
    if finished is None or finished >= received or day_of(received) != day_of(finished):
        return received, finished
    if received_is_assumed:
        return finished, finished
    return received, received if finished_is_assumed else finished
