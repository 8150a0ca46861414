"""Many rows of a table at once: COPY on PostgreSQL, a few statements on SQLite. Ids are taken beforehand, so that rows may
point at each other before they are there. What Django checks row by row is checked by whoever calls.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from django.db import connection, models
from django.db.models import Max

SQLITE_BATCH = 200


@cache
def table_of(model: type[models.Model]) -> Table:
    return Table(model)


class Table:
    """The columns of a model, with what stands in them where nothing is said."""

    def __init__(self, model: type[models.Model]) -> None:
        self.model = model
        fields = [one for one in model._meta.concrete_fields if not one.generated]  # noqa: SLF001  Django documents `_meta`
        self.columns = [str(one.column) for one in fields]
        self.names = [one.attname for one in fields]
        blank = model()
        self._blank = [getattr(blank, name) for name in self.names]
        self._json = [(place, one) for place, one in enumerate(fields) if isinstance(one, models.JSONField)]
        self._place = {name: place for place, name in enumerate(self.names)}

    def row(self, values: dict[str, Any]) -> list[Any]:
        made, place = self._blank.copy(), self._place
        for name, value in values.items():
            made[place[name]] = value
        return made

    def ids(self, number: int) -> list[int]:
        """Nobody else's, in order."""
        if number and connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
                    [self.model._meta.db_table, number],  # noqa: SLF001
                )
                return [row[0] for row in cursor.fetchall()]
        last = self.model._default_manager.aggregate(last=Max("pk"))["last"] or 0  # noqa: SLF001  the lock of SQLite is held
        return list(range(last + 1, last + 1 + number))

    def insert(self, rows: Sequence[list[Any]]) -> None:
        if not rows:
            return
        if connection.vendor == "postgresql":
            self._copy(rows)
        else:
            made = [self.model(**dict(zip(self.names, row, strict=True))) for row in rows]
            self.model._default_manager.bulk_create(made, batch_size=SQLITE_BATCH)  # noqa: SLF001

    def _copy(self, rows: Sequence[list[Any]]) -> None:
        table = connection.ops.quote_name(self.model._meta.db_table)  # noqa: SLF001
        columns = ", ".join(connection.ops.quote_name(column) for column in self.columns)
        with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(self._written(row))

    def _written(self, row: list[Any]) -> list[Any]:
        """A list means an array to PostgreSQL, unless it is said to be JSON."""
        if not self._json:
            return row
        written = row.copy()
        for place, field in self._json:
            written[place] = field.get_db_prep_save(row[place], connection)
        return written
