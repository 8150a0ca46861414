"""System checks: a site that names public keys it cannot read would call every paper a forgery; a worker that names a
sealing key it cannot read would print none."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from sanbao.ledger.keys import KeyFileError, read_key, read_public_keys

UNREADABLE, UNREADABLE_PRIVATE = "papers.E001", "papers.E002"
NAMED = {"SANBAO_PAPER_PUBLIC_KEYS": "PAPER_PUBLIC_KEYS", "SANBAO_LEDGER_PUBLIC_KEYS": "LEDGER_PUBLIC_KEYS"}


@register
def check_public_keys(**_kwargs: Any) -> list[CheckMessage]:
    return [found for variable, name in NAMED.items() for found in _unreadable(variable, getattr(settings, name))]


@register
def check_sealing_key(**_kwargs: Any) -> list[CheckMessage]:
    path: Path | None = settings.PAPER_KEY
    is_made_on_first_use = settings.DEBUG and path is not None and not path.exists()
    if path is None or is_made_on_first_use:
        return []
    try:
        read_key(path)
    except KeyFileError as error:
        return [Error(f"SANBAO_PAPER_KEY: {error}", id=UNREADABLE_PRIVATE)]
    return []


def _unreadable(variable: str, path: Path | None) -> list[CheckMessage]:
    if path is None:
        return []
    try:
        read_public_keys(path)
    except KeyFileError as error:
        return [Error(f"{variable}: {error}", id=UNREADABLE)]
    return []
