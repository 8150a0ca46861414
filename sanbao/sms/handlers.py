from datetime import datetime
from typing import Any

from sanbao.sms.gateways import GatewayError, gateway
from sanbao.sms.services import TOPIC
from sanbao.sms.signals import sms_failed, sms_sent
from sanbao.work import MessageInfo, handler

NOT_TAKEN = "the SMS gateway did not take the message"
TOO_LATE, REFUSED = "too_late", "not_taken"


@handler(TOPIC, keeps_parked=False)
def send(payload: dict[str, Any], message: MessageInfo) -> None:
    told = {"key": message.key, "attempt": message.attempt, "at": message.at}
    if message.at > datetime.fromisoformat(payload["useful_until"]):
        sms_failed.send_robust(sender=None, code=TOO_LATE, **told)
        return  # a code that no longer opens anything would only confuse
    try:
        receipt = gateway().send(payload["phone"], payload["text"], message.key)
    except Exception:  # whatever a provider's library raises may quote the number and the text
        sms_failed.send_robust(sender=None, code=REFUSED, **told)
        raise GatewayError(NOT_TAKEN) from None
    sms_sent.send_robust(sender=None, reference=receipt.reference, **told)
