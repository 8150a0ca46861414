"""The one reader of the environment. The table of settings in the README names every variable; a test compares."""

import os
import re
import secrets
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import time
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from sanbao import mail_server
from sanbao.mail_server import MailServer

CONSOLE_SMS = "sanbao.sms.console.ConsoleGateway"
LOCAL_SITE = "http://127.0.0.1:8000"
LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
SECRET_KEY_REQUIRED = "SANBAO_SECRET_KEY must be set when SANBAO_DEBUG=0"
HOSTS_REQUIRED = "SANBAO_HOSTS must be set when SANBAO_DEBUG=0"
SITE_FORM = "SANBAO_SITE must be like https://sanbao.example, without a path"
HOSTS_NOT_LOCAL = "SANBAO_HOSTS names other hosts than this machine: set SANBAO_DEBUG=0 to serve them"


@dataclass(frozen=True)
class Environment:
    debug: bool
    secret_key: str
    old_secret_keys: tuple[str, ...]
    hosts: tuple[str, ...]
    https: bool
    behind_proxy: bool
    database_url: str  # empty: SQLite in the state folder
    state: Path
    mail_server: MailServer | None  # None: the console in development, this machine's own server elsewhere
    mail_from: str
    sms_gateway: str  # empty: this site sends no SMS
    session_idle_minutes: int
    session_hours: int
    ledger_key: Path | None  # None: this process signs nothing
    ledger_public_keys: Path | None  # None: beside the key
    ledger_heads: Path
    ledger_mail: tuple[str, ...]
    idempotency_hours: int
    evidence_key: Path | None  # None: this site takes no evidence
    evidence_storage: str  # empty: a folder in the state folder
    evidence_bytes: dict[str, int]
    evidence_pixels: int
    evidence_nearness: int
    paper_key: Path | None  # None: this process prints no papers
    paper_public_keys: Path | None  # None: beside the key
    paper_certificates: Path
    sheet_days: int
    import_bytes: int  # the largest file
    outlet_hours: tuple[time, time]  # stand for a time that a paper does not tell
    claim_days: dict[str, int]  # where the law sets no time limit for a duty
    claim_reminder_days: tuple[int, ...]  # so many days before a duty is due its holder is reminded
    site: str  # the address under which papers say they are checked, and where links in mails lead


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
        behind_proxy=_flag(variables, "SANBAO_BEHIND_PROXY", default=False),
        database_url=variables.get("DATABASE_URL", ""),
        state=state,
        mail_server=mail_server.read(url) if (url := variables.get("SANBAO_MAIL_URL", "")) else None,
        mail_from=variables.get("SANBAO_MAIL_FROM") or "sanbao@localhost",
        sms_gateway=variables.get("SANBAO_SMS_GATEWAY", CONSOLE_SMS if debug else ""),
        session_idle_minutes=_positive(variables, "SANBAO_SESSION_IDLE_MINUTES", default=120),
        session_hours=_positive(variables, "SANBAO_SESSION_HOURS", default=12),
        ledger_key=_key(variables, "SANBAO_LEDGER_KEY", debug=debug, default=state / "ledger.key"),
        ledger_public_keys=_file(variables, "SANBAO_LEDGER_PUBLIC_KEYS"),
        ledger_heads=Path(variables.get("SANBAO_LEDGER_HEADS") or state / "ledger-heads"),
        ledger_mail=_listed(variables, "SANBAO_LEDGER_MAIL"),
        idempotency_hours=_positive(variables, "SANBAO_IDEMPOTENCY_HOURS", default=72),
        evidence_key=_key(variables, "SANBAO_EVIDENCE_KEY", debug=debug, default=state / "evidence.key"),
        evidence_storage=variables.get("SANBAO_EVIDENCE_STORAGE", ""),
        evidence_bytes=_evidence_bytes(variables),
        evidence_pixels=_positive(variables, "SANBAO_EVIDENCE_MEGAPIXELS", default=120) * 1_000_000,
        evidence_nearness=_positive(variables, "SANBAO_EVIDENCE_NEARNESS", default=6),
        paper_key=_key(variables, "SANBAO_PAPER_KEY", debug=debug, default=state / "paper.key"),
        paper_public_keys=_file(variables, "SANBAO_PAPER_PUBLIC_KEYS"),
        paper_certificates=Path(variables.get("SANBAO_PAPER_CERTIFICATES") or state / "certificates"),
        sheet_days=_positive(variables, "SANBAO_SHEET_DAYS", default=90),
        import_bytes=_positive(variables, "SANBAO_IMPORT_MB", default=200) * 1024 * 1024,
        outlet_hours=_hours(variables, "SANBAO_OUTLET_HOURS", default="08:30-17:30"),
        claim_days=_days(variables, "SANBAO_CLAIM_DAYS", default="reply=10,complete=30,sign=7,confirm=15,screen=5"),
        claim_reminder_days=_reminders(variables, "SANBAO_CLAIM_REMINDERS", default="3,1"),
        site=_site(variables, LOCAL_SITE if debug else f"http{'s' * https}://{hosts[0].removeprefix('.')}"),
    )


