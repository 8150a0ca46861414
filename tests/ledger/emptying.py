"""Emptying the ledger of a test database, which its own triggers refuse."""

from django.db import connection

from sanbao.ledger.append_only import drop_guards, set_guards

# Rows that point at others first.
TABLES = (
    "ledger_delivery",
    "ledger_head",
    "ledger_subtree",
    "ledger_leaf",
    "ledger_waiting",
    "ledger_event",
    "ledger_chain",
)
GUARDED = ("ledger_chain", "ledger_event", "ledger_leaf", "ledger_subtree", "ledger_head")


def lift_guards() -> None:
    """What an attacker with all rights in the database would do first."""
    with connection.schema_editor(atomic=False) as editor:
        drop_guards(editor, GUARDED)


def empty_ledger() -> None:
    lift_guards()
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"DELETE FROM {table}")  # noqa: S608  the names above
    with connection.schema_editor(atomic=False) as editor:
        set_guards(editor, GUARDED)
