"""The statements that add an event: two round trips on PostgreSQL, so that the ledger stays cheap for every service."""

from django.db import connection

# Takes the subject's lock, also where the subject is new, and answers with the place and what it follows.
# The head is still the old one; `_append` moves it in the same transaction.
TAKE_PLACE = """
    INSERT INTO ledger_chain (subject, length, head) VALUES (%s, 1, %s)
    ON CONFLICT (subject) DO UPDATE SET length = ledger_chain.length + 1
    RETURNING length, head
"""
MOVE_HEAD = "UPDATE ledger_chain SET head = %s WHERE subject = %s"
INSERT_EVENT = "INSERT INTO ledger_event (hash, subject, sequence, body) VALUES (%s, %s, %s, %s) RETURNING id"
INSERT_WAITING = "INSERT INTO ledger_waiting (event_id) VALUES (%s)"
APPEND_AT_ONCE = f"""
    WITH moved AS ({MOVE_HEAD}), event AS ({INSERT_EVENT})
    INSERT INTO ledger_waiting (event_id) SELECT id FROM event RETURNING event_id
"""  # noqa: S608  of the statements above, no value


def take_place(subject: str, no_previous: str) -> tuple[int, str]:
    with connection.cursor() as cursor:
        cursor.execute(TAKE_PLACE, [subject, no_previous])
        sequence, previous = cursor.fetchone()
    return sequence, previous


def append(subject: str, sequence: int, body: str, digest: str) -> int:
    head: list[str | int] = [digest, subject]
    event: list[str | int] = [digest, subject, sequence, body]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(APPEND_AT_ONCE, [*head, *event])
            return int(cursor.fetchone()[0])
        cursor.execute(MOVE_HEAD, head)
        cursor.execute(INSERT_EVENT, event)
        added = int(cursor.fetchone()[0])
        cursor.execute(INSERT_WAITING, [added])
    return added
