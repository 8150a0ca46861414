from django.db import migrations

from sanbao.ledger.append_only import guard


class Migration(migrations.Migration):
    dependencies = [("ledger", "0003_tree_heads_and_keys")]

    operations = [migrations.RunPython(**guard("ledger_leaf", "ledger_subtree", "ledger_head"))]
