"""An installation of its own for tests that start processes: a state folder, a database, `manage.py` on them."""

import os
import sqlite3
import subprocess
import sys
import uuid
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

import psycopg
from django.conf import settings

from tests.test_project import ROOT


class Installation:
    def __init__(self, state, database_url, query):
        self.state = Path(state)
        self.variables = os.environ | {"SANBAO_STATE": str(state), "DATABASE_URL": database_url}
        self.query = query

    def manage(self, *words, check=True, **variables):
        command = [sys.executable, "manage.py", *words]
        return subprocess.run(
            command, cwd=ROOT, env=self.variables | variables, check=check, capture_output=True, text=True
        )

    def number(self, sql):
        return self.query(sql)[0][0]


@contextmanager
def on_sqlite(state):
    def query(sql):
        with closing(sqlite3.connect(state / "sanbao.sqlite3", timeout=20)) as connection:
            return connection.execute(sql).fetchall()

    yield Installation(state, "", query)


@contextmanager
def on_postgres(state):
    """A database beside the one of the tests, dropped at the end."""
    server = settings.DATABASES["default"]
    user = ":".join(quote(server[part], safe="") for part in ("USER", "PASSWORD") if server[part])
    address = f"postgres://{user}@{quote(server['HOST'], safe='')}:{server['PORT'] or 5432}"
    name = f"sanbao_own_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(f"{address}/postgres", autocommit=True) as service:
        service.execute(f"CREATE DATABASE {name}")
        try:
            with psycopg.connect(f"{address}/{name}", autocommit=True) as connection:
                yield Installation(state, f"{address}/{name}", lambda sql: connection.execute(sql).fetchall())
        finally:
            service.execute(f"DROP DATABASE {name} WITH (FORCE)")
