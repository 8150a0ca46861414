"""Mail of the sign-in pages goes through the outbox: a slow mail server delays no page and tells nobody which addresses exist."""

from datetime import datetime
from typing import Any

from django.core.mail import EmailMessage

from sanbao.work import MessageInfo, enqueue, handler

TOPIC = "signin.mail"


def queue(message: EmailMessage, *, key: str, at: datetime) -> None:
    payload = {
        "subject": message.subject,
        "body": message.body,
        "from_email": message.from_email,
        "to": list(message.to),
    }
    enqueue(topic=TOPIC, payload=payload, key=key, at=at)


@handler(TOPIC, keeps_parked=False)
def deliver(payload: dict[str, Any], message: MessageInfo) -> None:
    EmailMessage(**payload, headers={"Message-ID": f"<{message.key.replace('/', '.')}@sanbao>"}).send()
