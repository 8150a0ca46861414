"""The record of a handover as a paper: the car, what was done by which article, both signatures, the owner's code."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from claims.vehicles.duties import duties_on
from claims.vehicles.models import Sale
from claims.vehicles.paper_kinds import HANDOVER
from claims.vehicles.selectors import handover_of
from documents.fonts.provided import provided_fonts
from documents.papers.checking import Problem, refuse_if_any, unprintable
from documents.papers.printing import CHINESE, imprint, pictures
from documents.papers.proof import Proof
from documents.render import render
from documents.signatures.component import state_of
from documents.signatures.models import Signature
from documents.signatures.selectors import holds, signatures_of
from documents.signatures.strokes import path_of
from sanbao.web import says

LONGEST_TEXT = 1_000
_STROKES = 40_000  # a drawn signature is long


@dataclass(frozen=True, slots=True)
class DoneDuty:
    label: str
    citation: str
    details: str = ""


@dataclass(frozen=True, slots=True)
class Signed:
    """`path`: SVG path data of a drawn signature, empty where it was given in another way."""

    role: str
    name: str
    how: str
    path: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverContext:
    """`bind_code` is empty where the buyer has bound the car already."""

    number: str
    car: str
    vin: str
    seller: str
    buyer: str
    invoice_number: str
    invoiced_on: date
    price_yuan: Decimal
    handover_on: date
    km: int
    duties: tuple[DoneDuty, ...]
    words: str
    signatures: tuple[Signed, ...]
    content_hash: str
    bind_code: str
    bind_address: str
    replaces: str = ""
    proof: Proof | None = None


def handover_record(sale: Sale, bind_code: str) -> HandoverContext:
    """In Chinese, whatever language the adviser's page has."""
    signable, buyer = handover_of(sale), sale.vehicle.ownerships.get(until=None)
    with translation.override(CHINESE):
        return HandoverContext(
            number="",
            car=" ".join(filter(None, (sale.vehicle.name, sale.vehicle.specification))),
            vin=sale.vehicle.vin,
            seller=sale.seller_named,
            buyer=buyer.name,
            invoice_number=sale.invoice_number,
            invoiced_on=sale.invoiced_on,
            price_yuan=sale.price_yuan or Decimal(0),
            handover_on=sale.handover_on or sale.invoiced_on,
            km=sale.handover_km or 0,
            duties=tuple(
                DoneDuty(duty.label, duty.citation, _("、").join(duty.details)) for duty in duties_on(sale.invoiced_on)
            ),
            words=sale.handover_words,
            signatures=tuple(_signed(one) for one in signatures_of(signable) if holds(one)),
            content_hash=signable.content_hash,
            bind_code=bind_code,
            bind_address=f"{settings.SITE}{reverse('vehicles:bind')}",
        )


def _signed(signature: Signature) -> Signed:
    state = state_of(signature, None)
    return Signed(state.role, state.name, state.how, path_of(signature.strokes) if signature.strokes else "")


def check(context: HandoverContext) -> None:
    refuse_if_any(_problems(context))


def _problems(context: HandoverContext) -> Iterator[Problem]:
    coverage = provided_fonts().coverage
    if not context.signatures:
        yield Problem("signatures", _("还没有签字。"))
    yield from unprintable(_without_strokes(context), coverage, LONGEST_TEXT)


def _without_strokes(context: HandoverContext) -> Mapping[str, object]:
    told: dict[str, object] = {name: getattr(context, name) for name in context.__slots__ if name != "signatures"}
    return told | {"signatures": tuple((one.role, one.name, one.how) for one in context.signatures)}


def printed(context: HandoverContext, made_at: datetime) -> bytes:
    with translation.override(CHINESE):
        values = {
            "paper": context,
            "title": _("交车记录 {number}").format(number=context.number),
            "heading": _("交车记录"),
            "rows": list(_rows(context)),
            "signatures": context.signatures,
        }
        return render(
            "vehicles/papers/handover.html",
            values,
            imprint(HANDOVER, context, made_at),
            language=CHINESE,
            pictures=pictures(context.proof),
        )


def _rows(context: HandoverContext) -> Iterable[tuple[str, str]]:
    yield _("车辆"), context.car
    yield _("车辆识别代号"), context.vin
    yield _("销售者"), context.seller
    yield _("买车人"), context.buyer
    yield (
        _("购车发票"),
        _("{number}，{day}开具").format(number=context.invoice_number, day=says.day(context.invoiced_on)),
    )
    yield _("车价款"), says.yuan(context.price_yuan)
    yield _("交车日期"), says.day(context.handover_on)
    yield _("交车时的里程"), says.km(context.km)
    if context.words:
        yield _("说明的事"), context.words
