"""The story of a subject as its events tell it: for a stranger, who has nothing but the ledger.

Apps say their actions in words (`add_words` in `ready()`); what nobody has said is shown as its code.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from django.utils.dateparse import parse_datetime
from django.utils.functional import Promise
from django.utils.timezone import localtime

from sanbao.ledger.models import Event
from sanbao.ledger.selectors import events_of

_SHORT = 8  # of an opaque id: enough to tell who is the same
_words: dict[str, str | Promise] = {}


def add_words(words: Mapping[str, str | Promise]) -> None:
    _words.update(words)


def told(subject: str) -> Iterator[str]:
    """A line an event: place in the chain, moment, what, by whom, its codes and commitments, its hash."""
    for event in events_of(subject):
        yield _line(event)


def _line(event: Event) -> str:
    body = json.loads(event.body)
    moment = parse_datetime(body["at"])
    when = f"{localtime(moment):%Y-%m-%d %H:%M:%S}" if moment else body["at"]
    parts = (
        f"{body['sequence']:>3}",
        when,
        f"{_words.get(body['action'], body['action'])} ({body['action']})",
        f"by={_short(body['actor'])}",
        *((f"for={_short(body['organisation'])}",) if body["organisation"] else ()),
        *(f"{name}={_short(value)}" for name, value in sorted(body["codes"].items()) if value is not None),
        *(f"{name}#{_short(value)}" for name, value in sorted(body["commitments"].items())),
        f"[{_short(event.hash)}]",
    )
    return "  ".join(parts)


def _short(value: object) -> str:
    """Ids and hashes by their beginning; codes whole."""
    text = str(value).lower() if isinstance(value, bool) else str(value)
    is_opaque = len(text) in (36, 64) and set(text) <= set("0123456789abcdef-")
    return f"{text[:_SHORT]}…" if is_opaque else text
