"""Whether this process can serve. Apps add what they need (`register` in their `ready()`); answers are codes alone."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection
from django.db.migrations.executor import MigrationExecutor

OK = "ok"
FREE_BYTES = 512 * 1024 * 1024

# Answers OK, or a code that says what is wrong.
Check = Callable[[datetime], str]


@dataclass(frozen=True)
class Entry:
    """`essential`: without it no page can be served, so the node is taken out; else it is only reported."""

    name: str
    check: Check
    essential: bool


@dataclass(frozen=True)
class Report:
    answers: dict[str, str]
    is_ready: bool

    @property
    def status(self) -> str:
        if not self.is_ready:
            return "not_ready"
        return "ready" if set(self.answers.values()) == {OK} else "degraded"


_entries: dict[str, Entry] = {}


def register(name: str, check: Check, *, essential: bool) -> None:
    _entries[name] = Entry(name, check, essential)


def report(at: datetime) -> Report:
    answers = {entry.name: _ask(entry, at) for entry in _entries.values()}
    return Report(answers, all(answers[entry.name] == OK for entry in _entries.values() if entry.essential))


def _ask(entry: Entry, at: datetime) -> str:
    try:
        return entry.check(at)
    except (DatabaseError, InterfaceError):
        return "unavailable"


def database(_at: datetime) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return OK


class Migrations:
    """Asked until it holds: of a running process the code does not change, and an older schema never returns."""

    def __init__(self) -> None:
        self._applied = False

    def __call__(self, _at: datetime) -> str:
        if not self._applied:
            executor = MigrationExecutor(connection)
            self._applied = not executor.migration_plan(executor.loader.graph.leaf_nodes())
        return OK if self._applied else "missing"


def disk(_at: datetime) -> str:
    return OK if shutil.disk_usage(settings.STATE).free >= FREE_BYTES else "low"
