"""The one reader of the environment. The table of settings in the README names every variable; a test compares."""

import os
import re
import secrets
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from sanbao import mail_server
from sanbao.mail_server import MailServer

CONSOLE_SMS = "sanbao.sms.console.ConsoleGateway"
LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
SECRET_KEY_REQUIRED = "SANBAO_SECRET_KEY must be set when SANBAO_DEBUG=0"
HOSTS_REQUIRED = "SANBAO_HOSTS must be set when SANBAO_DEBUG=0"
PUBLIC_URL_FORM = "SANBAO_PUBLIC_URL must be like https://sanbao.example, without a path"
HOSTS_NOT_LOCAL = "SANBAO_HOSTS names other hosts than this machine: set SANBAO_DEBUG=0 to serve them"


@dataclass(frozen=True)
class Environment:
    debug: bool
    secret_key: str
    old_secret_keys: tuple[str, ...]
    hosts: tuple[str, ...]
    https: bool
    public_url: str  # empty: whatever address the visitor came by
    behind_proxy: bool
    database_url: str  # empty: SQLite in the state folder
    state: Path
    mail_server: MailServer | None  # None: the console in development, this machine's own server elsewhere
    mail_from: str
    sms_gateway: str  # empty: this site sends no SMS
    session_idle_minutes: int
    session_hours: int
    ledger_key: Path | None  # None: this process signs nothing
    ledger_heads: Path
    ledger_mail: tuple[str, ...]
    idempotency_hours: int


def read(variables: Mapping[str, str], root: Path) -> Environment:
    debug = _flag(variables, "SANBAO_DEBUG", default=True)
    state = Path(variables.get("SANBAO_STATE") or root / ".state")
    hosts, https = _hosts(variables, debug=debug), _flag(variables, "SANBAO_HTTPS", default=not debug)
    return Environment(
        debug=debug,
        secret_key=_secret_key(variables, debug=debug, state=state),
        old_secret_keys=_listed(variables, "SANBAO_OLD_SECRET_KEYS"),
        hosts=hosts,
        https=https,
        public_url=_public_url(variables, debug=debug, https=https, host=hosts[0]),
        behind_proxy=_flag(variables, "SANBAO_BEHIND_PROXY", default=False),
        database_url=variables.get("DATABASE_URL", ""),
        state=state,
        mail_server=mail_server.read(url) if (url := variables.get("SANBAO_MAIL_URL", "")) else None,
        mail_from=variables.get("SANBAO_MAIL_FROM") or "sanbao@localhost",
        sms_gateway=variables.get("SANBAO_SMS_GATEWAY", CONSOLE_SMS if debug else ""),
        session_idle_minutes=_positive(variables, "SANBAO_SESSION_IDLE_MINUTES", default=120),
        session_hours=_positive(variables, "SANBAO_SESSION_HOURS", default=12),
        ledger_key=_ledger_key(variables, debug=debug, state=state),
        ledger_heads=Path(variables.get("SANBAO_LEDGER_HEADS") or state / "ledger-heads"),
        ledger_mail=_listed(variables, "SANBAO_LEDGER_MAIL"),
        idempotency_hours=_positive(variables, "SANBAO_IDEMPOTENCY_HOURS", default=72),
    )


def _ledger_key(variables: Mapping[str, str], *, debug: bool, state: Path) -> Path | None:
    """In production only the process that signs is told where the key lies."""
    named = variables.get("SANBAO_LEDGER_KEY", "")
    if named:
        return Path(named)
    return state / "ledger.key" if debug else None


def _listed(variables: Mapping[str, str], name: str) -> tuple[str, ...]:
    entries = (entry.strip() for entry in variables.get(name, "").split(","))
    return tuple(entry for entry in entries if entry)


def _positive(variables: Mapping[str, str], name: str, *, default: int) -> int:
    value = variables.get(name, "") or str(default)
    if not (value.isascii() and value.isdecimal() and int(value)):
        message = f"{name} must be a whole number above 0, not {value!r}"
        raise ImproperlyConfigured(message)
    return int(value)


def _flag(variables: Mapping[str, str], name: str, *, default: bool) -> bool:
    value = variables.get(name, "")
    if value not in {"", "0", "1"}:
        message = f"{name} must be 0 or 1, not {value!r}"
        raise ImproperlyConfigured(message)
    return value == "1" if value else default


def _hosts(variables: Mapping[str, str], *, debug: bool) -> tuple[str, ...]:
    hosts = _listed(variables, "SANBAO_HOSTS")
    if not debug and not hosts:
        raise ImproperlyConfigured(HOSTS_REQUIRED)
    # Debug pages show settings and code, so a public site that forgot SANBAO_DEBUG=0 must not start.
    if debug and not set(hosts) <= set(LOOPBACK):
        raise ImproperlyConfigured(HOSTS_NOT_LOCAL)
    return hosts or LOOPBACK


def _public_url(variables: Mapping[str, str], *, debug: bool, https: bool, host: str) -> str:
    """Where links in mails lead: never to a host or port that a visitor names."""
    named = variables.get("SANBAO_PUBLIC_URL", "").rstrip("/")
    derived = "" if debug else f"http{'s' * https}://{host.removeprefix('.')}"
    url = named or derived
    if url and not re.fullmatch(r"https?://[\w.\-]+(:\d+)?|https?://\[[\da-f:]+\](:\d+)?", url, re.ASCII):
        raise ImproperlyConfigured(PUBLIC_URL_FORM)
    return url


def _secret_key(variables: Mapping[str, str], *, debug: bool, state: Path) -> str:
    key = variables.get("SANBAO_SECRET_KEY", "")
    if key:
        return key
    if not debug:
        raise ImproperlyConfigured(SECRET_KEY_REQUIRED)
    return _development_key(state / "secret_key")


def _development_key(path: Path) -> str:
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        # Written aside (mode 0600) and linked: of two first starts one wins, and neither reads half a key.
        with tempfile.NamedTemporaryFile("w", dir=path.parent) as draft:
            draft.write(secrets.token_urlsafe(64))
            draft.flush()
            _link_unless_there(draft.name, path)
    return path.read_text()


def _link_unless_there(source: str, target: Path) -> None:
    try:
        os.link(source, target)
    except FileExistsError:
        return
