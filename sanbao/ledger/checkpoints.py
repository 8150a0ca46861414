"""A checkpoint: number what was committed, sign the head, deliver it. Run often: it covers what came before it."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from sanbao.ledger import delivery, tree
from sanbao.ledger.heads import sign_head
from sanbao.ledger.keys import KeyFileError, SigningKey, make_key, public_path, read_key
from sanbao.ledger.models import Delivery, Head


@dataclass(frozen=True)
class Checkpoint:
    numbered: int
    signed: Head | None
    filed: list[Head]
    mailed: list[Head]
    not_mailed: list[Head]


def checkpoint(*, at: datetime) -> Checkpoint:
    """No head is signed while one before it has not reached the file: a failure there raises OSError."""
    key = signing_key()
    filed = delivery.deliver_to_file(at=at)
    numbered = tree.number_events()
    signed = _sign(key, at)
    filed += delivery.deliver_to_file(at=at)
    mailed = delivery.deliver_by_mail(at=at)
    not_mailed = delivery.undelivered(Delivery.Channel.MAIL) if settings.LEDGER_MAIL else []
    return Checkpoint(numbered, signed, filed, mailed, not_mailed)


def signing_key() -> SigningKey:
    """Made on the first run in development; in production the operator makes it: `manage.py ledger key`."""
    path = settings.LEDGER_KEY
    if path is None:
        message = "SANBAO_LEDGER_KEY names no key file"
        raise KeyFileError(message)
    if settings.DEBUG and not path.exists():
        return make_key(path)
    return read_key(path)


def public_keys_file() -> Path | None:
    """What this process is told of the keys that signed; it may lie here or not yet."""
    named: Path | None = settings.LEDGER_PUBLIC_KEYS
    return named or (settings.LEDGER_KEY and public_path(settings.LEDGER_KEY))


@transaction.atomic
def _sign(key: SigningKey, at: datetime) -> Head | None:
    tree.lock_tree()
    return sign_head(key, at=at)
