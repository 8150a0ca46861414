"""A demand, a reply, a paper rests on an assessment: it is kept word for word."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from claims.cases.facts import facts_of_claim
from claims.cases.models import Claim
from claims.record.facts import UnknownSaleError
from claims.record.services.keeping import Act, assessment_keep
from sanbao.law.errors import FactsError

if TYPE_CHECKING:
    from claims.cases.services.acting import Doing

logger = logging.getLogger(__name__)


def keep_for(claim: Claim, act: str, doing: Doing) -> None:
    """What really happened is not refused because its facts contradict themselves; nothing for a car of unknown sale."""
    try:
        facts = facts_of_claim(claim, claim.moment)
        assessment_keep(
            vehicle=claim.vehicle,
            facts=facts,
            act=Act(name=act, subject=claim.ledger_subject),
            by=doing.by,
            at=doing.at,
        )
    except UnknownSaleError:
        return
    except FactsError:
        logger.exception("an assessment could not be kept", extra={"event": act})
