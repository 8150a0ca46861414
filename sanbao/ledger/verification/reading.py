"""Reading tables of any size: one snapshot, raw tuples, a cursor that streams."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

ROWS_AT_ONCE = 5_000

Rows = Iterator[tuple[Any, ...]]


@contextmanager
def snapshot() -> Iterator[None]:
    """All queries see one moment, and no writer waits: half a transaction would look like a fault."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "sqlite":
        with _deferred_transaction():
            yield
    else:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield


@contextmanager
def _deferred_transaction() -> Iterator[None]:
    # Django would begin IMMEDIATE, as writers need, and keep them out for as long as the verification takes.
    with connection.cursor() as cursor:
        cursor.execute("BEGIN DEFERRED")
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def stream(query: str, parameters: tuple[Any, ...] = ()) -> Rows:
    with connection.chunked_cursor() as cursor:
        cursor.execute(query, parameters or None)
        while rows := cursor.fetchmany(ROWS_AT_ONCE):
            yield from rows
