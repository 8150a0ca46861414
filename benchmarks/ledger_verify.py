"""How many events a second `ledger verify` checks on one core, beside reading the same rows with one SHA-256 each.

Run it with DATABASE_URL for PostgreSQL, without for SQLite. EVENTS is not small: a figure of a full cache says little.
"""

import hashlib
import os
import tempfile
import uuid
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from time import perf_counter

from benchmarks.ledger_database import fresh_database
from benchmarks.measuring import machine, measure, print_ratios, processor_seconds

EVENTS = int(os.environ.get("EVENTS", "300000"))
EVENTS_A_CHAIN = 12
BATCH = 20_000
TARGET = 100_000
ROUNDS = 3
BASELINE = "read the rows, one SHA-256 each"
VERIFY = "verify chains, tree and heads"
AT = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
ACTOR, DEALER = str(uuid.UUID(int=1)), str(uuid.UUID(int=2))


def fill() -> None:
    """Events as `record` writes them; the subjects take turns, so that chains lie scattered as in life."""
    from django.db import transaction  # noqa: PLC0415  once Django is set up

    from sanbao.ledger.services import record  # noqa: PLC0415  once Django is set up

    subjects = [f"case/{number}" for number in range(1, EVENTS // EVENTS_A_CHAIN + 1)]
    codes: dict[str, str | int | bool | None] = {"remedy": "vehicle_return", "granted": True, "article": 24}
    for start in range(0, EVENTS, BATCH):
        with transaction.atomic():
            for number in range(start, min(start + BATCH, EVENTS)):
                subject = subjects[number % len(subjects)]
                record(action="demand.answered", subject=subject, actor=ACTOR, organisation=DEALER, codes=codes, at=AT)


def _session_of(pid: int) -> Path | None:
    """Where the kernel tells what the server's process of our session has used, if it is on this machine."""
    told = Path(f"/proc/{pid}/stat")
    return told if told.exists() else None


def _processor_seconds_of(told: Path) -> float:
    user, system = told.read_text().rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def run(folder: Path) -> None:
    from django.conf import settings  # noqa: PLC0415  once Django is set up
    from django.db import connection  # noqa: PLC0415  once Django is set up

    from sanbao.ledger.checkpoints import checkpoint  # noqa: PLC0415  once Django is set up
    from sanbao.ledger.delivery import heads_file  # noqa: PLC0415  once Django is set up
    from sanbao.ledger.keys import make_key, public_path, read_public_keys  # noqa: PLC0415  once Django is set up
    from sanbao.ledger.verification.reading import snapshot, stream  # noqa: PLC0415  once Django is set up
    from sanbao.ledger.verification.verify import verify  # noqa: PLC0415  once Django is set up

    settings.LEDGER_KEY, settings.LEDGER_HEADS = folder / "ledger.key", folder
    make_key(settings.LEDGER_KEY)
    fill()
    checkpoint(at=AT)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # as autovacuum does in life
            cursor.execute("SET max_parallel_workers_per_gather = 0")  # one core is promised
    keys = read_public_keys(public_path(settings.LEDGER_KEY))

    def bare() -> None:
        with snapshot():
            for _, body in stream("SELECT hash, body FROM ledger_event"):
                hashlib.sha256(body.encode()).hexdigest()

    def whole() -> None:
        findings = verify(file=heads_file(), keys=keys, progress=lambda _: None)
        assert (findings.faults, findings.events) == ([], EVENTS), findings.faults[:3]  # noqa: S101  else it measures nothing

    session = _session_of(connection.connection.info.backend_pid) if connection.vendor == "postgresql" else None

    def processor() -> float:
        return processor_seconds() + (_processor_seconds_of(session) if session else 0)

    for clock, name in (
        (perf_counter, "by the clock"),
        (processor, "processor time, with that of the database session"),
    ):
        seconds = measure({BASELINE: bare, VERIFY: whole}, rounds=ROUNDS, clock=clock)
        print(f"{name}: {EVENTS / median(seconds[VERIFY]):,.0f} events/s, target {TARGET:,}")
        print_ratios({key: [each / EVENTS for each in rounds] for key, rounds in seconds.items()}, BASELINE, {})


if __name__ == "__main__":
    with fresh_database() as database, tempfile.TemporaryDirectory() as folder:
        print(f"{machine()}; {database}; {EVENTS:,} events")
        run(Path(folder))
