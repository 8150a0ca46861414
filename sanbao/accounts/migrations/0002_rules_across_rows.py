"""Two rules that concern several rows, kept by triggers.

A table that SQLite has to make anew for a later change loses its triggers: such a migration makes them again, and the
tests of both rules fail until it does.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

# The row of the person, and of the parent, is locked before the others are read: of two transactions that would break
# a rule only together, the second sees what the first has done.
POSTGRESQL = """
CREATE FUNCTION accounts_duties_apart() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM accounts_user WHERE id = NEW.user_id FOR NO KEY UPDATE;
    IF EXISTS (
        SELECT 1 FROM accounts_membership AS other
        WHERE other.user_id = NEW.user_id AND other.organisation_id = NEW.organisation_id AND other.id <> NEW.id
          AND (other.role IN ('administrator', 'auditor') OR NEW.role IN ('administrator', 'auditor'))
          AND other.role <> NEW.role
          AND other.joined_on < COALESCE(NEW.left_on, DATE '9999-12-31')
          AND NEW.joined_on < COALESCE(other.left_on, DATE '9999-12-31')
    ) THEN
        RAISE EXCEPTION 'membership_duties_apart' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER accounts_duties_apart BEFORE INSERT OR UPDATE ON accounts_membership
    FOR EACH ROW EXECUTE FUNCTION accounts_duties_apart();

CREATE FUNCTION accounts_outlets_have_no_outlets() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.parent_id IS NULL THEN
        RETURN NEW;
    END IF;
    PERFORM 1 FROM accounts_organisation WHERE id = NEW.parent_id FOR NO KEY UPDATE;
    IF EXISTS (
        SELECT 1 FROM accounts_organisation AS other
        WHERE other.id = NEW.parent_id AND (other.parent_id IS NOT NULL OR other.id = NEW.id)
           OR other.parent_id = NEW.id
    ) THEN
        RAISE EXCEPTION 'outlets_have_no_outlets' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER accounts_outlets_have_no_outlets BEFORE INSERT OR UPDATE OF parent_id ON accounts_organisation
    FOR EACH ROW EXECUTE FUNCTION accounts_outlets_have_no_outlets();
"""
POSTGRESQL_BACK = """
DROP TRIGGER accounts_duties_apart ON accounts_membership;
DROP FUNCTION accounts_duties_apart();
DROP TRIGGER accounts_outlets_have_no_outlets ON accounts_organisation;
DROP FUNCTION accounts_outlets_have_no_outlets();
"""

# SQLite has one writer at a time and no trigger for two events: the same body, once for INSERT and once for UPDATE.
DUTIES_APART = """
BEGIN
    SELECT RAISE(ABORT, 'membership_duties_apart') WHERE EXISTS (
        SELECT 1 FROM accounts_membership AS other
        WHERE other.user_id = NEW.user_id AND other.organisation_id = NEW.organisation_id AND other.id <> NEW.id
          AND (other.role IN ('administrator', 'auditor') OR NEW.role IN ('administrator', 'auditor'))
          AND other.role <> NEW.role
          AND other.joined_on < COALESCE(NEW.left_on, '9999-12-31')
          AND NEW.joined_on < COALESCE(other.left_on, '9999-12-31')
    );
END
"""
OUTLETS_HAVE_NO_OUTLETS = """
WHEN NEW.parent_id IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'outlets_have_no_outlets') WHERE EXISTS (
        SELECT 1 FROM accounts_organisation AS other
        WHERE other.id = NEW.parent_id AND (other.parent_id IS NOT NULL OR other.id = NEW.id)
           OR other.parent_id = NEW.id
    );
END
"""
SQLITE = {
    f"{name}_{event.lower()}": f"AFTER {event} ON {table} FOR EACH ROW {body}"
    for name, table, body in [
        ("accounts_duties_apart", "accounts_membership", DUTIES_APART),
        ("accounts_outlets_have_no_outlets", "accounts_organisation", OUTLETS_HAVE_NO_OUTLETS),
    ]
    for event in ("INSERT", "UPDATE")
}


def make(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute(POSTGRESQL)
        return
    for name, trigger in SQLITE.items():
        editor.execute(f"CREATE TRIGGER {name} {trigger}")


def drop(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute(POSTGRESQL_BACK)
        return
    for name in SQLITE:
        editor.execute(f"DROP TRIGGER {name}")


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]
    operations = [migrations.RunPython(make, drop)]
