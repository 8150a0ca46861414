from django.db import migrations

from sanbao.ledger.append_only import guard


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]

    operations = [migrations.RunPython(**guard("ledger_chain", "ledger_event"))]
