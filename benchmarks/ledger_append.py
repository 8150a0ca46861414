"""What the ledger adds to a transaction as the services make it: lock a row, change it, insert a history row, commit.

Run it with DATABASE_URL for PostgreSQL, without for SQLite.
"""

import uuid
from datetime import UTC, datetime
from itertools import cycle
from time import perf_counter
from typing import Any

from django.db import connection, models, transaction

from benchmarks.ledger_database import fresh_database
from benchmarks.measuring import machine, measure, print_ratios

TARGET = 1.5
TRANSACTIONS, ROUNDS = 100, 31
WITHOUT = "lock, update, history row, commit"
WITH = "the same with an event in the ledger"
AT = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
ACTOR, DEALER = str(uuid.UUID(int=1)), str(uuid.UUID(int=2))


def made_tables() -> tuple[models.QuerySet[Any], models.QuerySet[Any]]:
    """A record with a state and its history, as the services keep them."""

    class Case(models.Model):
        state = models.CharField(max_length=20)
        changed_at = models.DateTimeField()

        class Meta:
            app_label = "benchmark"

        def __str__(self) -> str:
            return self.state

    class History(models.Model):
        case = models.ForeignKey(Case, models.PROTECT)
        state = models.CharField(max_length=20)
        by = models.UUIDField()
        at = models.DateTimeField()

        class Meta:
            app_label = "benchmark"

        def __str__(self) -> str:
            return self.state

    with connection.schema_editor() as editor:
        editor.create_model(Case)
        editor.create_model(History)
    return models.QuerySet(Case), models.QuerySet(History)


def run() -> None:
    from sanbao.ledger.services import record  # noqa: PLC0415  models are there once Django is set up

    case_rows, history_rows = made_tables()
    cases = cycle([case_rows.create(state="open", changed_at=AT).pk for _ in range(TRANSACTIONS)])

    def change(pk: int) -> None:
        case = case_rows.select_for_update().get(pk=pk)
        case.state, case.changed_at = "answered", AT
        case.save(update_fields=["state", "changed_at"])
        history_rows.create(case=case, state=case.state, by=ACTOR, at=AT)

    def without() -> None:
        with transaction.atomic():
            change(next(cases))

    def with_event() -> None:
        pk = next(cases)
        with transaction.atomic():
            change(pk)
            codes: dict[str, str | int | bool | None] = {"remedy": "vehicle_return", "granted": True, "article": 24}
            record(action="demand.answered", subject=f"case/{pk}", actor=ACTOR, organisation=DEALER, codes=codes, at=AT)

    calls = {WITHOUT: without, WITH: with_event}
    # Wall clock: the other half of a transaction is spent in the server and on the disk.
    seconds = measure(calls, rounds=ROUNDS, repeats=TRANSACTIONS, clock=perf_counter)
    print_ratios(seconds, WITHOUT, {WITH: TARGET})


if __name__ == "__main__":
    with fresh_database() as database:
        print(f"{machine()}; {database}")
        run()
