from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from sanbao.ledger.models import Event
from sanbao.ledger.services import record

NOON = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
CLERK = "3f6d2a58-5a39-4c4c-9e5c-0d6f8d1c0f10"
DEALER = "b2a7c1de-2f40-4f0a-8b59-6f0f2c7e9a31"
CASE = "case/7d9f0c52-6d55-4d0b-9a52-51d3c1a1b0aa"
OTHER_CASE = "case/11c2a0a4-93b2-4f0d-8f6c-2f1f8a4b7c55"


def event_parts(**changed: Any) -> dict[str, Any]:
    return {
        "action": "demand.made",
        "subject": CASE,
        "actor": CLERK,
        "organisation": DEALER,
        "codes": {"remedy": "vehicle_return", "visits": 5, "disputed": False, "article": None},
        "commitments": {},
        "at": NOON,
    } | changed


@pytest.fixture
def add() -> Callable[..., Event]:
    """Records an event in a transaction of its own."""

    def add(**changed: Any) -> Event:
        with transaction.atomic():
            return record(**event_parts(**changed))

    return add


@pytest.fixture
def add_many(add: Callable[..., Event]) -> Callable[[int], list[Event]]:
    """Events of two cases in turn, a second apart."""

    def add_many(count: int) -> list[Event]:
        return [
            add(subject=(CASE, OTHER_CASE)[number % 2], codes={"step": number}, at=NOON + timedelta(seconds=number))
            for number in range(count)
        ]

    return add_many


@pytest.fixture
def outside(settings: Any, tmp_path: Path) -> Path:
    """A folder outside the database, for the key and the delivered heads."""
    settings.LEDGER_KEY = tmp_path / "ledger.key"
    settings.LEDGER_HEADS = tmp_path / "heads"
    settings.LEDGER_MAIL = ()
    settings.DEBUG = True
    return tmp_path


@pytest.fixture
def heads_file(outside: Path) -> Path:
    return outside / "heads" / "heads.jsonl"
