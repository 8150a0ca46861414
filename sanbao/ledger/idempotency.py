"""Keys by which a repeated request gets the answer of the first, and does nothing a second time.

    with idempotent(key=key, body=body, scope=f"claims.demand/{user.public_id}", at=at) as outcome:
        if outcome.is_new:
            outcome.answer = {"demand": str(demand_make(...).public_id)}
    return outcome.answer

The work and the key are committed together, or neither. Of two at the same moment the second waits for the first and
gets its answer. An answer is JSON and kept until the key expires: ids and codes, no personal data.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from hmac import compare_digest
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.crypto import salted_hmac

from sanbao.ledger.canonical import canonical
from sanbao.ledger.models import IdempotencyKey

SALT = "sanbao.ledger.idempotency"
LONGEST = 100


class KeyReusedError(ValueError):
    """The key was used before, for something else."""

    def __init__(self) -> None:
        super().__init__("this idempotency key was used for another request")


class BadKeyError(ValueError):
    """A key is 1 to 100 visible ASCII characters."""


@dataclass
class Outcome:
    is_new: bool
    answer: Any = None


@contextmanager
def idempotent(*, key: str, body: Mapping[str, Any], scope: str, at: datetime) -> Iterator[Outcome]:
    """`scope` says what is asked and by whom: the same key of two people is two keys."""
    _check(key)
    with transaction.atomic():
        row, is_new = _take(scope, key, body, at)
        if not is_new:
            yield Outcome(is_new=False, answer=row.answer)
            return
        outcome = Outcome(is_new=True)
        yield outcome
        row.answer = outcome.answer
        row.save(update_fields=["answer"])


def _take(scope: str, key: str, body: Mapping[str, Any], at: datetime) -> tuple[IdempotencyKey, bool]:
    """The row of the key, locked. Its insertion waits for whoever is about to insert the same."""
    fingerprint, expires_at = _fingerprint(body), at + timedelta(hours=settings.IDEMPOTENCY_HOURS)
    fresh = {"fingerprint": fingerprint, "expires_at": expires_at}
    row, is_new = IdempotencyKey.objects.get_or_create(scope=scope, key=key, defaults=fresh)
    if is_new:
        return row, True
    row = IdempotencyKey.objects.select_for_update().get(pk=row.pk)
    if row.expires_at <= at:
        row.fingerprint, row.expires_at, row.answer = fingerprint, expires_at, None
        row.save()
        return row, True
    if not _same(row.fingerprint, body):
        raise KeyReusedError
    return row, False


def forget_expired_keys(*, at: datetime) -> int:
    deleted, _ = IdempotencyKey.objects.filter(expires_at__lte=at).delete()
    return deleted


def _check(key: str) -> None:
    if not (0 < len(key) <= LONGEST and key.isascii() and key.isprintable() and " " not in key):
        raise BadKeyError(BadKeyError.__doc__)


def _fingerprint(body: Mapping[str, Any], secret: str | bytes | None = None) -> str:
    """Keyed: a body may hold a phone number, and a plain hash of it is found by trying all."""
    return salted_hmac(SALT, canonical(body), secret=secret, algorithm="sha256").hexdigest()


def _same(fingerprint: str, body: Mapping[str, Any]) -> bool:
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return any(compare_digest(fingerprint, _fingerprint(body, secret)) for secret in secrets)
