"""The glossary's term for the authority. On SQLite the table is made anew, which loses its triggers: they are made again."""

from importlib import import_module

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

rules = import_module("sanbao.accounts.migrations.0002_rules_across_rows")


def make_triggers_again(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "sqlite":
        for name, trigger in rules.SQLITE.items():
            if "ON accounts_organisation" in trigger:
                editor.execute(f"CREATE TRIGGER {name} {trigger}")


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_rules_across_rows"),
    ]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, make_triggers_again),
        migrations.RemoveConstraint(
            model_name="organisation",
            name="organisation_has_a_capacity",
        ),
        migrations.RemoveConstraint(
            model_name="organisation",
            name="bodies_do_no_business",
        ),
        migrations.RemoveConstraint(
            model_name="organisation",
            name="bodies_have_a_region",
        ),
        migrations.RemoveConstraint(
            model_name="organisation",
            name="outlets_sell_or_repair",
        ),
        migrations.RenameField(
            model_name="organisation",
            old_name="is_regulator",
            new_name="is_market_regulator",
        ),
        migrations.AddConstraint(
            model_name="organisation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("is_producer", True),
                    ("is_seller", True),
                    ("is_repairer", True),
                    ("is_dispute_body", True),
                    ("is_market_regulator", True),
                    _connector="OR",
                ),
                name="organisation_has_a_capacity",
                violation_error_message="请至少选择一种身份。",
            ),
        ),
        migrations.AddConstraint(
            model_name="organisation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("is_producer", True), ("is_seller", True), ("is_repairer", True), _connector="OR"),
                    models.Q(("is_dispute_body", True), ("is_market_regulator", True), _connector="OR"),
                    _negated=True,
                ),
                name="bodies_do_no_business",
                violation_error_message="争议处理机构和市场监督管理部门不能同时是生产者、销售者或者修理者。",
            ),
        ),
        migrations.AddConstraint(
            model_name="organisation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("is_dispute_body", True), ("is_market_regulator", True), _connector="OR"),
                    ("region", ""),
                    _negated=True,
                ),
                name="bodies_have_a_region",
                violation_error_message="争议处理机构和市场监督管理部门要填写行政区划代码。",
            ),
        ),
        migrations.AddConstraint(
            model_name="organisation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("parent", None),
                    models.Q(
                        ("is_producer", False),
                        models.Q(("is_seller", True), ("is_repairer", True), _connector="OR"),
                        models.Q(
                            ("is_dispute_body", True), ("is_market_regulator", True), _connector="OR", _negated=True
                        ),
                    ),
                    _connector="OR",
                ),
                name="outlets_sell_or_repair",
                violation_error_message="网点应当是销售者或者修理者，不能是生产者、争议处理机构或者市场监督管理部门。",
            ),
        ),
        migrations.RunPython(make_triggers_again, migrations.RunPython.noop),
    ]
