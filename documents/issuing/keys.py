"""The key that seals papers: a file outside the database, told to the process that prints; its public half is for all."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.conf import settings

from sanbao.ledger.checkpoints import public_keys_file
from sanbao.ledger.keys import KeyFileError, SigningKey, make_key, public_path, read_key, read_public_keys


def sealing_key() -> SigningKey:
    """Made on the first run in development; in production the operator makes it: `manage.py ledger key`."""
    path: Path | None = settings.PAPER_KEY
    if path is None:
        raise KeyFileError("SANBAO_PAPER_KEY names no key file")
    if settings.DEBUG and not path.exists():
        return _made(path)
    return read_key(path)


def _made(path: Path) -> SigningKey:
    """Of two first runs one makes it."""
    try:
        return make_key(path)
    except KeyFileError:
        return read_key(path)


def paper_keys() -> Mapping[str, Ed25519PublicKey]:
    """By id, those of earlier years, too. None yet on a site that has printed nothing."""
    path = settings.PAPER_PUBLIC_KEYS or (settings.PAPER_KEY and public_path(settings.PAPER_KEY))
    return read_public_keys(path) if path and path.exists() else {}


def ledger_keys() -> Mapping[str, Ed25519PublicKey]:
    path = public_keys_file()
    return read_public_keys(path) if path and path.exists() else {}
