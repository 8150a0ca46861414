"""A demand, a reply, a paper rests on an assessment: it is kept word for word."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from claims.cases.models import Claim
from claims.cases.sides import sides_of
from claims.record.services.keeping import Act, assessment_keep
from sanbao.law.errors import FactsError

if TYPE_CHECKING:
    from claims.cases.services.acting import Doing

logger = logging.getLogger(__name__)


def keep_for(claim: Claim, act: str, doing: Doing) -> None:
    """What really happened is not refused because its facts contradict themselves; nothing for a car of unknown sale."""
    sides = sides_of(claim, claim.moment)
    if sides is None:
        return
    try:
        assessment_keep(
            vehicle=claim.vehicle,
            facts=sides.settled_record,
            act=Act(name=act, subject=claim.ledger_subject),
            by=doing.by,
            at=doing.at,
        )
    except FactsError:
        logger.exception("an assessment could not be kept", extra={"event": act})
