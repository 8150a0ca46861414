"""The address of a mail server as one setting: `smtp://`, `smtp+tls://` (STARTTLS) or `smtps://`, with user and password."""

from dataclasses import dataclass
from urllib.parse import SplitResult, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}
UNREADABLE = "SANBAO_MAIL_URL must be like smtp+tls://user:password@mail.example:587"


@dataclass(frozen=True)
class MailServer:
    host: str
    port: int
    user: str
    password: str
    starttls: bool
    tls: bool


def read(url: str) -> MailServer:
    """The error does not repeat the address, which holds a password."""
    try:
        parts = urlsplit(url)
        port = parts.port or PORTS[parts.scheme]
    except (KeyError, ValueError):
        raise ImproperlyConfigured(UNREADABLE) from None
    if parts.scheme not in PORTS or not parts.hostname:
        raise ImproperlyConfigured(UNREADABLE)
    return _server(parts, parts.hostname, port)


def _server(parts: SplitResult, host: str, port: int) -> MailServer:
    return MailServer(
        host=host,
        port=port,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        starttls=parts.scheme == "smtp+tls",
        tls=parts.scheme == "smtps",
    )
