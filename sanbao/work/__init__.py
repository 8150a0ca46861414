"""Work that leaves a request: an outbox with at-least-once delivery, and due timers.

    from sanbao.work import enqueue, handler

    @handler("sms.send")                                   # in handlers.py of an app, found by itself
    def send(payload, message): ...

    with transaction.atomic():                             # the change and its message are committed together
        enqueue(topic="sms.send", payload={...}, key=f"sms/{code_id}", at=at)

What is promised: a committed message is delivered at least once, also when a worker dies at any point; so a handler
does its work once for a `message.key` however often it is called. What is not: an order, also not per subject; that a
message comes at once (an idle worker looks once a second). A key names a message for good and is stored and logged: it
holds no personal data, the payload may, and is erased as soon as it was delivered.
"""

from sanbao.work.outbox import cancel, enqueue, schedule
from sanbao.work.registry import GiveUp, MessageInfo, every, handler

__all__ = ["GiveUp", "MessageInfo", "cancel", "enqueue", "every", "handler", "schedule"]
