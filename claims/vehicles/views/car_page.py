"""What stands on the page of a car, for its owner, an outlet that knows it, or its producer."""

from __future__ import annotations

from datetime import date
from typing import Any

from claims.vehicles import permissions, selectors
from claims.vehicles.models import BindingRequest, Vehicle
from claims.vehicles.periods import CarPeriods, periods_on
from documents.issuing.permissions import papers_visible_to
from sanbao.accounts.models import User

READINGS_SHOWN = 10


def car_page(vehicle: Vehicle, person: User, today: date) -> dict[str, Any]:
    sale, owner = selectors.sale_of(vehicle), selectors.current_ownership(vehicle)
    is_owner = owner is not None and owner.consumer_id == person.pk
    shown = list(selectors.readings(vehicle)[:READINGS_SHOWN])
    deals = not is_owner and permissions.can_reveal_owner(person, vehicle)
    # What somebody wrote is for his own time of ownership and for outlets: a later owner sees number and coded reason alone.
    own = owner.pk if owner is not None and is_owner else None
    return {
        "vehicle": vehicle,
        "sale": sale,
        "owner": owner,
        "is_owner": is_owner,
        "deals": deals,
        "periods": periods_on(sale, today, shown[0].km if shown else None) if sale else CarPeriods(),
        "readings": [(one, deals or one.ownership_id == own) for one in shown],
        "papers": list(_papers(vehicle, person)),
        "resale": vehicle.resales.select_related("seller").order_by("-id").first() if vehicle.brought_back_on else None,
        "asked_by_others": _asked_by_others(vehicle) if is_owner else [],
        "asked_again": bool(is_owner and sale and sale.reissue_requests.filter(answered_at=None).exists()),
        "may_resell": deals and permissions.can_resell_somewhere(person, vehicle),
        "sees_sale": not is_owner and sale is not None and permissions.can_see_sale(person, sale),
    }


def _papers(vehicle: Vehicle, person: User) -> Any:
    about = papers_visible_to(person).filter(subject=vehicle.ledger_subject, withdrawn_at=None, replaced_by=None)
    return (
        about.select_related("issuer").only("public_id", "number", "kind", "issued_at", "issuer__name").order_by("-id")
    )


def _asked_by_others(vehicle: Vehicle) -> list[BindingRequest]:
    return list(vehicle.binding_requests.filter(decision="").order_by("asked_at", "id"))
