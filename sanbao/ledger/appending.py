"""The statements that add an event: two round trips on PostgreSQL, so that the ledger stays cheap for every service."""

from django.db import connection

PLACE = "SELECT length, head FROM ledger_chain WHERE subject = %s"
# Of two that begin a chain at once the second waits here for the first, and then takes the next place.
BEGIN_CHAIN = "INSERT INTO ledger_chain (subject, length, head) VALUES (%s, 0, %s) ON CONFLICT (subject) DO NOTHING"
MOVE_HEAD = "UPDATE ledger_chain SET length = %s, head = %s WHERE subject = %s"
INSERT_EVENT = "INSERT INTO ledger_event (hash, subject, sequence, body) VALUES (%s, %s, %s, %s) RETURNING id"
INSERT_WAITING = "INSERT INTO ledger_waiting (event_id) VALUES (%s)"
APPEND_AT_ONCE = f"""
    WITH moved AS ({MOVE_HEAD}), event AS ({INSERT_EVENT})
    INSERT INTO ledger_waiting (event_id) SELECT id FROM event RETURNING event_id
"""  # noqa: S608  of the statements above, no value


def take_place(subject: str, no_previous: str) -> tuple[int, str]:
    """Lock the subject; answer with the number of its next event and the hash that it follows."""
    # On SQLite the transaction is IMMEDIATE: it holds the only lock there is.
    query = f"{PLACE} FOR UPDATE" if connection.vendor == "postgresql" else PLACE
    with connection.cursor() as cursor:
        cursor.execute(query, [subject])
        last = cursor.fetchone()
        if last is None:
            cursor.execute(BEGIN_CHAIN, [subject, no_previous])
            cursor.execute(query, [subject])
            last = cursor.fetchone()
    return last[0] + 1, last[1]


def append(subject: str, sequence: int, body: str, digest: str) -> int:
    head: list[str | int] = [sequence, digest, subject]
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
