from datetime import datetime

from django.core.exceptions import PermissionDenied

from sanbao.accounts.models import Organisation, User
from sanbao.ledger.services import record
from sanbao.ledger.shapes import Code


def demand(permitted: bool) -> None:  # noqa: FBT001  reads as a sentence: demand can_invite(by, organisation)
    if not permitted:
        raise PermissionDenied


def record_organisation(action: str, organisation: Organisation, *, by: User, at: datetime, **codes: Code) -> None:
    """An event in the chain of the organisation."""
    record(
        action=action,
        subject=f"organisation/{organisation.public_id}",
        actor=str(by.public_id),
        organisation=str(organisation.public_id),
        codes=codes,
        at=at,
    )


def record_person(
    action: str, person: User, *, by: User, at: datetime, organisation: Organisation | None = None, **codes: Code
) -> None:
    """An event in the chain of the person."""
    record(
        action=action,
        subject=f"user/{person.public_id}",
        actor=str(by.public_id),
        organisation=str(organisation.public_id) if organisation else None,
        codes=codes,
        at=at,
    )
