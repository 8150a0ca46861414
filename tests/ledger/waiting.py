"""Waiting for a lock of PostgreSQL to be waited for."""

import threading

import pytest
from django.db import connection


def wait_until_one_waits() -> None:
    """Until the database says that a session of ours waits for another."""
    pause = threading.Event()
    for _ in range(1000):
        with connection.cursor() as cursor:
            cursor.execute("SELECT COUNT(*) FROM pg_locks l JOIN pg_stat_activity a USING (pid) WHERE NOT l.granted AND a.datname = current_database()")  # fmt: skip
            if cursor.fetchone()[0]:
                return
        pause.wait(0.02)
    pytest.fail("nobody waits")
