"""How far an import has come, for whoever looks on."""

from __future__ import annotations

from datetime import datetime

from django.db import connection

from claims.imports.loading import Found, Tally
from claims.imports.models import Finding, Run

MOST_FINDINGS = 20_000
BATCH = 1_000
_COUNTED = ("new", "known", "wrong", "warned")


class Findings:
    """The report: no longer than somebody reads, and the faults before the warnings."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._room = MOST_FINDINGS - run.findings.count()

    def add(self, found: list[Found]) -> None:
        kept = sorted(found, key=lambda one: one[1].is_warning)[: max(self._room, 0)]
        self._room -= len(kept)
        Finding.objects.bulk_create(
            (
                Finding(
                    run=self._run,
                    line=line,
                    column=fault.column,
                    says=fault.says[:400],
                    values=fault.values,
                    is_warning=fault.is_warning,
                )
                for line, fault in kept
            ),
            batch_size=BATCH,
        )


def begin(run: Run, *, rows: int | None = None) -> None:
    """From the first row, with nothing found yet."""
    run.findings.all().delete()
    run.cursor = run.new = run.known = run.wrong = run.warned = 0
    if rows is not None:
        run.rows = rows


def advance(run: Run, lines: int, tally: Tally, at: datetime) -> None:
    run.cursor += lines
    for name in _COUNTED:
        setattr(run, name, getattr(run, name) + getattr(tally, name))
    run.changed_at = at


SHOWN = ("cursor", *_COUNTED, "changed_at")


class Outside:
    """Progress that is seen before the transaction of the import ends: over a connection of its own.

    SQLite has one writer, so there it is seen at the end.
    """

    def __init__(self, run: Run) -> None:
        self._run = run
        self._connection = connection.copy() if connection.vendor == "postgresql" else None

    def tell(self) -> None:
        if self._connection is not None:
            with self._connection.cursor() as cursor:
                cursor.execute("UPDATE imports_run SET cursor = %s WHERE id = %s", [self._run.cursor, self._run.pk])

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
