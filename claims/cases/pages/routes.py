"""The routes outside this site, in words: what each needs, by when, what it costs; and those that were taken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from claims.cases.models import Claim, OutsideRoute
from claims.cases.regulation import regulation_of
from claims.cases.words import article_of
from sanbao.law.phrases import WORDS
from sanbao.law.regulations import FOLDERS
from sanbao.law.routes import Route, RouteLimit, routes
from sanbao.web import says

NEWEST = next(iter(FOLDERS))
PANEL = "panel"  # asked here, by the clerk
RECEIVED, ACCEPTED, ENDED, KNOWN = "complaint_received", "complaint_accepted", "mediation_ended", "wrong_known"


@dataclass(frozen=True)
class RouteCard:
    """`barred`: what closes this route once it is taken. `is_unread`: nothing of it has been read in a copy of the text."""

    code: str
    name: str
    says: str
    needs: tuple[str, ...]
    limits: tuple[str, ...]
    cost: str
    cite: str
    barred: str
    is_unread: bool
    is_outside: bool


@dataclass(frozen=True)
class TakenRow:
    row: OutsideRoute
    name: str
    limits: tuple[str, ...]


def routes_of(claim: Claim, on: date) -> tuple[Route, ...]:
    """By the car's order; by the newer one where none governs it. `on`: the day on which one would be asked."""
    return routes(regulation_of(claim) or NEWEST, on)


def route_cards(claim: Claim, today: date) -> list[RouteCard]:
    """As if each were taken today."""
    found = routes_of(claim, today)
    names = {one.code: _told(one, "label") for one in found}
    starts = {RECEIVED: today, KNOWN: claim.demand.made_on}
    return [
        RouteCard(
            code=one.code,
            name=names[one.code],
            says=_sentence(_told(one, "paraphrase")),
            needs=tuple(_told(need, "label") for need in one.needs),
            limits=tuple(_limits(one, starts)),
            cost=_cost(one),
            cite=article_of(one.citation, _lang()),
            barred=_listed([names[code] for code in one.barred_by]),
            is_unread=one.read_in == "none",
            is_outside=one.code != PANEL,
        )
        for one in found
    ]


def taken_rows(claim: Claim) -> list[TakenRow]:
    """By the measures in force on the day on which each was begun."""
    rows = []
    for row in claim.outside_routes.order_by("begun_on", "pk"):
        known = {one.code: one for one in routes_of(claim, row.begun_on)}
        route = known.get(row.route)
        name = _told(route, "label") if route else row.route
        rows.append(TakenRow(row, name, tuple(_counted(route, row)) if route else ()))
    return rows


def _counted(route: Route, row: OutsideRoute) -> Iterator[str]:
    """What is still due there."""
    if row.ended_on is not None:
        yield from _limits(route, {ENDED: row.ended_on}, only=(ENDED,))
    elif row.accepted_on is not None:
        yield from _limits(route, {ACCEPTED: row.accepted_on}, only=(ACCEPTED,))
    else:
        yield from _limits(route, {RECEIVED: row.begun_on}, only=(RECEIVED,))


def _limits(route: Route, starts: Mapping[str, date], only: tuple[str, ...] = ()) -> Iterator[str]:
    for limit in route.limits:
        counted_from = limit.parameter.counted_from or ""
        if not only or counted_from in only:
            yield _limit(limit, starts.get(counted_from))


def _limit(limit: RouteLimit, start: date | None) -> str:
    """受理决定期限：收到投诉后…，最晚2026年12月1日（《…》第十五条）"""
    told = _("{label}：{says}").format(label=_told(limit.parameter, "label"), says=_told(limit.parameter, "paraphrase"))
    if start is not None:
        told += _by(limit, start)
    return _("{told}（{cite}）。").format(told=told.rstrip(".。"), cite=article_of(limit.parameter.citation, _lang()))


def _by(limit: RouteLimit, start: date) -> str:
    last = limit.last_day(start)
    if last is None:
        return _("；最后一天还不知道，那一年的放假安排还没有公布")
    sentence = {
        KNOWN: _("；从提出要求那一天算，到{day}"),
        RECEIVED: _("；{start}提出的，最晚{day}"),
    }.get(limit.parameter.counted_from or "", _("；从{start}算，最晚{day}"))
    return sentence.format(day=says.day(last), start=says.day(start))


def _cost(route: Route) -> str:
    if route.cost.yuan is None or not route.cost.yuan:
        return _told(route.cost, "label")
    return _("{label}：{says}").format(label=_told(route.cost, "label"), says=says.yuan(route.cost.yuan))


def _told(entry: Any, name: str) -> str:
    text: str = getattr(entry, f"{name}_{_lang()}")
    return text


def _sentence(text: str) -> str:
    return _("{text}。").format(text=text.rstrip(".。"))


def _listed(parts: list[str]) -> str:
    words: Any = WORDS[_lang()]
    listed: str = words.listed(parts)
    return listed


def _lang() -> str:
    return "en" if get_language() == "en" else "zh"
