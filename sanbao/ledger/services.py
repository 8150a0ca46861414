"""Writing events, in the transaction of the change they tell of: both are kept, or neither."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import connection

from sanbao.ledger import appending, shapes
from sanbao.ledger.appending import Link
from sanbao.ledger.canonical import NO_PREVIOUS, VERSION, canonical, event_hash, moment
from sanbao.ledger.models import Event
from sanbao.ledger.shapes import Code


class OutsideTransactionError(RuntimeError):
    def __init__(self) -> None:
        super().__init__("an event is recorded inside the transaction.atomic() of the change it tells of")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What an event says, before it has its place in the chain."""

    action: str
    subject: str
    actor: str
    organisation: str | None
    codes: Mapping[str, Code]
    commitments: Mapping[str, str] = field(default_factory=dict)
    at: datetime


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
    entry = Entry(
        action=action,
        subject=subject,
        actor=actor,
        organisation=organisation,
        codes=codes,
        commitments=commitments or {},
        at=at,
    )
    _check(entry)
    sequence, previous = appending.take_place(subject, NO_PREVIOUS)
    link = _link(entry, sequence, previous)
    event = Event(subject=subject, sequence=sequence, body=link.body, hash=link.digest)
    event.pk = appending.append(subject, sequence, link.body, link.digest)
    event._state.adding = False  # noqa: SLF001  the row is there; Django documents this switch for such a case
    return event


def record_many(entries: Sequence[Entry]) -> None:
    """As `record` one after the other, in a few statements: the subjects are locked in their order, then all is added."""
    for entry in entries:
        _check(entry)
    if connection.vendor != "postgresql":
        for entry in entries:
            sequence, previous = appending.take_place(entry.subject, NO_PREVIOUS)
            link = _link(entry, sequence, previous)
            appending.append(link.subject, link.sequence, link.body, link.digest)
        return
    places = appending.lock_chains({entry.subject for entry in entries})
    fresh = _links([entry for entry in entries if entry.subject not in places], {})
    begun = appending.begin_chains({link.subject: link for link in fresh})
    if raced := {link.subject for link in fresh} - begun:
        places |= appending.lock_chains(raced)
        fresh = [link for link in fresh if link.subject in begun]
    known = _links([entry for entry in entries if entry.subject in places], places)
    appending.move_heads(known)
    appending.append_many([*fresh, *known])


def _check(entry: Entry) -> None:
    if not connection.in_atomic_block:
        raise OutsideTransactionError
    shapes.check_event(
        action=entry.action,
        subject=entry.subject,
        actor=entry.actor,
        organisation=entry.organisation,
        at=entry.at,
    )
    shapes.check_codes(entry.codes)
    shapes.check_commitments(entry.commitments)


def _links(entries: Iterable[Entry], places: Mapping[str, tuple[int, str]]) -> list[Link]:
    """Each behind the one before it in its chain, the first of a chain behind its place."""
    reached = dict(places)
    links = []
    for entry in entries:
        length, head = reached.get(entry.subject, (0, NO_PREVIOUS))
        link = _link(entry, length + 1, head)
        reached[entry.subject] = (link.sequence, link.digest)
        links.append(link)
    return links


def _link(entry: Entry, sequence: int, previous: str) -> Link:
    body = canonical(
        {
            "action": entry.action,
            "actor": entry.actor,
            "at": moment(entry.at),
            "codes": dict(entry.codes),
            "commitments": dict(entry.commitments),
            "organisation": entry.organisation,
            "sequence": sequence,
            "subject": entry.subject,
            "version": VERSION,
        }
    )
    return Link(entry.subject, sequence, body, event_hash(body, previous))
