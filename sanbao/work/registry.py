"""Which function takes which topic, and what recurs. Filled by the `handlers.py` of the apps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

LEASE = timedelta(minutes=5)
LONGEST_PAUSE = timedelta(hours=1)


@dataclass(frozen=True)
class MessageInfo:
    """`key` is the same in every attempt, `attempt` counts from 1, `at` is the moment of this attempt."""

    key: str
    attempt: int
    at: datetime


class GiveUp(Exception):  # noqa: N818  # says what to do, as StopIteration does
    """Raised by a handler that knows a further attempt is vain: parked at once under the code (no personal data)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


Handle = Callable[[dict[str, Any], MessageInfo], None]


@dataclass(frozen=True)
class Handler:
    """`lease`: longer than the function ever runs, for after it another worker takes the message as well."""

    handle: Handle
    lease: timedelta
    longest_pause: timedelta = LONGEST_PAUSE
    keeps_parked: bool = True


@dataclass(frozen=True)
class Timer:
    topic: str
    interval: timedelta


_handlers: dict[str, Handler] = {}
_timers: dict[str, Timer] = {}


def handler(
    topic: str, *, lease: timedelta = LEASE, longest_pause: timedelta = LONGEST_PAUSE, keeps_parked: bool = True
) -> Callable[[Handle], Handle]:
    """`keeps_parked` False: what was parked loses its payload at once, being a secret that is of no use later."""

    def register(handle: Handle) -> Handle:
        known = _handlers.get(topic)
        if known is not None and _name(known.handle) != _name(handle):
            message = f"two handlers for topic {topic!r}: {_name(known.handle)} and {_name(handle)}"
            raise ValueError(message)
        _handlers[topic] = Handler(handle, lease, longest_pause, keeps_parked)
        return handle

    return register


def every(*, minutes: int, topic: str, lease: timedelta = LEASE) -> Callable[[Handle], Handle]:
    """A handler that is called with an empty payload once in every `minutes`, by one worker.

    A slot nobody was there to serve is left out, not made up for; one that fails is tried again within its interval.
    """

    def register(handle: Handle) -> Handle:
        interval = timedelta(minutes=minutes)
        _timers[topic] = Timer(topic, interval)
        return handler(topic, lease=lease, longest_pause=min(interval, LONGEST_PAUSE))(handle)

    return register


def handler_of(topic: str) -> Handler | None:
    return _handlers.get(topic)


def timers() -> list[Timer]:
    return list(_timers.values())


def _name(handle: Handle) -> str:
    return f"{handle.__module__}.{handle.__qualname__}"
