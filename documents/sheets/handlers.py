from datetime import timedelta
from typing import Any

from django.conf import settings

from documents.issuing.services import papers_erase
from sanbao.work import MessageInfo, every


@every(minutes=60, topic="sheets.erase", lease=timedelta(minutes=30))
def erase(_payload: dict[str, Any], message: MessageInfo) -> None:
    papers_erase(message.at - timedelta(days=settings.SHEET_DAYS), at=message.at)
