"""The acts that rest on an assessment today: a visit is closed; a paper that states one is issued for a known car.

They happen in apps below this one, which say so by a signal inside the transaction of the act.
"""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Any
from uuid import UUID

from claims.record.facts import UnknownSaleError, facts_of
from claims.record.services.keeping import Act, assessment_keep
from claims.repairs.models import Visit
from claims.repairs.signals import visit_closed
from claims.vehicles.models import Vehicle
from documents.issuing.models import Paper
from documents.issuing.signals import paper_frozen
from documents.papers.entitlement import EntitlementContext
from sanbao.accounts.models import User
from sanbao.law import CaseFacts
from sanbao.law.errors import FactsError

logger = logging.getLogger(__name__)


def watch() -> None:
    visit_closed.connect(keep_at_closing, dispatch_uid="record.visit_closed")
    paper_frozen.connect(keep_for_paper, dispatch_uid="record.paper_frozen")


def keep_at_closing(*, visit: Visit, by: User, at: datetime, **_signal: Any) -> None:
    """Nothing for a car whose sale is not known: no regulation, no answer."""
    try:
        facts = facts_of(visit.vehicle, at)
    except UnknownSaleError:
        return
    _keep(visit.vehicle, facts, Act(name="visit.closed", subject=visit.ledger_subject), by, at)


def keep_for_paper(*, paper: Paper, context: object, by: User | None, at: datetime, **_signal: Any) -> None:
    if not isinstance(context, EntitlementContext):
        return
    vehicle = _known_car(paper.subject)
    if vehicle is not None:
        _keep(vehicle, context.facts, Act(name="paper.issued", subject=paper.ledger_subject), by, at)


def _known_car(subject: str) -> Vehicle | None:
    """Papers are also about cars that nobody has registered."""
    kind, _slash, public_id = subject.partition("/")
    if kind != "vehicle":
        return None
    try:
        return Vehicle.objects.filter(public_id=UUID(public_id)).first()
    except ValueError:
        return None


def _keep(vehicle: Vehicle, facts: CaseFacts, act: Act, by: User | None, at: datetime) -> None:
    """What really happened is not refused because its facts contradict themselves; that is for us to mend."""
    try:
        assessment_keep(vehicle=vehicle, facts=facts, act=act, by=by, at=at)
    except FactsError:
        logger.exception("an assessment could not be kept", extra={"event": act.name})
