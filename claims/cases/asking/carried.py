"""What was answered in the check without an account goes on into a draft; the record of the car wins over it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from claims.cases.codes import Kind
from claims.cases.models import Claim, DemandItem
from claims.cases.services.drafting import OF_THE_ITEM, Wrong, demand_change, item_put, kind_put
from sanbao.accounts.models import User
from sanbao.check.state import Answers

KIND_OF = {
    "repair": Kind.FREE_REPAIR,
    "assembly_replacement": Kind.ASSEMBLY_REPLACEMENT,
    "vehicle_replacement": Kind.VEHICLE_REPLACEMENT,
    "vehicle_return": Kind.VEHICLE_RETURN,
}
LOSSES = {"registration": "registration_fen", "accessories_net": "accessories_net_fen", "services": "services_fen"}
MOST_NAME, MOST_ITEMS, FEN = 60, 4, 100


@transaction.atomic
def carry(*, claim: Claim, answers: Answers, by: User, at: datetime) -> None:
    """What is wrong now, the mileage, the papers, the losses, what is wanted. Each page shows it to be looked at again."""
    demand: Mapping[str, Any] = answers.case.get("demand") or {}
    kind = KIND_OF.get(demand.get("wants", ""))
    if kind is not None:
        kind_put(claim=claim, kind=kind, by=by)
    values = _values(demand)
    if values:
        demand_change(claim=claim, by=by, at=at, **values)
    for item in (demand.get("items") or [])[:MOST_ITEMS]:
        _carry_item(claim, item, answers.names.get(item.get("problem", ""), ""), by, at)


def _values(demand: Mapping[str, Any]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    if demand.get("mileage_km") is not None:
        values["mileage_km"] = demand["mileage_km"]
    if demand.get("papers"):
        values |= {"has_invoice": "invoice" in demand["papers"], "has_voucher": "voucher" in demand["papers"]}
    for name, amount in (demand.get("losses_yuan") or {}).items():
        fen = _fen(amount)
        if name in LOSSES and fen is not None:
            values[LOSSES[name]] = fen
    return values


def _fen(amount: Any) -> int | None:
    try:
        return int(Decimal(str(amount)) * FEN)
    except InvalidOperation:
        return None


def _carry_item(claim: Claim, item: Mapping[str, Any], name: str, by: User, at: datetime) -> None:
    """A name that a record does not take is asked for again."""
    told = {key: str(item[key]) for key in OF_THE_ITEM if isinstance(item.get(key), str)}
    number = DemandItem.objects.filter(demand__claim=claim).count() + 1
    try:
        with transaction.atomic():
            wrong = Wrong(name=name[:MOST_NAME], values=told)
            item_put(claim=claim, number=number, wrong=wrong, by=by, at=at)
    except ValidationError:
        return
