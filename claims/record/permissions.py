"""Who sees what of a car's record beyond his own visits."""

from __future__ import annotations

from datetime import datetime

from claims.record.facts import Network
from sanbao.accounts.models import Organisation


def can_see_elsewhere(outlet: Organisation, network: Network, at: datetime) -> bool:
    """Visits of other workshops: whom the car's producer has appointed to repair its make on this day."""
    return outlet.is_repairer and network.appoints(outlet, at)
