from datetime import datetime

from sanbao.work import enqueue

TOPIC = "sms.send"


def send_message(*, phone: str, text: str, key: str, useful_until: datetime, at: datetime) -> None:
    """Put a message into the outbox, in the transaction of what it tells. The same key again sends nothing more."""
    payload = {"phone": phone, "text": text, "useful_until": useful_until.isoformat()}
    enqueue(topic=TOPIC, payload=payload, key=key, at=at)
