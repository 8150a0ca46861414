from datetime import datetime
from typing import Any

from sanbao.sms.gateways import GatewayError, gateway
from sanbao.sms.services import TOPIC
from sanbao.work import MessageInfo, handler

NOT_TAKEN = "the SMS gateway did not take the message"


@handler(TOPIC, keeps_parked=False)
def send(payload: dict[str, Any], message: MessageInfo) -> None:
    if message.at > datetime.fromisoformat(payload["useful_until"]):
        return  # a code that no longer opens anything would only confuse
    try:
        gateway().send(payload["phone"], payload["text"], message.key)
    except Exception:  # whatever a provider's library raises may quote the number and the text
        raise GatewayError(NOT_TAKEN) from None
