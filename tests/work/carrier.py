"""A worker process for tests: `python -m tests.work.carrier prepare COUNT | work`. Its database is in the environment.

The effect of a message is a step of a tally, made once a key by a receipt in the same transaction, with pauses in which
a kill may fall.
"""

import sys
import time
from datetime import timedelta

import django

django.setup()

from django.core.management import call_command  # noqa: E402  # after the apps are loaded
from django.db import connection, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from sanbao.work import enqueue, handler  # noqa: E402

TABLES = (
    "CREATE TABLE started (key VARCHAR(50))",
    "CREATE TABLE receipt (key VARCHAR(50) PRIMARY KEY)",
    "CREATE TABLE tally (steps INTEGER)",
    "INSERT INTO tally VALUES (0)",
)


@handler("count", lease=timedelta(seconds=2))
def count(payload, message):
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO started VALUES (%s)", [message.key])
        time.sleep(payload["pause_s"])
        with transaction.atomic():
            cursor.execute("INSERT INTO receipt VALUES (%s) ON CONFLICT DO NOTHING", [message.key])
            if cursor.rowcount == 1:
                cursor.execute("UPDATE tally SET steps = steps + 1")
        time.sleep(payload["pause_s"])


def prepare(messages, pause_s):
    call_command("migrate", verbosity=0)
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in TABLES:
            cursor.execute(statement)
        for number in range(messages):
            enqueue(topic="count", payload={"pause_s": pause_s}, key=f"count/{number}", at=timezone.now())


if __name__ == "__main__":
    if sys.argv[1] == "prepare":
        prepare(int(sys.argv[2]), float(sys.argv[3]))
    else:
        call_command("work")
