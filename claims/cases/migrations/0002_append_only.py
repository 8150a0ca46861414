from django.db import migrations

from sanbao.ledger.append_only import guard


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial"), ("ledger", "0004_append_only_tree")]

    operations = [migrations.RunPython(**guard("cases_step", "cases_screening", "cases_statement"))]
