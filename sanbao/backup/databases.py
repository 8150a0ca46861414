"""A database into a file and back, each by the means of its own engine. A target must be empty."""

from __future__ import annotations

import os
import sqlite3
import subprocess
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from django.db import connection
from django.db.backends.postgresql.client import DatabaseClient

from sanbao.backup.errors import BackupError


@dataclass(frozen=True)
class Engine:
    dump: Callable[[Path], None]
    load: Callable[[Path], None]


def engine() -> Engine:
    return ENGINES[connection.vendor]


def require_empty() -> None:
    if connection.introspection.table_names():
        raise BackupError("目标数据库不是空的，没有改动 / the target database is not empty, nothing was changed")


def _dump_sqlite(target: Path) -> None:
    """SQLite's own backup: one moment of the database, however much is written meanwhile."""
    connection.ensure_connection()
    with closing(sqlite3.connect(target)) as copy:
        connection.connection.backup(copy)
        _require_sound(copy)


def _load_sqlite(source: Path) -> None:
    with closing(sqlite3.connect(source)) as copy:
        _require_sound(copy)
        connection.ensure_connection()
        copy.backup(connection.connection)


def _require_sound(database: sqlite3.Connection) -> None:
    answer = database.execute("PRAGMA integrity_check").fetchone()[0]
    if answer != "ok":
        raise BackupError("SQLite 数据库已经损坏 / the SQLite database is damaged")


def _dump_postgres(target: Path) -> None:
    _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={target}")


def _load_postgres(source: Path) -> None:
    """In one transaction: all or nothing."""
    options = ("--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction", str(source))
    _run("pg_restore", *options)


def _run(program: str, *options: str) -> None:
    """Passwords go by the environment, where other users of the machine do not see them."""
    words, variables = DatabaseClient.settings_to_cmd_args_env(connection.settings_dict, [])
    *where, name = words[1:]
    command: Sequence[str] = [program, *where, f"--dbname={name}", *options]
    try:
        done = subprocess.run(  # noqa: S603  # our own words and the operator's settings
            command, env={**os.environ, **(variables or {})}, capture_output=True, text=True, check=False
        )
    except FileNotFoundError:
        message = f"没有找到 {program}，请安装 postgresql-client / {program} not found: install postgresql-client"
        raise BackupError(message) from None
    if done.returncode:
        message = f"{program}: {done.stderr.strip()}"
        raise BackupError(message)


ENGINES = {"sqlite": Engine(_dump_sqlite, _load_sqlite), "postgresql": Engine(_dump_postgres, _load_postgres)}
