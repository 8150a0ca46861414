from django.db import migrations

from sanbao.ledger.append_only import guard


class Migration(migrations.Migration):
    dependencies = [("record", "0002_stored_assessments"), ("ledger", "0004_append_only_tree")]

    operations = [
        migrations.RunPython(**guard("record_look", "record_lawdata", "record_storedassessment", "record_reliance"))
    ]
