"""What a person is to a car, and what he may therefore see of it. Read with the car itself, in one query."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import BooleanField, Case, Exists, OuterRef, QuerySet, Subquery, When

from claims.record.facts import Network, sale_known
from claims.record.history import visits_seen_from
from claims.repairs.told import ToldVisit
from claims.vehicles.models import (
    BindingRequest,
    CarStatement,
    KnownVehicle,
    OdometerReading,
    Ownership,
    ReissueRequest,
    SaleCorrection,
    Vehicle,
)
from claims.vehicles.permissions import SEEING_ROLES, SELLING_ROLES, vehicles_visible_to, written_down_by
from sanbao.accounts.held import Held
from sanbao.accounts.models import User


@dataclass(frozen=True)
class Viewer:
    """`places`: where the person works and sees cars. `deals`: one of them knows the car and deals with its owner.

    `keeps`: a clerk who has written the car down for its owner.
    """

    person: User
    places: frozenset[int]
    is_owner: bool
    deals: bool
    sold_it: bool
    makes_it: bool
    keeps: bool = False

    def visits_seen(
        self, vehicle: Vehicle, visits: Sequence[ToldVisit], network: Network, now: datetime
    ) -> list[ToldVisit]:
        """All: owner, the clerk for him, and producer. An outlet that the producer has appointed sees all as well, which is noted; others, also
        the seller of the car, see what was done at their own outlets.
        """
        if self.is_owner or self.makes_it or self.keeps:
            return list(visits)
        return visits_seen_from(self.places, vehicle, network, visits, by=self.person, at=now)

    def may_open(self, visit: ToldVisit) -> bool:
        """The visit's own page: its owner's and its workshop's; of what was stated the clerk's, too."""
        if visit.row.is_stated:
            return self.is_owner or self.keeps
        return self.is_owner or visit.row.outlet_id in self.places

    def hears(self, ownership: Ownership | None, outlet_id: int | None) -> bool:
        """What an owner said: himself, and the outlet to which he said it; not whoever owns the car later."""
        said_it = ownership is not None and ownership.consumer_id == self.person.pk
        return said_it or (outlet_id is not None and outlet_id in self.places)

    def reads(self, reading: OdometerReading, ownership: Ownership | None) -> bool:
        return self.deals or self.hears(ownership, reading.outlet_id)


def cars_seen_by(person: User, held: Sequence[Held]) -> QuerySet[Vehicle]:
    """With sale and producer, and what `viewer_of` and the page ask of each car."""
    dealing = [one.organisation_id for one in held if one.role in SELLING_ROLES]
    asked = BindingRequest.objects.filter(vehicle=OuterRef("pk"), decision="").order_by("asked_at")
    told = CarStatement.objects.filter(vehicle=OuterRef("pk"), stated_at__isnull=False, withdrawn_at=None)
    found = vehicles_visible_to(person).select_related("model_line__producer", "sale__seller", "sale__voucher")
    return found.annotate(
        deals=Exists(KnownVehicle.objects.filter(vehicle=OuterRef("pk"), outlet__in=dealing)),
        others_asked_at=Subquery(asked.values("asked_at")[:1]),
        is_corrected=Exists(SaleCorrection.objects.filter(sale__vehicle=OuterRef("pk"))),
        is_stated=Exists(told),
        is_kept=Case(When(written_down_by(person), then=True), default=False, output_field=BooleanField()),
        voucher_asked=Exists(ReissueRequest.objects.filter(sale__vehicle=OuterRef("pk"), answered_at=None)),
    )


def viewer_of(person: User, held: Sequence[Held], vehicle: Any, owner: Ownership | None) -> Viewer:
    """Of a car that `cars_seen_by` has read."""
    places = frozenset(one.organisation_id for one in held if one.role in SEEING_ROLES)
    is_owner = owner is not None and owner.consumer_id == person.pk
    sale, line = sale_known(vehicle), vehicle.model_line
    return Viewer(
        person=person,
        places=places,
        is_owner=is_owner,
        deals=bool(vehicle.deals) and not is_owner,
        sold_it=sale is not None and sale.seller_id in places,
        makes_it=line is not None and line.producer_id in places,
        keeps=bool(vehicle.is_kept),
    )
