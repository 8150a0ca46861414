"""The bytes that are hashed. `docs/ledger.md` describes them so that a stranger can do it again; a test keeps both alike."""

import hashlib
import json
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

VERSION = 1
EVENT_TAG = "sanbao.ledger.event.1"
COMMITMENT_TAG = "sanbao.ledger.commitment.1"
NO_PREVIOUS = "0" * 64
SALT_BYTES = 32


def canonical(value: Mapping[str, Any]) -> str:
    """JSON with sorted keys and no spaces. No floats come in (`shapes` refuses them), so there is one way to write it."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def moment(at: datetime) -> str:
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def event_hash(body: str, previous: str) -> str:
    return hashlib.sha256(f"{EVENT_TAG}\n{body}\n{previous}".encode()).hexdigest()


def new_salt() -> bytes:
    """For one commitment. It stays with the value it hides; whoever erases both has erased the fact from the ledger."""
    return secrets.token_bytes(SALT_BYTES)


def commit(salt: bytes, value: str) -> str:
    """Binds to a value without showing it. A salt of full length: without it a phone number is found by trying all."""
    if len(salt) != SALT_BYTES:
        message = f"a salt has {SALT_BYTES} bytes, not {len(salt)}"
        raise ValueError(message)
    return hashlib.sha256(f"{COMMITMENT_TAG}\n{salt.hex()}\n{value}".encode()).hexdigest()
