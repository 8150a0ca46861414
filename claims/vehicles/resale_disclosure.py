"""The writing by which a returned car is sold again: that it came back, why, that it passed inspection, what is agreed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.vehicles.models import Resale
from claims.vehicles.paper_kinds import RESALE
from documents.fonts.provided import provided_fonts
from documents.papers.checking import Problem, cited, refuse_if_any, unprintable
from documents.papers.printing import CHINESE, imprint, pictures
from documents.papers.proof import Proof
from documents.papers.voucher import ORDER_43, StatutoryItem
from documents.render import render
from sanbao.law.regulations import regulation
from sanbao.web import says

LONGEST_TEXT = 500
_RULE = regulation(ORDER_43).parameters["resale_disclosure"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DisclosureContext:
    number: str
    car: str
    vin: str
    seller: str
    buyer: str
    sold_on: date
    price_yuan: Decimal
    km: int | None
    brought_back_on: date
    brought_back_by: str
    reason: str
    inspected_on: date
    inspected_by: str
    agreed: str
    replaces: str = ""
    proof: Proof | None = None


def disclosure(resale: Resale, km: int | None) -> DisclosureContext:
    """In Chinese, whatever language the page has."""
    vehicle = resale.vehicle
    assert vehicle.brought_back_on is not None  # noqa: S101  can_resell said so
    with translation.override(CHINESE):
        return DisclosureContext(
            number="",
            car=" ".join(filter(None, (vehicle.name, vehicle.specification))),
            vin=vehicle.vin,
            seller=resale.seller.name,
            buyer=resale.buyer_name,
            sold_on=resale.sold_on,
            price_yuan=Decimal(resale.price_fen) / 100,
            km=km,
            brought_back_on=vehicle.brought_back_on,
            brought_back_by=str(vehicle.get_brought_back_by_display()),
            reason=resale.reason,
            inspected_on=resale.inspected_on,
            inspected_by=resale.inspected_by,
            agreed=resale.agreed,
        )


def items(_context: DisclosureContext) -> Iterable[StatutoryItem]:
    """What the law wants in the writing (Order 43, article 33)."""
    fields = {
        "inspection_passed": (gettext_lazy("检验合格"), ("inspected_on", "inspected_by")),
        "was_returned": (gettext_lazy("是三包换退的车"), ("brought_back_on", "brought_back_by")),
        "reason_of_return": (gettext_lazy("换退的原因"), ("reason",)),
    }
    codes = _RULE.on(_RULE.values[-1][0])
    return [StatutoryItem(fields[code][0], _RULE.citation, fields[code][1]) for code in codes]


def check(context: DisclosureContext) -> None:
    refuse_if_any(_problems(context))


def _problems(context: DisclosureContext) -> Iterator[Problem]:
    yield from unprintable(context, provided_fonts().coverage, LONGEST_TEXT)


def printed(context: DisclosureContext, made_at: datetime) -> bytes:
    with translation.override(CHINESE):
        values = {
            "paper": context,
            "title": _("换退车再次销售告知书 {number}").format(number=context.number),
            "heading": _("换退车再次销售告知书"),
            "rows": list(_rows(context)),
            "citation": cited(_RULE.citation),
        }
        return render(
            "vehicles/papers/resale.html",
            values,
            imprint(RESALE, context, made_at),
            language=CHINESE,
            pictures=pictures(context.proof),
        )


def _rows(context: DisclosureContext) -> Iterable[tuple[str, str]]:
    yield _("车辆"), context.car
    yield _("车辆识别代号"), context.vin
    if context.km is not None:
        yield _("里程"), says.km(context.km)
    yield _("销售者"), context.seller
    yield _("买车人"), context.buyer
    yield _("销售日期"), says.day(context.sold_on)
    yield _("车价款"), says.yuan(context.price_yuan)
