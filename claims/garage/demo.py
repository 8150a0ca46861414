"""A car of the demonstration whose dealer does not use the system: its owner has told it, and two repairs, from his papers."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction

from claims.garage import demo_slips
from claims.garage.stating import car_pages, visit_pages
from claims.repairs.models import Visit
from claims.repairs.services.stating import visit_state, visit_statement_answer, visit_statement_begin
from claims.repairs.signing import evidence_subject
from claims.vehicles.demo_cars import LIU
from claims.vehicles.models import Vehicle
from claims.vehicles.services.stating import car_state, car_statement_answer, car_statement_begin
from claims.vehicles.signables import stated_subject
from documents.evidence.services import evidence_add
from documents.evidence.subjects import Subject
from sanbao.accounts.models import User

VIN = "LYSCA15H9SA000862"
CAR: Mapping[str, Mapping[str, Any]] = {
    "car": {
        "brand": "远山",
        "model": "YS7150B",
        "kind": "passenger_car",
        "energy": "ice",
        "use": "household",
        "plate": "浙A9Y318",
    },
    "invoice": {"invoiced_on": "2025-05-18", "price_yuan": "118800.00", "invoice_number": "24337018"},
    "seller": {
        "seller_name": "远山汽车销售服务（杭州）有限公司",
        "seller_address": "浙江省杭州市演示区远山路18号",
        "seller_phone": "0571-50007788",
    },
    "handover": {"handover_on": "2025-05-20"},
    "voucher": {
        "repair_warranty_months": 36,
        "repair_warranty_km": 100_000,
        "three_guarantees_months": 24,
        "three_guarantees_km": 50_000,
        "coefficient": "0.005",
        "tells_wear": "no",
    },
}
_PLACE = {"place": "远山汽车杭州特约服务站", "in_network": "yes"}
_ITEM = {"name": "", "part": "gearbox", "part_name": "", "serious_safety": "no", "resolved": "no", "more": "end"}
VISITS: tuple[Mapping[str, Mapping[str, Any]], ...] = (
    {
        "place": _PLACE | {"order_number": "YS2603-0917"},
        "when": {
            "received_at": "2026-03-09",
            "finished_at": "2026-03-17",
            "is_still_there": False,
            "mileage_km": 11_870,
        },
        "item1": _ITEM | {"problem": "new", "name": "低速换挡顿挫", "work": "repair"},
    },
    {
        "place": _PLACE | {"order_number": "YS2609-0204"},
        "when": {
            "received_at": "2026-09-02T09:20:00+08:00",
            "finished_at": "2026-09-11",
            "is_still_there": False,
            "mileage_km": 17_340,
        },
        "item1": _ITEM | {"problem": "1", "work": "component_replacement"},
    },
)


def build(at: datetime) -> None:
    """Run again, it finds everything there and changes nothing."""
    if not Vehicle.objects.filter(vin=VIN).exists():
        tell(User.objects.get(phone=LIU), at - timedelta(days=1))


def build_small(_at: datetime) -> None:
    """Nothing: who wants it tells it himself."""


@transaction.atomic
def tell(owner: User, at: datetime, vin: str = VIN) -> Vehicle:
    answers = {**CAR, "vin": {"vin": vin, "is_vin_confirmed": False}}
    begun = car_statement_begin(organisation=None, by=owner, at=at)
    begun = car_statement_answer(statement=begun, answers=answers, by=owner, at=at)
    vehicle = car_state(statement=begun, told=car_pages.told(begun), by=owner, at=at)
    for slip in VISITS:
        told = visit_statement_begin(vehicle=vehicle, by=owner, at=at)
        told = visit_statement_answer(statement=told, answers=slip, by=owner, at=at)
        visit_state(statement=told, told=visit_pages.told(told), by=owner, at=at)
    return vehicle


def furnish(at: datetime) -> None:
    """Photos of the papers, which take seconds; the same bytes of the same person are one."""
    vehicle = Vehicle.objects.get(vin=VIN)
    owner = vehicle.ownerships.select_related("consumer").get(acquired_by="stated")
    if owner.consumer is None:
        return
    _add(stated_subject(owner), "购车发票", demo_slips.invoice(), owner.consumer, at)
    for visit in Visit.objects.filter(vehicle=vehicle).order_by("number"):
        _add(evidence_subject(visit), f"维修单{visit.order_number}", demo_slips.slip(visit), owner.consumer, at)


def _add(subject: Subject, title: str, content: bytes, by: User, at: datetime) -> None:
    with tempfile.NamedTemporaryFile() as file:
        file.write(content)
        file.flush()
        evidence_add(subject=subject, path=Path(file.name), title=title, by=by, at=at)
