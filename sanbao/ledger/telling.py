"""The story of a subject as its events tell it: for a stranger, who has nothing but the ledger.

Apps say their actions in words (`add_words` in `ready()`); what nobody has said is shown as its code.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.timezone import localtime

from sanbao.ledger.models import Event
from sanbao.ledger.selectors import events_of

_SHORT = 8  # of an opaque id: enough to tell who is the same
_words: dict[str, str | Promise] = {}


def add_words(words: Mapping[str, str | Promise]) -> None:
    _words.update(words)


@dataclass(frozen=True)
class Told:
    """An event in words. Ids and hashes stand by their beginning, but for its own hash."""

    sequence: int
    at: datetime
    action: str
    words: str
    actor: str
    organisation: str
    codes: tuple[tuple[str, str], ...]
    commitments: tuple[tuple[str, str], ...]
    hash: str


def events_told(subject: str) -> Iterator[Told]:
    for event in events_of(subject):
        yield _told(event)


def told(subject: str) -> Iterator[str]:
    """A line an event: place in the chain, moment, what, by whom, its codes and commitments, its hash."""
    for event in events_told(subject):
        yield _line(event)


def _told(event: Event) -> Told:
    organisation = event.organisation
    codes = sorted((name, value) for name, value in event.codes.items() if value is not None)
    return Told(
        sequence=event.sequence,
        at=localtime(event.at),
        action=event.action,
        words=str(_words.get(event.action, event.action)),
        actor=_short(event.actor),
        organisation=_short(organisation) if organisation else "",
        codes=tuple((name, _short(value)) for name, value in codes),
        commitments=tuple((name, _short(value)) for name, value in sorted(event.commitments.items())),
        hash=event.hash,
    )


def _line(event: Told) -> str:
    parts = (
        f"{event.sequence:>3}",
        f"{event.at:%Y-%m-%d %H:%M:%S}",
        f"{event.words} ({event.action})",
        f"by={event.actor}",
        *((f"for={event.organisation}",) if event.organisation else ()),
        *(f"{name}={value}" for name, value in event.codes),
        *(f"{name}#{value}" for name, value in event.commitments),
        f"[{_short(event.hash)}]",
    )
    return "  ".join(parts)


def _short(value: object) -> str:
    """Ids and hashes by their beginning; codes whole."""
    text = str(value).lower() if isinstance(value, bool) else str(value)
    is_opaque = len(text) in (36, 64) and set(text) <= set("0123456789abcdef-")
    return f"{text[:_SHORT]}…" if is_opaque else text
