"""System checks: a site that names public keys it cannot read would call every paper a forgery."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from sanbao.ledger.keys import KeyFileError, read_public_keys

UNREADABLE = "papers.E001"
NAMED = {"SANBAO_PAPER_PUBLIC_KEYS": "PAPER_PUBLIC_KEYS", "SANBAO_LEDGER_PUBLIC_KEYS": "LEDGER_PUBLIC_KEYS"}


@register
def check_public_keys(**_kwargs: Any) -> list[CheckMessage]:
    return [found for variable, name in NAMED.items() for found in _unreadable(variable, getattr(settings, name))]


def _unreadable(variable: str, path: Path | None) -> list[CheckMessage]:
    if path is None:
        return []
    try:
        read_public_keys(path)
    except KeyFileError as error:
        return [Error(f"{variable}: {error}", id=UNREADABLE)]
    return []
