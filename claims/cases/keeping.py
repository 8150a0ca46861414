"""A demand, a reply, a paper rests on an assessment: its facts are read in the transaction of the act, and kept word for word.

The event of the act names the assessment by its hash; the row itself is written by a worker, from the facts that the outbox
carries, so that no act waits for it and none is lost.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any
from uuid import UUID

from claims.cases.models import Claim
from claims.cases.sides import settled_facts
from claims.record.services.keeping import Act, assessment_keep, hash_of
from claims.vehicles.models import Vehicle
from sanbao.accounts.models import User
from sanbao.law import CaseFacts
from sanbao.law.errors import FactsError
from sanbao.law.facts_writing import facts_to_json
from sanbao.law.parsing import facts_from_text
from sanbao.law.sources import law_data_version
from sanbao.law.versions import law_code_version
from sanbao.ledger.canonical import canonical
from sanbao.work import MessageInfo, enqueue

if TYPE_CHECKING:
    from claims.cases.services.acting import Doing

KEEP = "claims.keep"
logger = logging.getLogger(__name__)


def keep_for(claim: Claim, act: str, doing: Doing, facts: CaseFacts | None = None) -> str | None:
    """The hash of the assessment that the act rests on: of the record, with what both sides agreed on or was found.

    `facts`: that record where it is at hand. None for a car of unknown sale, or where facts contradict themselves: what
    really happened is not refused for that.
    """
    facts = facts or settled_facts(claim, claim.moment)
    if facts is None:
        return None
    try:
        written = canonical(facts_to_json(facts))
        facts_from_text(written, bounded=False)
    except FactsError:
        logger.exception("an assessment could not be kept", extra={"event": act})
        return None
    payload = {
        "vehicle": str(claim.vehicle.public_id),
        "facts": written,
        "act": act,
        "subject": claim.ledger_subject,
        "by": str(doing.by.public_id) if doing.by else None,
    }
    enqueue(topic=KEEP, payload=payload, key=f"{KEEP}/{claim.public_id}/{claim.lock}/{act}", at=doing.at)
    return hash_of(str(claim.vehicle.public_id), written, law_data_version(), law_code_version())


def keep(payload: dict[str, Any], message: MessageInfo) -> None:
    """Delivered twice, it is kept once."""
    by = User.objects.get(public_id=UUID(payload["by"])) if payload["by"] else None
    assessment_keep(
        vehicle=Vehicle.objects.get(public_id=UUID(payload["vehicle"])),
        facts=facts_from_text(payload["facts"], bounded=False),
        act=Act(name=payload["act"], subject=payload["subject"]),
        by=by,
        at=message.at,
    )
