"""A database of its own for a benchmark of the ledger: SQLite on disk, or PostgreSQL by DATABASE_URL."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def fresh_database() -> Iterator[str]:
    """Sets Django up, with all tables; answers with what is measured. Nothing of it stays."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sanbao.settings")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["SANBAO_STATE"] = folder
        import django  # noqa: PLC0415  after the environment it reads

        django.setup()
        from django.conf import settings  # noqa: PLC0415  once Django is set up
        from django.db import connection  # noqa: PLC0415  once Django is set up

        settings.DEBUG = False  # with it every statement is kept in memory
        connection.settings_dict["TEST"]["NAME"] = (
            f"{folder}/benchmark.sqlite3" if connection.vendor == "sqlite" else None
        )
        own = connection.settings_dict["NAME"]
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        try:
            yield f"{connection.display_name}, durable"
        finally:
            connection.creation.destroy_test_db(str(own), verbosity=0)
