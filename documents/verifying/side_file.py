"""What a stranger needs besides the paper to check it without us: the proof that its events are in the signed ledger."""

from __future__ import annotations

from typing import Any

from documents.issuing.keys import ledger_keys, paper_keys
from documents.issuing.models import Paper
from sanbao.ledger.models import Event
from sanbao.ledger.proofs import NotCoveredError, inclusion_proof, proof_to_json
from sanbao.ledger.selectors import events_of

TYPE, VERSION = "sanbao.paper.proof", 1


def side_file(paper: Paper) -> dict[str, Any] | None:
    """None until the next checkpoint, minutes away. `previous` links the second event to the first."""
    events = {event.action: event for event in events_of(paper.ledger_subject)}
    try:
        issued, printed = (_proof(events.get(action)) for action in ("paper.issued", "paper.printed"))
    except NotCoveredError:
        return None
    if issued is None or printed is None:
        return None
    return {
        "type": TYPE,
        "version": VERSION,
        "seal": paper.file.seal,
        "salts": {"payload": paper.payload_salt, "essentials": paper.essentials_salt},
        "issued": issued,
        "printed": printed,
    }


def published_keys() -> dict[str, dict[str, str]]:
    """Public halves as 64 hexadecimal digits, by id."""
    return {
        "papers": {name: key.public_bytes_raw().hex() for name, key in paper_keys().items()},
        "ledger": {name: key.public_bytes_raw().hex() for name, key in ledger_keys().items()},
    }


def _proof(event: Event | None) -> dict[str, Any] | None:
    return None if event is None else proof_to_json(inclusion_proof(event))
