"""What speaks for and against taking a dispute, as far as the site can know it. The clerk decides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from claims.cases.codes import Duty
from claims.cases.models import NotAccepted, OutsideRoute
from claims.cases.pages.shown import Shown
from sanbao.check.results.headline import scope_says
from sanbao.law.errors import FactsError
from sanbao.law.outcomes import MET, NOT_MET, UNDETERMINED
from sanbao.law.periods import months_after
from sanbao.law.regulations import surrounding_law
from sanbao.web import says

DECIDING = {"arbitration", "court"}
YEARS = "complaint_years_"
_MONTHS = 12


@dataclass(frozen=True)
class Hint:
    """`reason`: the coded reason that it would be; `is_obstacle` False: nothing stands in the way on this point."""

    reason: NotAccepted
    is_obstacle: bool
    says: str


def hints(shown: Shown) -> list[Hint]:
    return [*_scope(shown), _owner(shown), *_asked_first(shown), *_age(shown), *_elsewhere(shown), *_facts(shown)]


def _scope(shown: Shown) -> Iterator[Hint]:
    if shown.matter is None:
        yield Hint(NotAccepted.NOT_COVERED, is_obstacle=True, says=_("不知道购车的情况，还不能判断适用哪个规定。"))
        return
    scope, words = shown.matter.assessment.scope, scope_says(shown.matter)
    is_for_trade = shown.matter.facts.vehicle.use == "commercial"
    reason = NotAccepted.NOT_HOUSEHOLD if is_for_trade else NotAccepted.NOT_COVERED
    told = {MET: _("三包规定适用于这辆车。"), NOT_MET: words, UNDETERMINED: words}[scope.outcome]
    yield Hint(reason, is_obstacle=scope.outcome == NOT_MET or is_for_trade, says=told or _("三包规定不适用于这辆车。"))


def _owner(shown: Shown) -> Hint:
    until = shown.claim.ownership.until
    if until is None:
        return Hint(NotAccepted.NOT_THE_OWNER, is_obstacle=False, says=_("提出的人现在是车主。"))
    told = _("提出的人在{day}以后不再是车主。").format(day=says.day(until))
    return Hint(NotAccepted.NOT_THE_OWNER, is_obstacle=True, says=told)


def _asked_first(shown: Shown) -> Iterator[Hint]:
    """Refused, too little, or nothing in time: each is a dispute."""
    replies = [step for step in shown.steps if step.name in ("grant", "refuse")]
    if replies:
        day = says.day(replies[-1].at)
        yield Hint(NotAccepted.NOT_ASKED_FIRST, is_obstacle=False, says=_("经营者在{day}作了答复。").format(day=day))
        return
    reply = shown.deadlines.get(Duty.REPLY)
    if reply is not None and reply.due_on is not None:
        day = says.day(reply.due_on)
        told = _("经营者应当在{day}以前答复，没有答复。").format(day=day)
        yield Hint(NotAccepted.NOT_ASKED_FIRST, is_obstacle=False, says=told)


def _age(shown: Shown) -> Iterator[Hint]:
    """By the number of years that holds for complaints, counted from when the trouble last showed."""
    day, asked_on = _last_trouble(shown), timezone.localdate(shown.now)
    years = years_on(asked_on)
    if day is None or years is None:
        return
    last = months_after(day, years * _MONTHS)
    told = _("问题最近一次出现是在{day}，规定的{years}年到{last}为止。").format(
        day=says.day(day), years=years, last=says.day(last)
    )
    yield Hint(NotAccepted.TOO_OLD, is_obstacle=asked_on > last, says=told)


def years_on(day: date) -> int | None:
    """Within how many years one complains, as in force on a day."""
    rows = (one for key, one in surrounding_law().items() if key.startswith(YEARS))
    in_force = (one.on(day) for one in rows if one.values[0][0] <= day)
    return next((number for number in in_force if number is not None), None)


def _last_trouble(shown: Shown) -> date | None:
    days = [timezone.localdate(visit.began_at) for visit in shown.visits]
    if shown.items:
        days.append(shown.claim.demand.made_on)
    return max(days, default=None)


def _elsewhere(shown: Shown) -> Iterator[Hint]:
    for route in shown.claim.outside_routes.order_by("begun_on"):
        before_a_court = route.route in DECIDING
        reason = NotAccepted.BEFORE_A_COURT if before_a_court else NotAccepted.BEFORE_ANOTHER_BODY
        yield Hint(reason, is_obstacle=before_a_court or route.ended_on is None, says=_route_says(route))


def _route_says(route: OutsideRoute) -> str:
    sentence = (
        _("{day}已经向{name}提出，还没有结束。") if route.ended_on is None else _("{day}向{name}提出过，已经结束。")
    )
    return sentence.format(day=says.day(route.begun_on), name=route.body_name)


def _facts(shown: Shown) -> Iterator[Hint]:
    try:
        count = 0 if shown.sides is None else len(shown.sides.questions)
    except FactsError:
        return
    if count:
        told = _("有{count}项事实影响结果。").format(count=count)
    else:
        told = _("按现在的记录和双方的说法，没有影响结果的事实争议；争的是怎样适用规定，或者只是没有办。")
    yield Hint(NotAccepted.NO_DISPUTE_OF_FACT, is_obstacle=not count, says=told)
