"""The workshop clock of a visit, counted by the law of its car, in words."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from claims.record.facts import interval, sale_known, vehicle_facts, voucher_facts
from claims.repairs.clock import Clock, LoanerWarning, clock
from claims.repairs.models import Answer, Mobility, Wait
from claims.repairs.told import ToldVisit
from sanbao.check.results.writing import hours
from sanbao.law.periods import periods_of
from sanbao.law.regulations import FOLDERS, Law, regulation, regulation_in_force
from sanbao.law.repair_time import in_china
from sanbao.law.selection import governing_regulation, selecting_day
from sanbao.web import says
from sanbao.web.components import WorkshopClock

# The owner has a car or money, or has said what he wants instead.
SETTLED = (Mobility.LOANER, Mobility.TRANSPORT, Mobility.AGREED_OTHERWISE, Mobility.REFUSED_BY_OWNER)


def law_of(visit: ToldVisit) -> Law:
    """Of the order that governs the car; where its sale is not known, or older, of the order of the day.

    A visit of before the first order is counted as that one counts; nothing is owed by it (`_may_be_owed`).
    """
    sale = sale_known(visit.row.vehicle)
    day = timezone.localdate(visit.began_at)
    if sale is not None:
        car = vehicle_facts(visit.row.vehicle, sale)
        found, day = governing_regulation(car)[0], selecting_day(car)
        if found is not None:
            return found.law_on(day)
        day = timezone.localdate(visit.began_at)
    current = regulation_in_force(day)
    if current is None:
        first = min(map(regulation, FOLDERS), key=lambda order: order.in_force_from)
        return first.law_on(first.in_force_from)
    return current.law_on(day)


def clock_of(visit: ToldVisit, now: datetime, law: Law | None = None) -> Clock:
    waits = [interval(wait, now) for wait in visit.waits if wait.may_be_excluded and wait.begins_at <= now]
    return clock(visit.began_at, visit.finished_at, waits, now=now, law=law or law_of(visit))


def shown(visit: ToldVisit, now: datetime) -> WorkshopClock:
    law = law_of(visit)
    counted = clock_of(visit, now, law)
    return WorkshopClock(
        hours=_("{hours}，计{days}日").format(hours=hours(counted.hours), days=counted.counted_days),
        day_number=counted.day_number,
        since=_("{moment}起").format(moment=says.moment(visit.began_at)),
        warning=warning_of(visit, counted, law),
        running=counted.running,
        excluded=tuple(wait_told(wait, law) for wait in visit.waits if wait.reason in law.excluded_from_repair_days),
    )


def warning_of(visit: ToldVisit, counted: Clock, law: Law) -> str:
    if counted.warning is LoanerWarning.NONE or visit.row.mobility in SETTLED or not _may_be_owed(visit, law):
        return ""
    if counted.warning is LoanerWarning.SOON:
        return _("{moment}满{days}日，以后要提供备用车或者给予交通补偿，请提前准备。").format(
            moment=says.moment(counted.loaner_due_at), days=law.loaner_after_days
        )
    return _("已经超过{days}日，应当提供备用车或者给予交通补偿。").format(days=law.loaner_after_days)


def _may_be_owed(visit: ToldVisit, law: Law) -> bool:
    """Within the repair warranty, for what may be a quality problem; where the sale is not known, it may."""
    if all(item.quality_problem == Answer.NO for item in visit.items):
        return False
    if regulation_in_force(in_china(visit.began_at).date()) is None:
        return False
    vehicle = visit.row.vehicle
    sale = sale_known(vehicle)
    if sale is None:
        return True
    periods = periods_of(vehicle_facts(vehicle, sale), voucher_facts(sale), law)
    return periods.repair_warranty.contains(in_china(visit.began_at).date(), visit.mileage_km)


def wait_told(wait: Wait, law: Law) -> str:
    """From when to when, and which counters it does not run for."""
    values = {"reason": wait.get_reason_display(), "span": span_of(wait)}
    if wait.reason not in law.excluded_from_repair_days:
        return _("{reason}，{span}").format(**values)
    if wait.reason in law.loaner_excluded:
        return _("{reason}，{span}：累计修理时间、备用车的日数都不计").format(**values)
    return _("{reason}，{span}：累计修理时间不计，备用车的日数照计").format(**values)


def span_of(wait: Wait) -> str:
    if wait.ends_at is None:
        return _("{moment}起").format(moment=says.moment(wait.begins_at))
    return _("{begins}到{ends}").format(begins=says.moment(wait.begins_at), ends=says.moment(wait.ends_at))
