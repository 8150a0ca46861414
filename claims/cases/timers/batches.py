"""Rows by the hundred, each done in a transaction of its own; one that fails is logged and holds up no other."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

BATCH = 200
logger = logging.getLogger(__name__)


def each(rows: QuerySet[Any], do: Callable[[int], bool]) -> int:
    """How many were done. `do` gets the key of a row, and reads it again under its lock."""
    return sum(_safely(do, pk) for pk in _keys(rows))


def _keys(rows: QuerySet[Any]) -> Iterator[int]:
    last = 0
    while batch := list(rows.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]):
        yield from batch
        last = batch[-1]


def _safely(do: Callable[[int], bool], pk: int) -> bool:
    try:
        with transaction.atomic():
            return do(pk)
    except Exception:  # whatever is wrong with one claim, the others have their day, too
        logger.exception("a claim could not be attended to", extra={"event": "claim_timer_failed"})
        return False
