"""What an adviser sees of a car before he opens a visit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, FilteredRelation, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from claims.record.facts import Network
from claims.record.history import History, history_shown
from claims.record.standing import Standing, standing_of
from claims.repairs import words
from claims.repairs.models import OddityCode, QualityProblem, State
from claims.repairs.services.opening import NO_COMPLAINT
from claims.repairs.told import ToldVisit
from claims.vehicles.models import OdometerReading, Vehicle
from sanbao.accounts.models import Organisation, User
from sanbao.check.results.visit_rows import VisitRow
from sanbao.web import says

MOST_PROBLEMS = 8  # offered as the same one, the latest first; the others are on the page of the item


def arriving_cars() -> QuerySet[Vehicle]:
    """With whoever owns each now and what its odometer showed last, in one query: the screen has twelve in all."""
    readings = OdometerReading.objects.filter(vehicle=OuterRef("pk")).order_by("-read_at", "-id")
    return Vehicle.objects.select_related("model_line__producer", "sale__seller").annotate(
        now=FilteredRelation("ownerships", condition=Q(ownerships__until=None)),
        owner_name=F("now__name"),
        owner_phone=F("now__phone"),
        last_km=Subquery(readings.values("km")[:1]),
    )


@dataclass(frozen=True)
class Owner:
    name: str
    phone: str


@dataclass(frozen=True)
class Earlier:
    """A problem that was here before, with what helps to recognise it."""

    problem: QualityProblem
    hint: str


@dataclass(frozen=True)
class Before:
    """An earlier visit as the history tells it; `url` where it was at this workshop."""

    visit: ToldVisit
    row: VisitRow | None
    url: str

    @property
    def items(self) -> tuple[str, ...]:
        """What was done, also where the sale is not known and nothing can be counted."""
        if self.row is not None:
            return tuple(self.row.items)
        is_finished = self.visit.finished_at is not None
        told = ((item.row.problem, item.work(finished=is_finished)) for item in self.visit.items)
        return tuple(words.problem_and_work(*one) for one in told)


@dataclass(frozen=True)
class Arriving:
    vehicle: Vehicle
    outlet: Organisation
    owner: Owner | None
    last_km: int | None
    standing: Standing
    odd: tuple[str, ...]
    open_visits: tuple[ToldVisit, ...]
    seen: History

    @classmethod
    def of(cls, vehicle: Any, outlet: Organisation, by: User, now: datetime) -> Arriving:
        """`vehicle` is one of `arriving_cars`."""
        network = Network.of(vehicle)
        history = history_shown(vehicle, outlet, network, by=by, at=now)
        still = tuple(one for one in history.shown if one.row.state == State.OPEN and not one.row.is_stated)
        odd = _known_oddities(vehicle, bool(still), is_appointed=history.is_appointed)
        return cls(
            vehicle=vehicle,
            outlet=outlet,
            owner=None if vehicle.owner_name is None else Owner(vehicle.owner_name, vehicle.owner_phone),
            last_km=vehicle.last_km,
            standing=standing_of(vehicle, now, visits=history.shown, network=network),
            odd=tuple(str(code.label) for code in odd),
            open_visits=still,
            seen=history,
        )

    @property
    def problems(self) -> Sequence[Earlier]:
        """What may be the same problem again: each once, the latest first."""
        found: dict[QualityProblem, list[ToldVisit]] = {}
        for visit in reversed(self.standing.visits):
            for item in visit.items:
                if item.row.planned_work not in NO_COMPLAINT:
                    found.setdefault(item.row.problem, []).append(visit)
        return [_earlier(problem, visits) for problem, visits in found.items()][:MOST_PROBLEMS]

    @property
    def history(self) -> Sequence[Before]:
        """The latest first."""
        rows = self.standing.rows
        return [Before(visit, rows.get(visit.row.pk), self._url(visit)) for visit in self.standing.visits][::-1]

    @property
    def is_here(self) -> Sequence[tuple[ToldVisit, str]]:
        """Visits of this workshop that go on: perhaps the one he is looking for."""
        return [(visit, url) for visit in self.open_visits if (url := self._url(visit))]

    def _url(self, visit: ToldVisit) -> str:
        is_own = visit.row.outlet_id == self.outlet.pk
        return reverse("workshop:visit", args=[visit.row.public_id]) if is_own else ""

    @property
    def headline(self) -> str:
        """The one thing to know first; empty where nothing is near."""
        if self.standing.granted:
            return _("这辆车已经符合换车或者退车的条件，请告诉车主。")
        if self.standing.close:
            return _("这次再修，就可能符合换车或者退车的条件。")
        return ""


def _earlier(problem: QualityProblem, visits: list[ToldVisit]) -> Earlier:
    latest = says.day(visits[0].began_at)
    return Earlier(problem, _("来过{count}次，最近{day}").format(count=len(visits), day=latest))


def _known_oddities(vehicle: Vehicle, overlaps: bool, *, is_appointed: bool) -> list[OddityCode]:  # noqa: FBT001
    """What does not fit before anything was typed; the odometer is compared when it is."""
    found = {
        OddityCode.OVERLAP: overlaps,
        OddityCode.UNKNOWN_SALE: getattr(vehicle, "sale", None) is None,
        OddityCode.OTHER_MAKE: not is_appointed,
    }
    return [code for code, is_so in found.items() if is_so]
