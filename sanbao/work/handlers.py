from typing import Any

from sanbao.work.registry import MessageInfo, every
from sanbao.work.timers import sweep


@every(minutes=60, topic="work.sweep")
def clear_away(_payload: dict[str, Any], message: MessageInfo) -> None:
    sweep(message.at)
