"""Writing an event, in the transaction of the change it tells of: both are kept, or neither."""

from collections.abc import Mapping
from datetime import datetime

from django.db import connection

from sanbao.ledger import appending, shapes
from sanbao.ledger.canonical import NO_PREVIOUS, VERSION, canonical, event_hash, moment
from sanbao.ledger.models import Event
from sanbao.ledger.shapes import Code


class OutsideTransactionError(RuntimeError):
    def __init__(self) -> None:
        super().__init__("an event is recorded inside the transaction.atomic() of the change it tells of")


def record(  # noqa: PLR0913  an event has that many parts, each named at the call
    *,
    action: str,
    subject: str,
    actor: str,
    organisation: str | None,
    codes: Mapping[str, Code],
    commitments: Mapping[str, str] | None = None,
    at: datetime,
) -> Event:
    """Add an event to the subject's chain. The subject stays locked until the transaction ends."""
    if not connection.in_atomic_block:
        raise OutsideTransactionError
    shapes.check_event(action=action, subject=subject, actor=actor, organisation=organisation, at=at)
    shapes.check_codes(codes)
    shapes.check_commitments(commitments or {})
    sequence, previous = appending.take_place(subject, NO_PREVIOUS)
    body = canonical(
        {
            "action": action,
            "actor": actor,
            "at": moment(at),
            "codes": dict(codes),
            "commitments": dict(commitments or {}),
            "organisation": organisation,
            "sequence": sequence,
            "subject": subject,
            "version": VERSION,
        }
    )
    digest = event_hash(body, previous)
    event = Event(subject=subject, sequence=sequence, body=body, hash=digest)
    event.pk = appending.append(subject, sequence, body, digest)
    event._state.adding = False  # noqa: SLF001  the row is there; Django documents this switch for such a case
    return event
