"""What was done, on the page of a claim: each time it was said, with its money, what the other said to it, and what is next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.cases.codes import Party, Remedy, State
from claims.cases.facts import yuan
from claims.cases.figures import Figures
from claims.cases.models import Claim, Fulfilment
from claims.cases.pages.registry import Part, add_actions, add_events, add_part
from claims.cases.pages.shown import Shown
from claims.cases.regulation import regulation_of
from claims.cases.services.certifying import Missing, certificate_missing
from claims.cases.services.done import MILLION, WHOLE_CAR, due_fen
from claims.cases.services.fulfilling import may_turn_into_return
from sanbao.check.coefficient import percent
from sanbao.law.regulations import regulation
from sanbao.ledger.telling import add_words
from sanbao.web import says
from sanbao.web.components import Action
from sanbao.web.components.timeline import TimelineEvent

WORDS = {
    "claim.fulfilment_said": gettext_lazy("说已经办好"),
    "claim.fulfilment_contested": gettext_lazy("说没有办好"),
    "claim.turned_into_return": gettext_lazy("没有车可换，改为退车"),
    "claim.certificate_issued": gettext_lazy("补出了换车、退车证明"),
    "claim.recourse_sent": gettext_lazy("向生产者追偿"),
    "claim.recourse_answered": gettext_lazy("生产者答复了追偿"),
}


def add() -> None:
    add_part("done", 60, done)
    add_events("done", events)
    add_actions("done", actions)
    add_words(WORDS)


@dataclass(frozen=True)
class MoneyLine:
    """A line of a sum; `how`: how the amount comes about."""

    sign: str
    name: str
    amount_fen: int
    how: str = ""
    is_sum: bool = False


@dataclass(frozen=True)
class DoneShown:
    """A saying with its money sheet. `lacks`: of its certificate, for the seller, who has not issued it yet."""

    row: Fulfilment
    lacks: Missing | None = None

    @cached_property
    def money(self) -> list[MoneyLine]:
        row = self.row
        coefficient = None if row.coefficient_millionths is None else Decimal(row.coefficient_millionths) / MILLION
        figures = Figures(
            row.price_fen, row.returned_mileage_km, coefficient, row.compensation_fen, row.losses_fen, row.due_fen
        )
        return money_lines(row.claim, row.remedy, figures) if row.remedy in WHOLE_CAR else []


def shown_of(shown: Shown) -> list[DoneShown]:
    """The latest first."""
    return [DoneShown(row, _lacks(row, shown)) for row in reversed(shown.fulfilments)]


def _lacks(row: Fulfilment, shown: Shown) -> Missing | None:
    return certificate_missing(row, shown.person, shown.now) if shown.is_business else None


def money_lines(claim: Claim, remedy: str, figures: Figures) -> list[MoneyLine]:
    """As the law makes it; empty where it gives no figure."""
    total = due_fen(remedy, figures)
    if total is None:
        return []
    lines = []
    if remedy == Remedy.VEHICLE_RETURN:
        lines.append(MoneyLine("", _("车价款（购车发票上的含税价）"), figures.price_fen or 0))
    if figures.losses_fen:
        lines.append(MoneyLine("+", _("赔偿的损失（登记费、加装费、服务费）"), figures.losses_fen))
    if figures.compensation_fen:
        lines.append(MoneyLine("−", _("使用补偿费"), figures.compensation_fen, _how(claim, figures)))
    return [*lines, MoneyLine("＝", _sum_named(remedy, total), abs(total), is_sum=True)]


def _sum_named(remedy: str, total: int) -> str:
    if remedy == Remedy.VEHICLE_RETURN:
        return _("销售者应当退给消费者")
    return _("销售者应当付给消费者") if total >= 0 else _("消费者应当付给销售者")


def _how(claim: Claim, figures: Figures) -> str:
    """186,800.00元×12,345公里÷1,000公里×0.5%"""
    governing = regulation_of(claim)
    if governing is None or figures.coefficient is None or figures.mileage_km is None:
        return ""
    distance = regulation(governing).law_on(claim.vehicle.sale.law_day).compensation_distance_km
    return _("车价款{price}×里程{km}÷{distance}×系数{coefficient}").format(
        price=says.yuan(yuan(figures.price_fen or 0)),
        km=says.km(figures.mileage_km),
        distance=says.km(distance),
        coefficient=percent(figures.coefficient),
    )


def done(shown: Shown) -> Part | None:
    told = shown_of(shown)
    return Part("cases/done_part.html", {"told": told}) if told else None


def events(shown: Shown) -> Iterator[TimelineEvent]:
    business = shown.claim.respondent_called
    for row in shown.fulfilments:
        said, contested = row.said_at, row.contested_at
        yield TimelineEvent(when=said, says=_("说已经办好"), shown_when=says.moment(said), who=business)
        if contested is not None:
            shown_when, who = says.moment(contested), str(Party.CONSUMER.label)
            yield TimelineEvent(when=contested, says=_("说没有办好"), shown_when=shown_when, who=who)


def actions(shown: Shown) -> Iterator[Action]:
    claim = shown.claim
    claim.moment = shown.now
    if claim.state == State.FULFILLING:
        waits = any(row.is_waiting for row in shown.fulfilments)
        if Party.BUSINESS in shown.parties and not waits:
            yield Action(_("登记已经办好"), reverse("cases:fulfil", args=[claim.public_id]), quiet=shown.is_consumer)
        if shown.is_consumer:
            yield Action(_("确认是不是办好了"), reverse("cases:confirm", args=[claim.public_id]), quiet=not waits)
    if shown.is_consumer and may_turn_into_return(claim):
        yield Action(_("改为退车"), reverse("cases:turn", args=[claim.public_id]), quiet=True)
