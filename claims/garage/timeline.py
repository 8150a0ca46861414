"""Everything that happened to a car, in one line: sold, handed over, repaired, read, passed on, brought back.

Technical facts are told to everybody who may see the car; words and names only to whom they were said (`Viewer`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.garage.headline import asks_owner
from claims.garage.viewing import Viewer
from claims.record.standing import Standing
from claims.repairs import words
from claims.repairs.models import State
from claims.repairs.told import ToldVisit
from claims.vehicles.corrected import corrected
from claims.vehicles.models import OdometerReading, Ownership, Resale, Sale, SaleCorrection, Vehicle
from documents.issuing.models import Paper
from sanbao.check.results.visit_rows import VisitRow
from sanbao.web import says
from sanbao.web.components import TimelineEvent

TOLD_ELSEWHERE = (OdometerReading.Source.HANDOVER, OdometerReading.Source.INTAKE)


@dataclass(frozen=True)
class Happened:
    """The rows of a car. `papers`: its vouchers, each with whether the viewer may open it."""

    vehicle: Vehicle
    sale: Sale | None
    ownerships: tuple[Ownership, ...]
    standing: Standing
    readings: tuple[OdometerReading, ...]
    vouchers: tuple[tuple[Paper, bool], ...]
    corrections: tuple[SaleCorrection, ...]
    resales: tuple[Resale, ...]

    def ownership(self, number: int | None) -> Ownership | None:
        return next((one for one in self.ownerships if one.pk == number), None)


def timeline_of(car: Happened, viewer: Viewer) -> list[TimelineEvent]:
    """The latest first; of one day what comes last in life."""
    told = [
        *_sold(car),
        *_owned(car, viewer),
        *_vouchers(car),
        *_corrected(car, viewer),
        *_visits(car, viewer),
        *_readings(car, viewer),
        *_returned(car),
    ]
    return sorted(told, key=lambda event: event.when or timezone.now())[::-1]


def _on(day: date, said: str) -> TimelineEvent:
    moment = timezone.make_aware(datetime.combine(day, time.min))
    return TimelineEvent(when=moment, says=said, shown_when=says.day(day))


def _sold(car: Happened) -> Iterator[TimelineEvent]:
    sale = car.sale
    if sale is None:
        return
    by = _("（车主填写）") if sale.is_stated else ""
    yield _on(sale.invoiced_on, _("卖出新车，开具发票。销售者：{seller}").format(seller=sale.seller_named) + by)
    if sale.handover_on is not None:
        said = _("交车。")
        if sale.handover_km is not None:
            said = _("交车，里程{km}。").format(km=says.km(sale.handover_km))
        yield _on(sale.handover_on, said + (_("车主填写。") if sale.is_stated else ""))
    if sale.replacement_handover_on is not None:
        yield _on(sale.replacement_handover_on, _("作为三包换来的车交付，三包期间从这一天重新起算。"))


def _owned(car: Happened, viewer: Viewer) -> Iterator[TimelineEvent]:
    for one in car.ownerships:
        if one.acquired_by == Ownership.Acquired.TRANSFER:
            is_own = one.consumer_id == viewer.person.pk
            yield _on(one.since, _("过户到您名下。") if is_own else _("过户，换了车主。"))


def _vouchers(car: Happened) -> Iterator[TimelineEvent]:
    """The first one belongs to the handover; here stand those that took its place."""
    for paper, is_seen in car.vouchers:
        if paper.replaces_id is not None:
            yield TimelineEvent(
                when=paper.issued_at,
                says=_("换发三包凭证，代替原来的一份。"),
                shown_when=says.day(paper.issued_at),
                kind="paper",
                link=reverse("papers:paper", args=[paper.public_id]) if is_seen else "",
                link_label=paper.number if is_seen else "",
            )


def _corrected(car: Happened, viewer: Viewer) -> Iterator[TimelineEvent]:
    bought = next((one for one in car.ownerships if one.acquired_by == Ownership.Acquired.SALE), None)
    with_invoice = viewer.sold_it or (bought is not None and bought.consumer_id == viewer.person.pk)
    for one in car.corrections:
        changes = _("；").join(corrected(one, with_invoice=with_invoice))
        said = _("销售者更正销售。{changes}。").format(changes=changes)
        remarks = (_("原因：{reason}").format(reason=one.reason),) if with_invoice else ()
        yield TimelineEvent(when=one.made_at, says=said, shown_when=says.day(one.made_at), remarks=remarks)


def _visits(car: Happened, viewer: Viewer) -> Iterator[TimelineEvent]:
    rows = car.standing.rows
    for visit in car.standing.visits:
        opens, complaint = viewer.may_open(visit), visit.row.complaint
        hears = viewer.hears(car.ownership(visit.row.ownership_id), visit.row.outlet_id)
        yield TimelineEvent(
            when=visit.began_at,
            says=_visit(visit, rows.get(visit.row.pk), asks=viewer.is_owner and asks_owner(visit)),
            shown_when=says.day(visit.began_at) if _is_day(visit) else says.moment(visit.began_at),
            who=visit.row.place,
            kind="now" if visit.row.state == State.OPEN else "event",
            link=visit.row.get_absolute_url() if opens else "",
            link_label=_("第{number}次送修").format(number=visit.row.number) if opens else "",
            remarks=(complaint,) if complaint and hears else (),
        )


def _is_day(visit: ToldVisit) -> bool:
    """An owner knows of his slips the day; the time that is assumed for it says nothing here."""
    return visit.row.is_stated and "received_at" in visit.assumed


def _visit(visit: ToldVisit, row: VisitRow | None, *, asks: bool) -> str:
    """What was done, and what the law counts of it, in the words of the other pages."""
    asked = _("是不是同一个问题，等您回答。") if asks else ""
    asked += _stated(visit)
    if row is not None:
        told = _("送修。{items}。{finished}。{says}。")
        return told.format(items=_("；").join(row.items), finished=row.finished, says=row.says) + asked
    is_finished = visit.finished_at is not None
    done = (words.problem_and_work(item.row.problem, item.work(finished=is_finished)) for item in visit.items)
    items = _("；").join(done)
    return _("送修，里程{km}。{items}。").format(km=says.km(visit.mileage_km), items=items) + asked


def _stated(visit: ToldVisit) -> str:
    """That the owner tells it, and whether his repairer does, too."""
    if not visit.row.is_stated:
        return ""
    if visit.row.same_as_id is not None:
        return _("车主填写。与修理者的登记是同一次，次数和天数按修理者的登记算。")
    if visit.double is not None:
        return _("车主填写。可能和第{number}次送修是同一次，确认以前不计算。").format(number=visit.double.number)
    return _("车主填写。")


def _readings(car: Happened, viewer: Viewer) -> Iterator[TimelineEvent]:
    """What a visit or the handover does not tell already, and whatever did not fit."""
    for one in car.readings:
        if one.source in TOLD_ELSEWHERE and not one.lower_because:
            continue
        said = _("里程{km}，{source}。").format(km=says.km(one.km), source=one.get_source_display())
        if one.lower_because:
            said += _("和以前的读数对不上：{why}。").format(why=one.get_lower_because_display())
        reads = one.words and viewer.reads(one, car.ownership(one.ownership_id))
        is_day = one.precision == OdometerReading.Precision.DAY
        yield TimelineEvent(
            when=one.read_at,
            says=said,
            shown_when=says.day(one.read_at) if is_day else says.moment(one.read_at),
            remarks=(one.words,) if reads else (),
        )


def _returned(car: Happened) -> Iterator[TimelineEvent]:
    vehicle = car.vehicle
    if vehicle.brought_back_on is not None:
        how = vehicle.get_brought_back_by_display()
        yield _on(vehicle.brought_back_on, _("三包{how}，车交还销售者。").format(how=how))
    for one in car.resales:
        yield _on(one.sold_on, _("换退的车再次销售。销售者：{seller}").format(seller=one.seller.name))
