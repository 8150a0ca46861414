"""What stands on the page of a car, for its owner, an outlet that knows it, or its producer: the same numbers for all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django.utils.translation import gettext as _

from claims.garage.actions import actions_for
from claims.garage.headline import headline_of
from claims.garage.timeline import Happened, timeline_of
from claims.garage.viewing import Viewer, viewer_of
from claims.record.facts import Network, sale_known
from claims.record.selectors import OutletLook, looks_at
from claims.record.standing import Standing, standing_of
from claims.repairs.selectors import visits_of
from claims.repairs.told import ToldVisit
from claims.vehicles import permissions
from claims.vehicles.models import OdometerReading, Ownership, Resale, Sale, SaleCorrection, Vehicle
from claims.vehicles.selectors import readings
from documents.issuing.models import Paper
from documents.issuing.permissions import papers_visible_to
from documents.papers.printing import VOUCHER
from sanbao.accounts.held import held_by
from sanbao.accounts.models import User
from sanbao.check.results.headline import governed_by
from sanbao.check.results.period_rows import PeriodRow, least_periods, period_rows, starts_on
from sanbao.web.components import Action, DecisionCard, Pagination, Timeline

ON_A_PAGE = 12
WEAR_PART = "wear_part_period"


@dataclass(frozen=True)
class CarPage:
    """`hidden`: visits elsewhere that this person does not see, and that are not counted for him."""

    vehicle: Any  # as `cars_seen_by` has read it
    sale: Sale | None
    viewer: Viewer
    owner: Ownership | None
    standing: Standing
    hidden: int
    periods: tuple[PeriodRow, ...]
    headline: DecisionCard
    timeline: Timeline
    pagination: Pagination
    papers: tuple[Paper, ...]
    last_reading: OdometerReading | None
    resale: Resale | None
    may_resell: bool
    looks: Sequence[OutletLook]

    @property
    def periods_say(self) -> str:
        """From when they run, and on what they rest."""
        matter = self.standing.matter
        return "" if matter is None or not self.periods else matter.run_on(starts_on(matter), governed_by(matter))

    @property
    def main_periods(self) -> tuple[PeriodRow, ...]:
        return tuple(row for row in self.periods if row.code != WEAR_PART)

    @property
    def wear_parts(self) -> tuple[PeriodRow, ...]:
        return tuple(row for row in self.periods if row.code == WEAR_PART)

    @property
    def least_says(self) -> str:
        """Why the periods are the law's least."""
        if not self.is_least:
            return ""
        if self.sale is not None and self.sale.is_stated:
            return _("没有填凭证上的期限，按法定的最短期限算。")
        return _("没有生产者备案的条款，按规定的最低期限算。")

    @property
    def is_least(self) -> bool:
        matter = self.standing.matter
        return matter is not None and bool(least_periods(matter))

    @property
    def actions(self) -> tuple[Action, ...]:
        return actions_for(self.vehicle, self.viewer)

    def may_state(self) -> bool:
        return self.viewer.is_owner or self.viewer.keeps

    @property
    def may_lose_voucher(self) -> bool:
        return self.viewer.is_owner and self.sale is not None and self.sale.voucher_id is not None


def car_page(vehicle: Vehicle, person: User, request: HttpRequest, now: datetime) -> CarPage:
    ownerships = tuple(vehicle.ownerships.select_related("consumer").order_by("since", "id"))
    owner = next((one for one in ownerships if one.until is None), None)
    viewer = viewer_of(person, held_by(request), vehicle, owner)
    network, visits = Network.of(vehicle), _with_car(visits_of(vehicle), vehicle)
    seen = viewer.visits_seen(vehicle, visits, network, now)
    standing = standing_of(vehicle, now, visits=seen, network=network)
    read, papers = tuple(readings(vehicle)), _papers(vehicle, person)
    sale, resales = sale_known(vehicle), _resales(vehicle)
    vouchers = tuple((one, one.is_seen) for one in papers if one.kind == VOUCHER)
    corrections = _corrections(vehicle, sale)
    happened = Happened(vehicle, sale, ownerships, standing, read, vouchers, corrections, resales)
    page = Paginator(timeline_of(happened, viewer), ON_A_PAGE).get_page(request.GET.get("page"))
    periods = period_rows(standing.matter, _last_km(read, seen)) if standing.matter else ()
    return CarPage(
        vehicle=vehicle,
        sale=sale,
        viewer=viewer,
        owner=owner,
        standing=standing,
        hidden=len(visits) - len(seen),
        periods=periods,
        headline=headline_of(
            vehicle=vehicle, standing=standing, periods=periods, viewer=viewer, is_resold=bool(resales), now=now
        ),
        timeline=Timeline(tuple(page), _("这辆车的经过")),
        pagination=Pagination.of(page, request),
        papers=tuple(one for one in papers if one.is_seen and one.pk not in _replaced(papers) and not one.withdrawn_at),
        last_reading=read[0] if read else None,
        resale=resales[-1] if resales else None,
        may_resell=viewer.deals and owner is None and permissions.can_resell_somewhere(person, vehicle),
        looks=looks_at(vehicle) if viewer.is_owner else (),
    )


def _last_km(read: Sequence[OdometerReading], visits: Sequence[ToldVisit]) -> int:
    """The latest reading; or what an owner has stated of a later visit, of which there is no reading."""
    told = [(one.began_at, one.mileage_km) for one in visits if one.row.is_stated and one.counts]
    last = max([*told, *((one.read_at, one.km) for one in read[:1])], default=None)
    return last[1] if last else 0


def _with_car(visits: list[ToldVisit], vehicle: Vehicle) -> list[ToldVisit]:
    """Each speaks of this car, as it was read once."""
    for one in visits:
        one.row.vehicle = vehicle
    return visits


def _corrections(vehicle: Any, sale: Sale | None) -> tuple[SaleCorrection, ...]:
    return tuple(sale.corrections.order_by("made_at", "id")) if sale is not None and vehicle.is_corrected else ()


def _resales(vehicle: Vehicle) -> tuple[Resale, ...]:
    if vehicle.brought_back_on is None:
        return ()
    return tuple(vehicle.resales.select_related("seller").order_by("id"))


def _papers(vehicle: Vehicle, person: User) -> Sequence[Any]:
    """All of the car, each with whether the person may open it; the latest first."""
    is_seen = Exists(papers_visible_to(person).filter(pk=OuterRef("pk")))
    about = Paper.objects.filter(subject=vehicle.ledger_subject).annotate(is_seen=is_seen)
    shown = ("public_id", "number", "kind", "issued_at", "replaces", "withdrawn_at")
    return list(about.only(*shown).order_by("-id"))


def _replaced(papers: Sequence[Paper]) -> set[int | None]:
    return {one.replaces_id for one in papers}
