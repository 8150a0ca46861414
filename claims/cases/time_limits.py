"""Until when: the time limits of a claim, counted once by the law's data and kept with where they start."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from django.conf import settings
from django.db.models import Min, QuerySet, prefetch_related_objects

from claims.cases.codes import OPEN_STATES, Duty, StartEvent, State
from claims.cases.kinds import Limit
from claims.cases.models import Claim, Deadline
from claims.cases.models.claim import PERFORMANCE
from sanbao.law import due_date
from sanbao.law.deadlines import Pause
from sanbao.law.regulations import regulation

# Which duty the next day of a state belongs to.
DUTIES_IN: dict[str, tuple[Duty, ...]] = {
    State.SUBMITTED: (Duty.REPLY,),
    State.SETTLED: (Duty.SIGN,),
    State.GRANTED: PERFORMANCE,
    State.FULFILLING: (Duty.CONFIRM, *PERFORMANCE),
    State.DISPUTED: (Duty.SCREEN,),
}


def set_limits(claim: Claim, limits: Iterable[Limit], starts: dict[StartEvent, date]) -> None:
    """Those whose start is known; the others come with their start (a demand that has not arrived yet)."""
    rows = [_deadline(claim, limit, starts[limit.starts]) for limit in limits if limit.starts in starts]
    Deadline.objects.bulk_create(rows)


def set_limit(claim: Claim, duty: Duty, starts: StartEvent, start_on: date) -> Deadline:
    """One that no law sets, counted from today's event; an earlier one of the same duty begins anew."""
    row = _deadline(claim, Limit(duty, starts), start_on)
    values = {name: getattr(row, name) for name in ("start_on", "start_event", "law", "days", "due_on")}
    return Deadline.objects.update_or_create(claim=claim, duty=duty, defaults={**values, "met_on": None})[0]


def _deadline(claim: Claim, limit: Limit, start_on: date) -> Deadline:
    if limit.law:
        due_on, days = due_date(limit.law, start_on).due_on, None
    else:
        days = days_of_setting(limit.duty)
        due_on = start_on + timedelta(days=days)
    return Deadline(
        claim=claim,
        duty=limit.duty,
        start_on=start_on,
        start_event=limit.starts,
        law=limit.law,
        days=days,
        due_on=due_on,
    )


def days_of_setting(duty: str) -> int:
    """Calendar days that this site sets where the law sets none: no statutory limit, and said to be none."""
    days: int = settings.CLAIM_DAYS[duty]
    return days


def counted_again(deadline: Deadline, pauses: Sequence[Pause]) -> date | None:
    """As it would be counted now: with pauses, or once the working days of a year are known."""
    if deadline.law:
        return due_date(deadline.law, deadline.start_on, pauses).due_on
    return deadline.start_on + timedelta(days=deadline.days or 0)


def is_pausable(deadline: Deadline) -> bool:
    """Does the law leave out days by which the consumer put it off? Never of the reply, never of a setting."""
    order, _slash, key = deadline.law.partition("/")
    return bool(key) and regulation(order).parameters[key].pausable


def pauses_of(deadline: Deadline) -> list[Pause]:
    """The delays of the consumer that count now."""
    if not is_pausable(deadline):
        return []
    delays = deadline.claim.consumer_delays.order_by("number")
    return [one.pause for one in delays if one.counts]


def mark_met(claim: Claim, duties: Iterable[Duty], on: date) -> None:
    wanted = list(duties)
    Deadline.objects.filter(claim=claim, duty__in=wanted, met_on=None).update(met_on=on)
    for one in _at_hand(claim) or ():
        if one.duty in wanted and one.met_on is None:
            one.met_on = on


def set_next_due(claim: Claim) -> None:
    """The day by which somebody must act in the state the claim is in now."""
    wanted = DUTIES_IN.get(claim.state, ())
    if claim.state not in OPEN_STATES or not wanted:
        claim.next_due_on = None
        return
    at_hand = _at_hand(claim)
    if at_hand is not None:
        days = [one.due_on for one in at_hand if one.duty in wanted and one.met_on is None and one.due_on]
        claim.next_due_on = min(days, default=None)
        return
    running = Deadline.objects.filter(claim=claim, duty__in=wanted, met_on=None)
    claim.next_due_on = running.aggregate(first=Min("due_on"))["first"]


def with_deadlines(claim: Claim) -> list[Deadline]:
    """Read once for a step that begins none: what is met, and what is due next, is seen on these rows."""
    prefetch_related_objects([claim], "deadlines")
    return list(claim.deadlines.all())


def _at_hand(claim: Claim) -> list[Deadline] | None:
    rows: QuerySet[Deadline] | None = getattr(claim, "_prefetched_objects_cache", {}).get("deadlines")
    return None if rows is None else list(rows)
