"""How many queries an act asks; savepoints, which a transaction of its own has not, are none."""

from collections.abc import Callable

from django.db import connection
from django.test.utils import CaptureQueriesContext


def queries_of(act: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as asked:
        act()
    return sum("SAVEPOINT" not in one["sql"] for one in asked)
