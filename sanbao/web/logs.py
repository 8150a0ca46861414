"""Log lines in JSON that cannot carry personal data.

A line holds the template of a message, never what was filled in, and of everything else only the fields named here. So
whoever wants a value in the log gives it a name, and whoever adds a name to the list has thought about it. Of an error
its class and its places in the code are kept; its text is not, for it may quote a row or a form.
"""

from __future__ import annotations

import json
import logging
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from sanbao.web import request_ids

FIELDS = (
    *("request_id", "method", "route", "status", "duration_ms", "user", "network"),  # a request
    *("event", "exists", "path"),  # a refused page; its addresses hold opaque names alone
    *("topic", "key", "attempt", "error", "where", "pause_s"),  # a message of the outbox
)
LONGEST = 300
FRAMES = 30


class JsonLines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": _short(record.msg if isinstance(record.msg, str) else type(record.msg).__name__),
        }
        line |= {name: value for name in FIELDS if (value := _field(record, name)) is not None}
        if record.exc_info and record.exc_info[1]:
            line["exception"] = list(_chain(record.exc_info[1]))
        return json.dumps(line, ensure_ascii=False)


def _field(record: logging.LogRecord, name: str) -> str | int | float | None:
    value = getattr(record, name, None)
    if value is None and name == "request_id":
        return request_ids.current.get()
    if value is None or isinstance(value, int | float):
        return value
    return _short(str(value))


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[:LONGEST] + "…"


def _chain(error: BaseException | None) -> Iterator[dict[str, Any]]:
    """An error and what led to it, the last first."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        frames = traceback.extract_tb(error.__traceback__)[-FRAMES:]
        yield {
            "class": f"{type(error).__module__}.{type(error).__qualname__}",
            "frames": [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames],
        }
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
