"""The first thing to know about a car: how it stands under the three guarantees, in a sentence, and what comes next."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.garage.viewing import Viewer
from claims.record.standing import Standing
from claims.repairs.models import Link, State
from claims.repairs.told import ToldVisit
from claims.vehicles.models import Vehicle
from claims.workshop.rows import OpenVisit
from sanbao.check.results.headline import governed_by, scope_says
from sanbao.check.results.period_rows import THREE_GUARANTEES, PeriodRow
from sanbao.law.outcomes import NOT_MET, UNDETERMINED
from sanbao.web import says
from sanbao.web.components import Action, DecisionCard

_TITLE = gettext_lazy("这辆车现在怎样")
MOST_IN_SHOP = 2  # a visit that nobody has closed is not told of for ever
Outcome = Literal["met", "not_met", "undetermined"]


def headline_of(
    *,
    vehicle: Vehicle,
    standing: Standing,
    periods: tuple[PeriodRow, ...],
    viewer: Viewer,
    is_resold: bool,
    now: datetime,
) -> DecisionCard:
    if vehicle.brought_back_on is not None and not is_resold:
        return DecisionCard(title=str(_TITLE), outcome="undetermined", tag="", says=_brought_back(vehicle))
    outcome, sentence, reasons = _standing(standing, periods)
    open_scope = _open_scope(standing)
    in_shop = [_in_shop(one, now) for one in standing.visits if one.row.state != State.CLOSED and one.counts][
        -MOST_IN_SHOP:
    ]
    return DecisionCard(
        title=str(_TITLE),
        outcome=outcome,
        tag="",
        says=sentence,
        reasons=(*open_scope, *reasons, *in_shop),
        actions=tuple(_to_do(standing, viewer)),
    )


def _open_scope(standing: Standing) -> tuple[str, ...]:
    """Whether the order covers the car at all, where that is not settled yet."""
    matter = standing.matter
    if matter is None or matter.assessment.scope.outcome != UNDETERMINED:
        return ()
    return (scope_says(matter),)


def _brought_back(vehicle: Vehicle) -> str:
    day = says.day(vehicle.brought_back_on) if vehicle.brought_back_on else ""
    return _("{day}已经三包{how}，车交还销售者。").format(day=day, how=vehicle.get_brought_back_by_display())


def _standing(standing: Standing, periods: tuple[PeriodRow, ...]) -> tuple[Outcome, str, tuple[str, ...]]:
    matter = standing.matter
    if matter is None:
        return "undetermined", _("还没有登记销售，算不出期间和次数。"), ()
    if matter.assessment.scope.outcome == NOT_MET:
        return "not_met", scope_says(matter) or governed_by(matter), ()
    if standing.granted:
        return "met", _("已经符合换车或者退车的条件。"), standing.granted
    runs = {row.code: row for row in periods}
    if not runs[THREE_GUARANTEES].running:
        return "not_met", _after_three_guarantees(runs["repair_warranty"]), ()
    if standing.close:
        near = tuple(_near(one.meter.label, one.meter.detail, one.meter.says) for one in standing.close)
        return "undetermined", _("离换车、退车的条件只差一步。"), near
    return "not_met", _("在三包有效期内，{until}。").format(until=runs[THREE_GUARANTEES].until), ()


def _after_three_guarantees(warranty: PeriodRow) -> str:
    if warranty.running:
        return _("三包有效期已经过了；还在包修期内，质量问题免费修理，{until}。").format(until=warranty.until)
    return _("三包有效期和包修期都过了。")


def _near(label: str, detail: str, said: str) -> str:
    name = _("{label}（{detail}）").format(label=label, detail=detail) if detail else label
    return _("{name}：{says}").format(name=name, says=said)


def _in_shop(visit: ToldVisit, now: datetime) -> str:
    """在……修，第5日；and what the workshop owes meanwhile."""
    if visit.row.state == State.FINISHED:
        return _("已经修好，在{place}等待交车。").format(place=visit.row.place)
    row = OpenVisit.of(visit, now)
    told = _("正在{place}修，第{day}日。").format(place=visit.row.place, day=row.day_number)
    return told + row.warning


def _to_do(standing: Standing, viewer: Viewer) -> Iterator[Action]:
    """What waits for the owner: of several answers the one about the latest visit, the others stand in the timeline."""
    if viewer.is_owner or viewer.keeps:
        for visit in standing.doubles:
            label = _("确认：第{number}次送修是不是登记了两次").format(number=visit.row.number)
            yield Action(label, _url(visit))
    if not viewer.is_owner:
        return
    waiting = [one for one in standing.visits if asks_owner(one)]
    for visit in waiting[-1:]:
        label = _("回答：是不是同一个问题（第{number}次送修）").format(number=visit.row.number)
        yield Action(label, _url(visit))
    for visit in standing.visits:
        if visit.row.state == State.OPEN and visit not in waiting[-1:] and not visit.row.is_stated:
            yield Action(_("看修到哪一步"), _url(visit), quiet=True)


def asks_owner(visit: ToldVisit) -> bool:
    """The workshop thinks that it is a problem of before, and he has not said yet."""
    return any(item.row.link == Link.PROPOSED for item in visit.items)


def _url(visit: ToldVisit) -> str:
    return visit.row.get_absolute_url()
