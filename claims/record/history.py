"""The visits of a car that a workshop sees: its own, and those of others where the producer has appointed it today."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from claims.filings.selectors import appointments_on
from claims.record.facts import Network
from claims.record.models import Look
from claims.record.permissions import can_see_elsewhere
from claims.record.services.looking import TooManyLooksError, look_record
from claims.repairs.models import Item, QualityProblem
from claims.repairs.selectors import problems_of, visits_of
from claims.repairs.told import ToldVisit
from claims.vehicles.models import Vehicle
from sanbao.accounts.models import Organisation, User
from sanbao.law.repair_time import in_china


@dataclass(frozen=True)
class History:
    """`elsewhere`: how many of the visits shown are of other workshops. `hidden`: how many of those are not shown."""

    shown: tuple[ToldVisit, ...]
    elsewhere: int
    hidden: int
    is_appointed: bool
    is_too_often: bool = False

    @classmethod
    def of(cls, visits: Sequence[ToldVisit], outlet: Organisation, network: Network, at: datetime) -> History:
        own = tuple(one for one in visits if one.row.outlet_id == outlet.pk)
        others = len(visits) - len(own)
        if can_see_elsewhere(outlet, network, at):
            return cls(tuple(visits), others, 0, is_appointed=True)
        return cls(own, 0, others, is_appointed=False)

    def own_alone(self, outlet: Organisation) -> History:
        own = tuple(one for one in self.shown if one.row.outlet_id == outlet.pk)
        return History(own, 0, self.elsewhere, self.is_appointed, is_too_often=True)


def history_shown(
    vehicle: Vehicle,
    outlet: Organisation,
    network: Network,
    *,
    visits: Sequence[ToldVisit] | None = None,
    by: User,
    at: datetime,
) -> History:
    """What the outlet sees now. A look at visits of others is noted; beyond the limit only its own are shown."""
    told = visits_of(vehicle) if visits is None else visits
    history = History.of(told, outlet, network, at)
    if not history.elsewhere:
        return history
    try:
        look_record(vehicle=vehicle, outlet=outlet, visits_shown=history.elsewhere, by=by, at=at)
    except TooManyLooksError:
        return history.own_alone(outlet)
    return history


def visits_seen_from(
    places: Collection[int],
    vehicle: Vehicle,
    network: Network,
    visits: Sequence[ToldVisit],
    *,
    by: User,
    at: datetime,
) -> list[ToldVisit]:
    """By the same rule, for a person of several outlets: one that is appointed looks for him."""
    own = [one for one in visits if one.row.outlet_id in places]
    if len(own) == len(visits):
        return own
    appointed = (
        Organisation.objects.filter(pk__in=[one for one in places if network.has(one, at)]).order_by("pk").first()
    )
    if appointed is None:
        return own
    shown = history_shown(vehicle, appointed, network, visits=visits, by=by, at=at)
    return own if shown.is_too_often else list(shown.shown)


def problems_shown(vehicle: Vehicle, outlet: Organisation, *, by: User, at: datetime) -> Sequence[QualityProblem]:
    """By the same rule: those that the outlet has had in its hands, and those that others found."""
    at_outlet = Item.objects.filter(problem=OuterRef("pk"), visit__outlet=outlet)
    problems = list(problems_of(vehicle).annotate(is_own=Exists(at_outlet)))
    own = [one for one in problems if one.is_own]
    if len(own) == len(problems) or not can_see_elsewhere(outlet, Network.of(vehicle), at):
        return own
    elsewhere = vehicle.visits.exclude(outlet=outlet).count()
    try:
        look_record(vehicle=vehicle, outlet=outlet, visits_shown=elsewhere, by=by, at=at)
    except TooManyLooksError:
        return own
    return problems


def items_shown(outlet_ids: Collection[int | None], at: datetime) -> Q:
    """Items of visits at these outlets, and those of cars at whose history one of them has looked and that it is still
    appointed to repair."""
    looked = Look.objects.filter(outlet__in=outlet_ids, vehicle=OuterRef("visit__vehicle"))
    by_producer = Q(repairs=True, outlet__in=outlet_ids, producer=OuterRef("visit__vehicle__model_line__producer"))
    appointed = appointments_on(in_china(at).date()).filter(by_producer)
    return Q(visit__outlet__in=outlet_ids) | (Q(Exists(looked)) & Q(Exists(appointed)))
