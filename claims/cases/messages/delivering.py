"""What became of each message: it follows gateways that fail, delay, double and report in any order."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.mail import EmailMessage
from django.utils.translation import gettext as _

from claims.cases.messages import words
from claims.cases.messages.telling import MAIL, in_his_language
from claims.cases.models import Message
from claims.cases.models.message import State
from sanbao.sms.services import UNDELIVERABLE
from sanbao.sms.signals import sms_delivered, sms_failed, sms_sent
from sanbao.work import MessageInfo, handler


def add() -> None:
    sms_sent.connect(taken, dispatch_uid="claims.sms_sent")
    sms_failed.connect(failed, dispatch_uid="claims.sms_failed")
    sms_delivered.connect(delivered, dispatch_uid="claims.sms_delivered")


def taken(key: str, reference: str, attempt: int, at: datetime, **_told: Any) -> None:
    """A report that came before the receipt is not undone by it."""
    told = {"state": State.SENT, "reference": reference[:100], "attempts": attempt, "changed_at": at}
    Message.objects.filter(key=key).exclude(state=State.DELIVERED).update(**told)


def failed(key: str, code: str, attempt: int, at: datetime, **_told: Any) -> None:
    """An attempt that failed says nothing of one that did not; that it cannot be delivered comes after it was taken."""
    later = [State.DELIVERED] if code == UNDELIVERABLE else [State.DELIVERED, State.SENT]
    told: dict[str, Any] = {"state": State.FAILED, "changed_at": at}
    if attempt:
        told["attempts"] = attempt
    Message.objects.filter(key=key).exclude(state__in=later).update(**told)


def delivered(key: str, at: datetime, **_told: Any) -> None:
    Message.objects.filter(key=key).exclude(state=State.DELIVERED).update(state=State.DELIVERED, changed_at=at)


@handler(MAIL)
def mail(payload: dict[str, Any], message: MessageInfo) -> None:
    """A mail server says whether it took the mail, not whether it was read: `sent` is all that is known."""
    row = Message.objects.select_related("recipient", "claim").get(key=payload["message"])
    if row.state == State.SENT:
        return
    if not (row.recipient.is_active and row.recipient.email):
        failed(key=row.key, code="no_address", attempt=message.attempt, at=message.at)
        return
    try:
        _mail(row).send()
    except Exception:
        failed(key=row.key, code="not_taken", attempt=message.attempt, at=message.at)
        raise
    taken(key=row.key, reference="", attempt=message.attempt, at=message.at)


def _mail(row: Message) -> EmailMessage:
    with in_his_language(row.recipient):
        subject = _("三包请求{number}有新的情况").format(number=row.claim.number)
        said, link = words.sentence(row.code, row.side, row.claim), words.link(row.code, row.side, row.claim)
        body = _("{said}\n\n请登录以后查看、办理：\n{link}\n").format(said=said, link=link)
    message_id = f"<{row.public_id}@sanbao>"  # the same in every attempt: a mail that came twice is known as one
    return EmailMessage(subject, body, to=[row.recipient.email], headers={"Message-ID": message_id})
