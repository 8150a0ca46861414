"""What the ground itself does from time to time."""

from datetime import timedelta
from typing import Any

from sanbao.ledger.checkpoints import checkpoint
from sanbao.ledger.idempotency import forget_expired_keys
from sanbao.work.registry import MessageInfo, every
from sanbao.work.timers import sweep


@every(minutes=60, topic="work.sweep")
def clear_away(_payload: dict[str, Any], message: MessageInfo) -> None:
    sweep(message.at)


@every(minutes=5, topic="ledger.checkpoint", lease=timedelta(minutes=30))
def sign_the_ledger(_payload: dict[str, Any], message: MessageInfo) -> None:
    """What happened in between is not yet covered by a delivered head, so the interval is short."""
    checkpoint(at=message.at)


@every(minutes=60, topic="ledger.forget_expired_keys")
def forget_idempotency_keys(_payload: dict[str, Any], message: MessageInfo) -> None:
    forget_expired_keys(at=message.at)
