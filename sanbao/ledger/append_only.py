"""Triggers by which the database itself refuses to change or remove what was added. Migrations set them.

They stop mistakes and careless scripts. Whoever may drop triggers can go round them: that is found by `ledger verify`.
"""

from collections.abc import Sequence
from typing import Any

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

REFUSAL = "the ledger is append-only"
CHAIN = "ledger_chain"
CHAIN_GROWS = "NEW.subject = OLD.subject AND NEW.length = OLD.length + 1"

# An empty table may be truncated: nothing is lost, and a test database is emptied that way.
POSTGRESQL_FUNCTION = f"""
CREATE OR REPLACE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE filled boolean := true;
BEGIN
    IF TG_OP = 'TRUNCATE' THEN
        EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I)', TG_TABLE_NAME) INTO filled;
    END IF;
    IF filled THEN
        RAISE EXCEPTION '{REFUSAL}: % of %', TG_OP, TG_TABLE_NAME;
    END IF;
    RETURN NULL;
END $$
"""  # noqa: S608  of the constant above, no value


def guard(*tables: str) -> dict[str, Any]:
    """Arguments of a RunPython operation that makes these tables append-only; the chain's rows may grow."""

    def set_triggers(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        for statement in guards(editor.connection.vendor, tables):
            editor.execute(statement, params=None)

    def drop_triggers(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        for statement in without_guards(editor.connection.vendor, tables):
            editor.execute(statement, params=None)

    return {"code": set_triggers, "reverse_code": drop_triggers}


def guards(vendor: str, tables: Sequence[str]) -> list[str]:
    if vendor == "postgresql":
        return [POSTGRESQL_FUNCTION, *(statement for table in tables for statement in _postgresql(table))]
    return [statement for table in tables for statement in _sqlite(table)]


def without_guards(vendor: str, tables: Sequence[str]) -> list[str]:
    return [
        f"DROP TRIGGER IF EXISTS {_name(table, event)}" + (f" ON {table}" if vendor == "postgresql" else "")
        for table in tables
        for event in ("update", "delete", "truncate")
    ]


def _sqlite(table: str) -> list[str]:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}: {table}'); END"
    when = f"WHEN NOT ({CHAIN_GROWS})" if table == CHAIN else ""
    return [
        f"CREATE TRIGGER {_name(table, 'update')} BEFORE UPDATE ON {table} {when} {refuse}",
        f"CREATE TRIGGER {_name(table, 'delete')} BEFORE DELETE ON {table} {refuse}",
    ]


def _postgresql(table: str) -> list[str]:
    refuse = "EXECUTE FUNCTION ledger_refuse()"
    when = f"WHEN (NOT ({CHAIN_GROWS}))" if table == CHAIN else ""
    return [
        f"CREATE TRIGGER {_name(table, 'update')} BEFORE UPDATE ON {table} FOR EACH ROW {when} {refuse}",
        f"CREATE TRIGGER {_name(table, 'delete')} BEFORE DELETE ON {table} FOR EACH ROW {refuse}",
        f"CREATE TRIGGER {_name(table, 'truncate')} BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {refuse}",
    ]


def _name(table: str, event: str) -> str:
    return f"{table}_refuses_{event}"
