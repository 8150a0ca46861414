from datetime import datetime

from claims.vehicles.models import Vehicle
from sanbao.accounts.models import Organisation, User
from sanbao.ledger.services import record
from sanbao.ledger.shapes import Code


def record_vehicle(
    action: str, vehicle: Vehicle, *, by: User, at: datetime, outlet: Organisation | None = None, **codes: Code
) -> None:
    """An event in the chain of the car: codes and opaque ids alone."""
    record(
        action=action,
        subject=vehicle.ledger_subject,
        actor=str(by.public_id),
        organisation=str(outlet.public_id) if outlet else None,
        codes=codes,
        at=at,
    )
