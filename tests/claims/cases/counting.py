"""How many queries an act asks. Savepoints, which a transaction of its own has not, are none; an event of the ledger is counted
as PostgreSQL asks it: the place in the chain, then head, event and waiting row in one statement."""

from collections.abc import Callable

from django.db import connection
from django.test.utils import CaptureQueriesContext

IN_ONE_STATEMENT = ("UPDATE ledger_chain", "INSERT INTO ledger_waiting")


def queries_of(act: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as asked:
        act()
    told = [one["sql"] for one in asked if "SAVEPOINT" not in one["sql"]]
    return sum(not sql.startswith(IN_ONE_STATEMENT) for sql in told)
