"""The statements that add events: two round trips on PostgreSQL for one, a few for many, so that the ledger stays cheap."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

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


LOCK_CHAINS = "SELECT subject, length, head FROM ledger_chain WHERE subject = ANY(%s) ORDER BY subject FOR UPDATE"
BEGIN_CHAINS = """
    INSERT INTO ledger_chain (subject, length, head)
    SELECT * FROM unnest(%s::text[], %s::bigint[], %s::text[]) AS chain (subject, length, head) ORDER BY subject
    ON CONFLICT (subject) DO NOTHING RETURNING subject
"""
# One event further, as the triggers of the database demand.
MOVE_HEADS = """
    UPDATE ledger_chain SET length = moved.length, head = moved.head
    FROM unnest(%s::text[], %s::bigint[], %s::text[]) AS moved (subject, length, head)
    WHERE ledger_chain.subject = moved.subject
"""
TAKE_IDS = "SELECT nextval(pg_get_serial_sequence('ledger_event', 'id')) FROM generate_series(1, %s)"
COPY_EVENTS = "COPY ledger_event (id, hash, subject, sequence, body) FROM STDIN"
COPY_WAITING = "COPY ledger_waiting (event_id) FROM STDIN"


@dataclass(frozen=True, slots=True)
class Link:
    """An event with its place in the chain of its subject."""

    subject: str
    sequence: int
    body: str
    digest: str


def lock_chains(subjects: Iterable[str]) -> dict[str, tuple[int, str]]:
    """Length and head of the chains that are there, locked in the order of their subjects. PostgreSQL alone."""
    with connection.cursor() as cursor:
        cursor.execute(LOCK_CHAINS, [list(subjects)])
        return {subject: (length, head) for subject, length, head in cursor.fetchall()}


def begin_chains(last: Mapping[str, Link]) -> set[str]:
    """Chains that begin with all their events at once; those that somebody else has begun meanwhile are not among them."""
    with connection.cursor() as cursor:
        links = list(last.values())
        columns: list[list[str] | list[int]] = [
            [link.subject for link in links],
            [link.sequence for link in links],
            [link.digest for link in links],
        ]
        cursor.execute(BEGIN_CHAINS, columns)
        return {subject for (subject,) in cursor.fetchall()}


def move_heads(links: Sequence[Link]) -> None:
    """Of chains that are there: one event a round, a chain at most once in each."""
    rounds: list[list[Link]] = []
    taken: dict[str, int] = {}
    for link in links:
        turn = taken.get(link.subject, 0)
        taken[link.subject] = turn + 1
        if turn == len(rounds):
            rounds.append([])
        rounds[turn].append(link)
    with connection.cursor() as cursor:
        for moved in rounds:
            columns: list[list[str] | list[int]] = [
                [link.subject for link in moved],
                [link.sequence for link in moved],
                [link.digest for link in moved],
            ]
            cursor.execute(MOVE_HEADS, columns)


def append_many(links: Sequence[Link]) -> None:
    """Ids in the order given: within a chain they follow its sequence."""
    with connection.cursor() as cursor:
        cursor.execute(TAKE_IDS, [len(links)])
        ids = [pk for (pk,) in cursor.fetchall()]
        with cursor.copy(COPY_EVENTS) as copy:
            for pk, link in zip(ids, links, strict=True):
                copy.write_row((pk, link.digest, link.subject, link.sequence, link.body))
        with cursor.copy(COPY_WAITING) as copy:
            for pk in ids:
                copy.write_row((pk,))
