"""A context as canonical JSON: the machine-readable half of a paper."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

PROOF, SETTLED = "proof", "settled"


def payload(kind: str, context: object) -> bytes:
    """Keys sorted, no spaces, UTF-8, numbers with a point as text: the same context, the same bytes.

    Without the proof, which holds the hash of these bytes; what the law's data said (`settled`) beside the content.
    """
    plain = _plain(context)
    plain.pop(PROOF, None)
    settled = plain.pop(SETTLED, None)
    paper = {"kind": kind, "content": plain} | ({} if settled is None else {SETTLED: settled})
    written = json.dumps(paper, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return written.encode()


def _plain(value: object) -> Any:
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, (tuple, list)):
        return [_plain(one) for one in value]
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    return value
