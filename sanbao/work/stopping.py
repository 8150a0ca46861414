"""A wait that a signal ends. `threading.Event.set` in a signal handler may deadlock; a byte in a pipe cannot."""

from __future__ import annotations

import os
import select
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class Stop:
    """Asked for by SIGTERM or SIGINT; seen between two messages."""

    def __init__(self) -> None:
        self.asked = False
        self._reader, self._writer = os.pipe()

    def ask(self, _signal: int = 0, _frame: FrameType | None = None) -> None:
        if not self.asked:
            self.asked = True
            os.write(self._writer, b".")

    def wait(self, seconds: float) -> None:
        select.select([self._reader], [], [], seconds)

    def close(self) -> None:
        os.close(self._reader)
        os.close(self._writer)


@contextmanager
def stop_on_signals() -> Iterator[Stop]:
    stop = Stop()
    before = {number: signal.signal(number, stop.ask) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield stop
    finally:
        for number, action in before.items():
            signal.signal(number, action)
        stop.close()
