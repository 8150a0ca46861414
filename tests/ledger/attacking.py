"""What somebody could do to the ledger who may do everything in the database."""

import json
from collections.abc import Sequence
from typing import Any

from django.db import connection

from sanbao.ledger import merkle
from sanbao.ledger.canonical import NO_PREVIOUS, canonical, event_hash
from sanbao.ledger.heads import head_hash
from sanbao.ledger.keys import SigningKey
from sanbao.ledger.models import Event, Head, Leaf
from tests.ledger.emptying import lift_guards

POSTGRESQL = ("SET session_replication_role = replica", "SET session_replication_role = DEFAULT")
SQLITE = ("PRAGMA foreign_keys = OFF", "PRAGMA foreign_keys = ON")


def attack(*statements: tuple[str, Sequence[Any]] | str) -> None:
    """Runs plain SQL with triggers dropped and foreign keys off."""
    lift_guards()
    off, on = POSTGRESQL if connection.vendor == "postgresql" else SQLITE
    with connection.cursor() as cursor:
        cursor.execute(off)
        for statement in statements:
            sql, parameters = (statement, ()) if isinstance(statement, str) else statement
            cursor.execute(sql, parameters or None)
        cursor.execute(on)


def rewrite_chain(subject: str, sequence: int, codes: dict[str, Any]) -> None:
    """Changes one event and makes the whole chain agree with it, hash by hash."""
    previous = NO_PREVIOUS
    statements: list[tuple[str, Sequence[Any]]] = []
    for event in Event.objects.filter(subject=subject).order_by("sequence"):
        content = json.loads(event.body)
        if event.sequence == sequence:
            content["codes"] = codes
        body = canonical(content)
        previous = event_hash(body, previous)
        statements.append(("UPDATE ledger_event SET body = %s, hash = %s WHERE id = %s", [body, previous, event.pk]))
    statements.append(("UPDATE ledger_chain SET head = %s WHERE subject = %s", [previous, subject]))
    attack(*statements)


def rewrite_tree() -> None:
    """Makes leaves and stored subtrees agree with the events as they are now."""
    attack("UPDATE ledger_leaf SET hash = (SELECT hash FROM ledger_event e WHERE e.id = ledger_leaf.event_id)")
    nodes = _nodes()
    attack(
        *[
            ('UPDATE ledger_subtree SET hash = %s WHERE height = 8 AND "index" = %s', [merkle.root(block).hex(), index])
            for index, block in enumerate(nodes[start : start + 256] for start in range(0, len(nodes) - 255, 256))
        ]
    )


def rewrite_heads(key: SigningKey) -> None:
    """Signs every head anew, as only somebody with the key can."""
    nodes, previous = _nodes(), ""
    for head in Head.objects.order_by("number"):
        content = json.loads(head.body) | {"root": merkle.root(nodes[: head.size]).hex(), "previous": previous}
        body = canonical(content)
        previous = head_hash(body)
        attack(
            ("UPDATE ledger_head SET body = %s, signature = %s WHERE number = %s", [body, key.sign(body), head.number])
        )


def _nodes() -> list[bytes]:
    hashes = Leaf.objects.order_by("position").values_list("hash", flat=True)
    return [merkle.leaf_hash(bytes.fromhex(digest)) for digest in hashes]
