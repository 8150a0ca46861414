"""The periods of a car for its page: until when, and whether they still run by day and by the odometer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from claims.vehicles.models import Sale
from sanbao.law import due_date, facts
from sanbao.law.deadlines import DueDate
from sanbao.law.explain import PAGES
from sanbao.law.outcomes import NOT_MET
from sanbao.law.periods import Window, periods_of
from sanbao.law.phrases import WORDS
from sanbao.law.selection import governing_regulation, scope_of, selecting_day
from sanbao.web import says


@dataclass(frozen=True)
class PeriodRow:
    """`tone`: of the tag that says `state`."""

    name: str
    until: str
    state: str
    tone: Literal["yes", ""]


@dataclass(frozen=True)
class CarPeriods:
    """`outside`: why no regulation covers the car; there are no rows then. `order`: the one that does."""

    rows: tuple[PeriodRow, ...] = ()
    starts_on: date | None = None
    order: str = ""
    outside: str = ""


def legal_vehicle(sale: Sale) -> facts.Vehicle:
    vehicle = sale.vehicle
    return facts.Vehicle(
        vehicle.kind,
        sale.invoiced_on,
        energy=vehicle.energy,
        use=vehicle.use,
        handover_on=sale.handover_on,
        replacement_handover_on=sale.replacement_handover_on,
        price_yuan=sale.price_yuan,
        resold_after_return=vehicle.brought_back_on is not None,
    )


def periods_on(sale: Sale, today: date, km: int | None) -> CarPeriods:
    """`km`: what the odometer showed last; none: only the days are judged."""
    vehicle = legal_vehicle(sale)
    regulation, _choice = governing_regulation(vehicle)
    if regulation is None:
        return CarPeriods(outside=_("这辆车售出的时候，还没有家用汽车三包的规定。"))
    law = regulation.law_on(selecting_day(vehicle))
    scope = scope_of(facts.CaseFacts(as_of=today, vehicle=vehicle), law)
    if scope.outcome == NOT_MET:
        return CarPeriods(outside=PAGES[_language()].SCOPE[scope.because])
    terms = sale.terms
    found = periods_of(vehicle, terms.voucher_facts() if terms else facts.Voucher(), law)
    number = WORDS[_language()].law_number
    named: list[tuple[str, Window | None]] = [
        (_("包修期"), found.repair_warranty),
        (_("三包有效期"), found.three_guarantees),
        (_("{days}日内换车、退车").format(days=number(law.early_replacement_days or 0)), found.seven_days),
        (_("{days}日内的早期权利").format(days=number(law.early_days)), found.sixty_days),
    ]
    rows = tuple(_row(name, window, today, km) for name, window in named if window is not None)
    return CarPeriods(rows, found.starts_on, _order(regulation))


def reissue_due(sale: Sale, asked_on: date) -> DueDate | None:
    """Until when a lost voucher is to be replaced; None where the regulation says promptly and counts no days."""
    regulation, _choice = governing_regulation(legal_vehicle(sale))
    try:
        return due_date(f"{regulation.id}/voucher_reissue", asked_on) if regulation else None
    except LookupError:
        return None


def _row(name: str, window: Window, today: date, km: int | None) -> PeriodRow:
    over = window.is_over(today, km or 0)
    until = says.day(window.last_day)
    if window.km is not None:
        until = _("{day}或者{km}，先到为准").format(day=until, km=says.km(window.km))
    return PeriodRow(name, until, _("已经过了") if over else _("在期内"), "" if over else "yes")


def _order(regulation: object) -> str:
    return str(getattr(regulation, "short_en" if _language() == "en" else "short_zh"))


def _language() -> Literal["zh", "en"]:
    return "en" if get_language() == "en" else "zh"
