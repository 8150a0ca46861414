from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction

from sanbao.work import MessageInfo, enqueue, registry

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
Calls = list[tuple[dict[str, Any], MessageInfo]]


@pytest.fixture(autouse=True)
def own_topics(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test registers what it needs; the topics of the apps stay out of its way."""
    monkeypatch.setattr(registry, "_handlers", {})
    monkeypatch.setattr(registry, "_timers", {})


@pytest.fixture
def calls() -> Calls:
    """A handler of the topic "note" that writes down how it was called."""
    seen: Calls = []

    @registry.handler("note")
    def note(payload: dict[str, Any], message: MessageInfo) -> None:
        seen.append((payload, message))

    return seen


@pytest.fixture
def send(db: None) -> Iterator[Callable[..., None]]:
    def enqueue_in_a_transaction(key: str = "a", topic: str = "note", at: datetime = NOW, **payload: object) -> None:
        with transaction.atomic():
            enqueue(topic=topic, payload=payload, key=key, at=at)

    return enqueue_in_a_transaction
