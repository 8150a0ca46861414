from datetime import datetime

from sanbao.sms.signals import sms_delivered, sms_failed
from sanbao.work import enqueue

TOPIC = "sms.send"
UNDELIVERABLE = "undeliverable"


def send_message(*, phone: str, text: str, key: str, useful_until: datetime, at: datetime) -> None:
    """Put a message into the outbox, in the transaction of what it tells. The same key again sends nothing more."""
    payload = {"phone": phone, "text": text, "useful_until": useful_until.isoformat()}
    enqueue(topic=TOPIC, payload=payload, key=key, at=at)


def report_take(*, key: str, is_delivered: bool, at: datetime) -> None:
    """What the provider reports later of the message of this key. The same report twice is one."""
    if is_delivered:
        sms_delivered.send_robust(sender=None, key=key, at=at)
    else:
        sms_failed.send_robust(sender=None, key=key, code=UNDELIVERABLE, attempt=0, at=at)