def _evidence_bytes(variables: Mapping[str, str]) -> dict[str, int]:
    """The largest file of each kind."""
    mib = 1024 * 1024
    return {
        "photo": _positive(variables, "SANBAO_EVIDENCE_PHOTO_MB", default=30) * mib,
        "pdf": _positive(variables, "SANBAO_EVIDENCE_PDF_MB", default=50) * mib,
        "video": _positive(variables, "SANBAO_EVIDENCE_VIDEO_MB", default=300) * mib,
        "audio": _positive(variables, "SANBAO_EVIDENCE_AUDIO_MB", default=100) * mib,
    }


def _hours(variables: Mapping[str, str], name: str, *, default: str) -> tuple[time, time]:
    """When outlets open and close."""
    written = variables.get(name, "") or default
    match = re.fullmatch(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)", written, re.ASCII)
    opens, closes = (time(int(match[at]), int(match[at + 1])) for at in (1, 3)) if match else (time.min, time.min)
    if opens >= closes:
        message = f"{name} must be like {default}, not {written!r}"
        raise ImproperlyConfigured(message)
    return opens, closes


def _days(variables: Mapping[str, str], name: str, *, default: str) -> dict[str, int]:
    """Calendar days by duty; those that are not named keep their default."""
    known = dict(_pairs(name, default, default))
    told = dict(_pairs(name, variables.get(name, ""), default))
    if not set(told) <= set(known):
        message = f"{name} must be like {default}, not {variables.get(name)!r}"
        raise ImproperlyConfigured(message)
    return known | told


def _reminders(variables: Mapping[str, str], name: str, *, default: str) -> tuple[int, ...]:
    """Days before, the earliest first."""
    written = variables.get(name, "") or default
    if re.fullmatch(r"[1-9]\d?(,[1-9]\d?){0,4}", written, re.ASCII) is None:
        message = f"{name} must be like {default}, not {written!r}"
        raise ImproperlyConfigured(message)
    return tuple(sorted({int(part) for part in written.split(",")}, reverse=True))


def _pairs(name: str, written: str, default: str) -> Iterator[tuple[str, int]]:
    for part in filter(None, (part.strip() for part in written.split(","))):
        match = re.fullmatch(r"([a-z_]+)=([1-9]\d{0,2})", part, re.ASCII)
        if match is None:
            message = f"{name} must be like {default}, not {written!r}"
            raise ImproperlyConfigured(message)
        yield match[1], int(match[2])


def _key(variables: Mapping[str, str], name: str, *, debug: bool, default: Path) -> Path | None:
    """In production only the process that needs a key is told where it lies."""
    return _file(variables, name) or (default if debug else None)


def _file(variables: Mapping[str, str], name: str) -> Path | None:
    named = variables.get(name, "")
    return Path(named) if named else None


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


def _site(variables: Mapping[str, str], derived: str) -> str:
    site = variables.get("SANBAO_SITE", "").rstrip("/") or derived
    if not re.fullmatch(r"https?://([\w.\-]+|\[[\da-f:]+\])(:\d+)?", site, re.ASCII):
        raise ImproperlyConfigured(SITE_FORM)
    return site


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
