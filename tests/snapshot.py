"""A built world, kept and put back: on SQLite, rows that took seconds to make come back in a few hundredths.

The first build of a process runs; what it wrote is kept. Later ones get these rows again, as they were. On PostgreSQL, where
sequences would have to follow, each is built anew.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.db import connection, transaction

Rows = list[tuple[Any, ...]]
_kept: dict[str, Snapshot] = {}


class NotFromNothingError(AssertionError):
    """The build changed rows that stood there before it: putting back what it added would not be the same."""


@dataclass
class Snapshot:
    """The rows of each table that the build filled."""

    tables: dict[str, Rows] = field(default_factory=dict)

    def put_back(self) -> None:
        """Whole, for a row may name one of a later table."""
        with transaction.atomic(), connection.cursor() as cursor:
            for table, rows in self.tables.items():
                places = ", ".join(["%s"] * len(rows[0]))
                cursor.executemany(f"INSERT INTO {table} ({_columns(table)}) VALUES ({places})", rows)  # noqa: S608


def built(name: str, build: Callable[[], Any]) -> None:
    """Runs `build`, or puts back what it made the first time."""
    if connection.vendor != "sqlite":
        build()
        return
    if name in _kept:
        _kept[name].put_back()
        return
    before = _all_rows()
    build()
    after = _all_rows()
    changed = sorted(table for table, rows in before.items() if rows and after[table] != rows)
    if changed:
        raise NotFromNothingError(changed)
    _kept[name] = Snapshot({table: rows for table, rows in after.items() if rows and not before[table]})


def _all_rows() -> dict[str, Rows]:
    found = {}
    for table in connection.introspection.table_names():
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {_columns(table)} FROM {table} ORDER BY rowid")  # noqa: S608
            found[table] = cursor.fetchall()
    return found


@cache
def _columns(table: str) -> str:
    """Those that are written: a generated one is not."""
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA table_info({table})")
        return ", ".join(f'"{row[1]}"' for row in cursor.fetchall())
