"""Emptying the ledger of a test database, and the records that grow like it, which their own triggers refuse."""

from collections.abc import Iterable

from django.db import connection

from sanbao.ledger.append_only import guards, without_guards

# Rows that point at others first.
RECORDS = (
    "record_reliance",
    "record_storedassessment",
    "record_lawdata",
    "record_look",
    "cases_screening",
    "cases_step",
    "cases_statement",
)
TABLES = (
    *RECORDS,
    "ledger_delivery",
    "ledger_head",
    "ledger_subtree",
    "ledger_leaf",
    "ledger_waiting",
    "ledger_event",
    "ledger_chain",
)
GUARDED = ("ledger_chain", "ledger_event", "ledger_leaf", "ledger_subtree", "ledger_head", *RECORDS)


def lift_guards() -> None:
    """What an attacker with all rights in the database would do first."""
    _run(without_guards(connection.vendor, GUARDED))


def empty_ledger() -> None:
    lift_guards()
    _run(f"DELETE FROM {table}" for table in TABLES)
    _run(guards(connection.vendor, GUARDED))


def _run(statements: Iterable[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
