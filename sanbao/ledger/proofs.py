"""What a paper can carry: that its event is in the tree of a signed head, and that a later head grew out of it."""

import json
from dataclasses import dataclass
from typing import Any

from sanbao.ledger import merkle, tree
from sanbao.ledger.canonical import NO_PREVIOUS
from sanbao.ledger.models import Event, Head, Leaf


class NotCoveredError(LookupError):
    """No signed head covers the event yet: the next checkpoint will."""


@dataclass(frozen=True)
class InclusionProof:
    """For `merkle.verify_inclusion`, with the root of the head."""

    event: Event
    position: int
    head: Head
    path: list[bytes]


def inclusion_proof(event: Event, head: Head | None = None) -> InclusionProof:
    """Under the newest head, if none is given."""
    head = head or Head.objects.order_by("number").last()
    leaf = Leaf.objects.filter(event=event).first()
    if head is None or leaf is None or leaf.position >= head.size:
        raise NotCoveredError(str(event))
    return InclusionProof(event, leaf.position, head, merkle.inclusion_path(leaf.position, head.size, tree.subtree))


def consistency_proof(old: Head, new: Head) -> list[bytes]:
    return merkle.consistency_path(old.size, new.size, tree.subtree)


def proof_to_json(proof: InclusionProof) -> dict[str, Any]:
    """All a stranger needs beside the public key. `leaf` is the event's hash; `event` and `previous` give it."""
    event = proof.event
    return {
        "event": event.content,
        "previous": _previous(event),
        "leaf": event.hash,
        "position": proof.position,
        "path": [node.hex() for node in proof.path],
        "head": json.loads(proof.head.body),
        "signature": proof.head.signature,
    }


def _previous(event: Event) -> str:
    before = Event.objects.filter(subject=event.subject, sequence=event.sequence - 1).first()
    return before.hash if before else NO_PREVIOUS
