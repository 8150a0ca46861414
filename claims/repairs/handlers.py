"""What is cleared away from time to time."""

from datetime import timedelta
from typing import Any

from claims.repairs.models import VisitStatement
from sanbao.work import MessageInfo, every

DRAFTS_KEPT = timedelta(days=30)


@every(minutes=24 * 60, topic="repairs.forget_drafts")
def forget_drafts(_payload: dict[str, Any], message: MessageInfo) -> None:
    """A visit that its owner began to tell and did not: nothing was stated."""
    VisitStatement.objects.filter(stated_at=None, changed_at__lt=message.at - DRAFTS_KEPT).delete()
