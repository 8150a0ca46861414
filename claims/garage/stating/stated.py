"""What an owner has stated, as its pages show it: beside what others have registered since."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from claims.garage.stating import car_pages, visit_pages
from claims.garage.stating.guide import Row
from claims.record.facts import sale_known
from claims.repairs import words
from claims.repairs.models import Visit, VisitStatement
from claims.repairs.permissions import can_change_stated
from claims.repairs.selectors import visits_of, whole_visits
from claims.repairs.signing import evidence_subject
from claims.repairs.told import ToldVisit, told
from claims.vehicles.models import CarStatement, Vehicle
from claims.vehicles.permissions import can_see_stated_papers, may_correct
from claims.vehicles.selectors import current_ownership
from claims.vehicles.signables import stated_subject
from documents.evidence.models import Evidence
from documents.evidence.strip import strip_items
from documents.evidence.subjects import Subject
from sanbao.accounts.models import User
from sanbao.web import says
from sanbao.web.components import EvidenceStrip


@dataclass(frozen=True)
class Difference:
    """One thing that both have told, differently."""

    label: str
    yours: str
    theirs: str


@dataclass(frozen=True)
class Earlier:
    """What was told before, as far as it was told otherwise later."""

    number: int | None
    stated_at: datetime | None
    rows: Sequence[Row]


MOST_EARLIER = 3  # the latest of them; all are kept


def _earlier(told_: Sequence[Any], summaries: Sequence[Sequence[Row]]) -> tuple[Earlier, ...]:
    """The latest first, each compared with the one after it."""
    pairs = zip(told_[1:], summaries[1:], summaries, strict=False)
    return tuple(
        Earlier(one.number, one.stated_at, [row for row in rows if row not in later]) for one, rows, later in pairs
    )


@dataclass(frozen=True)
class StatedCarPage:
    """`visits`: those stated of the car, the latest first."""

    vehicle: Vehicle
    statement: CarStatement
    earlier: Sequence[Earlier]
    rows: Sequence[Row]
    differences: Sequence[Difference]
    photos: EvidenceStrip | None
    visits: Sequence[ToldVisit]
    may_change: bool

    @property
    def is_confirmed(self) -> bool:
        """A seller has registered the sale since."""
        return not self.vehicle.is_stated_by_owner


def stated_car_page(vehicle: Vehicle, person: User) -> StatedCarPage | None:
    """None where nothing was stated of the car."""
    statements = vehicle.statements.filter(stated_at__isnull=False, withdrawn_at=None)
    found = list(statements.select_related("organisation").order_by("-number"))
    if not found:
        return None
    owner = current_ownership(vehicle)
    for one in found:
        one.vehicle = vehicle
    summaries = [car_pages.summary(one, masked=True) for one in found[: 1 + MOST_EARLIER]]
    return StatedCarPage(
        vehicle=vehicle,
        statement=found[0],
        earlier=_earlier(found, summaries),
        rows=summaries[0],
        differences=() if vehicle.is_stated_by_owner else tuple(_of_car(found[0], vehicle)),
        photos=_photos(stated_subject(owner)) if owner and can_see_stated_papers(person, owner) else None,
        visits=[one for one in visits_of(vehicle) if one.row.is_stated][::-1],
        may_change=may_correct(person, vehicle, found[0], owner),
    )


def _of_car(statement: CarStatement, vehicle: Vehicle) -> Iterable[Difference]:
    """What the seller has registered otherwise."""
    sale, car = sale_known(vehicle), car_pages.told(statement)
    if sale is None:
        return
    bought = car.purchase
    pairs = (
        (_("开票日期"), _day(bought.invoiced_on), _day(sale.invoiced_on)),
        (_("交车日期"), _day(bought.handover_on), _day(sale.handover_on)),
        (_("车价款"), _yuan(bought.price_yuan), _yuan(sale.price_yuan)),
        (_("发票号码"), bought.invoice_number, sale.invoice_number),
        (_("销售者"), bought.seller_name, sale.seller_named),
        (_("用途"), car.identity.use and Vehicle.Use(car.identity.use).label, vehicle.get_use_display()),
    )
    for label, yours, theirs in pairs:
        if yours and theirs and yours != theirs:
            yield Difference(label, str(yours), str(theirs))


@dataclass(frozen=True)
class StatedVisitPage:
    """`other`: the repairer's own entry of it, or the one that it may be; `is_matched`: somebody has said that it is."""

    visit: ToldVisit
    statement: VisitStatement
    earlier: Sequence[Earlier]
    rows: Sequence[Row]
    other: ToldVisit | None
    is_matched: bool
    differences: Sequence[Difference]
    photos: EvidenceStrip
    may_change: bool


def _photos(subject: Subject) -> EvidenceStrip:
    """Of a page that only those may read who may see and add them: to ask for each again costs queries."""
    items = Evidence.objects.filter(subject=str(subject)).select_related("added_by").order_by("added_at", "id")
    add_url = reverse("evidence:add", args=[subject.kind.name, subject.id])
    return EvidenceStrip(tuple(strip_items(items.prefetch_related("files"))), label=_("照片"), add_url=add_url)


def stated_visit_page(visit: Visit, person: User) -> StatedVisitPage:
    found = list(visit.statements.filter(stated_at__isnull=False).order_by("-number"))
    for one in found:
        one.vehicle = visit.vehicle
    summaries = [visit_pages.summary(one) for one in found[: 1 + MOST_EARLIER]]
    all_visits = [told(whole_visits().get(pk=visit.pk))] if visit.withdrawn_at else visits_of(visit.vehicle)
    own = next(one for one in all_visits if one.row.pk == visit.pk)
    number = visit.same_as_id or (own.double.pk if own.double else None)
    other = next((one for one in all_visits if one.row.pk == number), None)
    return StatedVisitPage(
        visit=own,
        statement=found[0],
        earlier=_earlier(found, summaries),
        rows=summaries[0],
        other=other,
        is_matched=visit.same_as_id is not None,
        differences=tuple(_of_visit(own, other)) if other else (),
        photos=_photos(evidence_subject(visit)),
        may_change=can_change_stated(person, visit),
    )


def _of_visit(own: ToldVisit, other: ToldVisit) -> Iterable[Difference]:
    pairs = (
        (_("送修时间"), _moment(own.received_at, own, "received_at"), _moment(other.received_at, other, "received_at")),
        (
            _("修好的时间"),
            _moment(own.finished_at, own, "finished_at"),
            _moment(other.finished_at, other, "finished_at"),
        ),
        (_("送修时的里程"), says.km(own.mileage_km), says.km(other.mileage_km)),
        (_("修了什么"), done(own), done(other)),
    )
    for label, yours, theirs in pairs:
        if yours != theirs:
            yield Difference(label, yours or _("没有填写"), theirs or _("没有填写"))


def done(visit: ToldVisit) -> str:
    """变速器顿挫：修理；……"""
    is_finished = visit.finished_at is not None
    told_ = (words.problem_and_work(item.row.problem, item.work(finished=is_finished)) for item in visit.items)
    return _("；").join(told_)


def _moment(moment: datetime | None, visit: ToldVisit, name: str) -> str:
    if moment is None:
        return ""
    return says.day(moment) if name in visit.assumed else says.moment(moment)


def _day(day: object) -> str:
    return says.day(day) if day else ""  # type: ignore[arg-type]  # a day or nothing


def _yuan(amount: Decimal | None) -> str:
    return "" if amount is None else says.yuan(amount)
