"""Demonstration visits, opened, worked on and finished by the services as the workshops would."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone

from claims.repairs.demo_visits import FEW, STORIES, Came, Story
from claims.repairs.models import Item, QualityProblem, Visit
from claims.repairs.permissions import workshops_of
from claims.repairs.services.finishing import Done, record_complete, visit_close, visit_finish, visit_hand_back
from claims.repairs.services.opening import Arrival, visit_open
from claims.repairs.services.working import item_save, visit_take, wait_start, wait_stop
from claims.repairs.signing import CONSUMER, HAND_OVER, REPAIRER, signable
from claims.repairs.statutory import REPLACEMENTS
from claims.vehicles.models import Vehicle
from documents.signatures.models import Via
from documents.signatures.permissions import Hand
from documents.signatures.services import Signer, signature_draw, signature_request
from sanbao.accounts.models import User

_NAMES = UUID("3c8e5c1e-0a4b-4f3c-8d2f-6a0f9f1b2c31")
_HOUR = timedelta(hours=1)
_STROKES = "M60 150L90 60L130 150L160 80L200 140L240 60L260 150"


def build(_at: datetime) -> None:
    """Run again, it finds everything there and changes nothing."""
    _build(STORIES)


def build_small(_at: datetime) -> None:
    """For those who want the world in a second."""
    _build(FEW)


@transaction.atomic
def _build(stories: Sequence[Story]) -> None:
    for story in stories:
        vehicle = Vehicle.objects.filter(vin=story.vin).select_related("model_line__producer").first()
        if vehicle is not None and not vehicle.visits.exists():
            adviser = User.objects.get(username=story.adviser)
            for number, came in enumerate(story.visits, 1):
                _Visiting(vehicle, adviser, came, number).tell()


@dataclass
class _Visiting:
    vehicle: Vehicle
    adviser: User
    came: Came
    number: int

    @property
    def at(self) -> datetime:
        return timezone.make_aware(self.came.at)

    def tell(self) -> None:
        visit = self._open()
        self._describe(visit)
        self._wait(visit)
        if self.came.technician:
            technician = User.objects.get(username=self.came.technician)
            visit_take(visit=visit, by=technician, at=self.at + _HOUR)
        if self.came.hours is not None:
            self._finish(visit, self.at + timedelta(hours=self.came.hours))

    def _open(self) -> Visit:
        came = self.came
        again = QualityProblem.objects.filter(vehicle=self.vehicle, number=came.again).first()
        arrival = Arrival(
            mileage_km=came.km,
            complaint=came.complaint,
            received_at=self.at,
            planned_work="maintenance" if came.work == "maintenance" else "repair",
            plate=self.vehicle.plate,
            problem=again,
            problem_name=came.name,
        )
        outlet = workshops_of(self.adviser).latest("id")
        key = uuid5(_NAMES, f"{self.vehicle.vin}/{self.number}")
        return visit_open(vehicle=self.vehicle, arrival=arrival, outlet=outlet, key=key, by=self.adviser, at=self.at)

    def _describe(self, visit: Visit) -> None:
        came, item = self.came, Item.objects.select_related("problem").get(visit=visit)
        told: dict[str, object] = {
            "group": came.group,
            "component": came.component,
            "position": came.position,
            "cause": came.cause,
            "planned_work": came.work,
        }
        if came.serious_safety:
            told["serious_safety"] = came.serious_safety
        if came.work == "maintenance":
            told |= {"quality_problem": "no", "quality_reason": "到期保养"}
        if came.hours is not None:
            told |= {"labour_minutes": 120, "labour_fen": 0, "material_fen": 0}
            if came.work in REPLACEMENTS:
                told |= {"old_part_number": f"YS-{came.km:06d}-A", "new_part_number": f"YS-{came.km:06d}-B"}
        item_save(visit=visit, item=item, values=told, problem=item.problem, by=self.adviser, at=self.at + _HOUR)

    def _wait(self, visit: Visit) -> None:
        if self.came.wait is None:
            return
        reason, begins, ends = self.came.wait
        begins_at = self.at + timedelta(hours=begins)
        wait = wait_start(
            visit=visit, reason=reason, proof="运单SF1188", begins_at=begins_at, by=self.adviser, at=begins_at
        )
        if ends is not None:
            ends_at = self.at + timedelta(hours=ends)
            wait_stop(wait=wait, ends_at=ends_at, by=self.adviser, at=ends_at)

    def _finish(self, visit: Visit, ends_at: datetime) -> None:
        came = self.came
        done = Done(done_work=came.done or came.work, resolved="yes", less_because=came.less_because)
        visit_finish(visit=visit, done={1: done}, finished_at=ends_at, by=self.adviser, at=ends_at)
        told = {"inspection_result": came.cause or "按车主所说检查", "tow_fen": 0, "mobility": "not_due"}
        record_complete(visit=visit, values=told, by=self.adviser, at=ends_at)
        if came.is_fetched:
            self._fetch(visit, ends_at + _HOUR)

    def _fetch(self, visit: Visit, at: datetime) -> None:
        row = visit_hand_back(visit=visit, picked_up_at=at, by=self.adviser, at=at)
        owner = row.ownership.name if row.ownership else "车主"
        for role, name in ((CONSUMER, owner), (REPAIRER, self.adviser.name)):
            self._sign(row, role, name, at)
        visit_close(visit=row, by=self.adviser, at=at)

    def _sign(self, visit: Visit, role: str, name: str, at: datetime) -> None:
        record = signable(visit, HAND_OVER)
        asked = signature_request(signable=record, role=role, signer=Signer(name), by=self.adviser, at=at)
        hand = Hand(Via.TABLET, self.adviser)
        signature_draw(signature=asked, path=_STROKES, shown=record.content_hash, hand=hand, at=at)
