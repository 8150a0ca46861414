"""What is cleared away from time to time."""

from datetime import timedelta
from typing import Any

from claims.vehicles.models import CarStatement, SaleDraft
from sanbao.work import MessageInfo, every

DRAFTS_KEPT = timedelta(days=30)


@every(minutes=24 * 60, topic="vehicles.forget_drafts")
def forget_drafts(_payload: dict[str, Any], message: MessageInfo) -> None:
    """They name buyers and owners: a draft that nobody went on with is not kept."""
    since = message.at - DRAFTS_KEPT
    SaleDraft.objects.filter(sale=None, changed_at__lt=since).delete()
    CarStatement.objects.filter(stated_at=None, changed_at__lt=since).delete()
