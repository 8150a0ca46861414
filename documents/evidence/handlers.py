from datetime import timedelta
from typing import Any
from uuid import UUID

from documents.evidence import store
from documents.evidence.copies import copy_make
from documents.evidence.services import DERIVE
from sanbao.work import MessageInfo, every, handler


@handler(DERIVE, lease=timedelta(minutes=20))
def derive(payload: dict[str, Any], message: MessageInfo) -> None:
    copy_make(public_id=UUID(payload["evidence"]), at=message.at)


@every(minutes=24 * 60, topic="evidence.sweep", lease=timedelta(hours=1))
def clear_away(_payload: dict[str, Any], message: MessageInfo) -> None:
    store.sweep(message.at)
