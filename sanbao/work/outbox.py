"""Messages go in here, in the transaction of the change they tell of."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.transaction import TransactionManagementError
from django.utils import timezone

if TYPE_CHECKING:
    from sanbao.work.models import Job

KEY_LENGTH = 200
TOPIC_LENGTH = 100
PAYLOAD_BYTES = 64 * 1024
NOT_IN_A_TRANSACTION = "enqueue and schedule belong into the transaction of the change: use transaction.atomic()"


def enqueue(*, topic: str, payload: dict[str, Any], key: str, at: datetime) -> None:
    """Delivered as soon as a worker is free. A key that is known already changes nothing, whatever its state."""
    schedule(topic=topic, payload=payload, key=key, due_at=at, at=at)


def schedule(*, topic: str, payload: dict[str, Any], key: str, due_at: datetime, at: datetime) -> None:
    """Delivered at `due_at` or soon after. To move a timer: `cancel` it and schedule it anew."""
    if not connection.in_atomic_block:
        raise TransactionManagementError(NOT_IN_A_TRANSACTION)
    _check_names(topic, key)
    _check_moments(due_at, at)
    _check_payload(topic, payload)
    job = _job_model()(topic=topic, payload=payload, key=key, enqueued_at=at, available_at=due_at)
    _job_model().objects.bulk_create([job], ignore_conflicts=True)


def cancel(key: str) -> bool:
    """Take back what no worker has begun, and free its key. False: unknown, delivered, or under way just now."""
    open_states = (_job_model().State.WAITING, _job_model().State.PARKED)
    deleted, _ = _job_model().objects.filter(key=key, state__in=open_states, lease=None).delete()
    return deleted == 1


def _job_model() -> type[Job]:
    from sanbao.work.models import Job  # noqa: PLC0415  # this package is imported before the models may be

    return Job


def _check_names(topic: str, key: str) -> None:
    for name, value, longest in (("topic", topic, TOPIC_LENGTH), ("key", key, KEY_LENGTH)):
        if not 0 < len(value) <= longest or not value.isprintable():
            message = f"{name} must be 1 to {longest} printable characters"
            raise ValueError(message)


def _check_moments(*moments: datetime) -> None:
    if any(timezone.is_naive(moment) for moment in moments):
        raise ValueError("a moment without a time zone")


def _check_payload(topic: str, payload: dict[str, Any]) -> None:
    """No error here repeats the payload."""
    try:
        text = json.dumps(payload, allow_nan=False, ensure_ascii=False)
        size = len(text.encode())  # refuses the half characters that no database stores
    except (TypeError, ValueError):
        message = f"the payload of {topic!r} is not JSON"
        raise ValueError(message) from None
    if json.loads(text) != payload:
        message = f"the payload of {topic!r} would come out of JSON another: keys are text, lists are lists"
        raise ValueError(message)
    if size > PAYLOAD_BYTES or "\\u0000" in text:
        message = f"the payload of {topic!r} is over {PAYLOAD_BYTES} bytes or holds a NUL: pass an id, not the thing"
        raise ValueError(message)
