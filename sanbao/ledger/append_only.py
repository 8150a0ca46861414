"""Triggers by which the database itself refuses to change or remove what was added. Migrations set them.

They stop mistakes and careless scripts. Whoever may drop triggers can go round them: that is found by `ledger verify`.
"""

from typing import Any

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

REFUSAL = "the ledger is append-only"
CHAIN = "ledger_chain"
CHAIN_GROWS = "NEW.subject = OLD.subject AND NEW.length IN (OLD.length, OLD.length + 1)"

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

    def set_triggers(_apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
        set_guards(schema_editor, tables)

    def drop_triggers(_apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
        drop_guards(schema_editor, tables)

    return {"code": set_triggers, "reverse_code": drop_triggers}


def set_guards(schema_editor: BaseDatabaseSchemaEditor, tables: tuple[str, ...]) -> None:
    postgresql = schema_editor.connection.vendor == "postgresql"
    if postgresql:
        schema_editor.execute(POSTGRESQL_FUNCTION, params=None)
    for table in tables:
        for statement in _postgresql(table) if postgresql else _sqlite(table):
            schema_editor.execute(statement, params=None)


def drop_guards(schema_editor: BaseDatabaseSchemaEditor, tables: tuple[str, ...]) -> None:
    postgresql = schema_editor.connection.vendor == "postgresql"
    for table in tables:
        for event in ("update", "delete", "truncate"):
            on = f" ON {table}" if postgresql else ""
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {_name(table, event)}{on}", params=None)


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
