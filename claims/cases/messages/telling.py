"""From a step or a note to messages: one job in the transaction of the event, and its people in the worker."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import translation

from claims.cases.messages import words
from claims.cases.messages.recipients import channels_for, people_of, sides_to_tell
from claims.cases.models import Claim, Message, Step
from claims.cases.models.message import Channel, State
from claims.cases.signals import claim_noted, claim_stepped
from sanbao.accounts.models import User
from sanbao.sms.services import send_message
from sanbao.work import MessageInfo, enqueue, handler

TELL, MAIL = "claims.tell", "claims.mail"
USEFUL = timedelta(days=3)  # an SMS that could not be sent for so long would only confuse


def add() -> None:
    claim_stepped.connect(tell_of_step, dispatch_uid="claims.tell_of_step")
    claim_noted.connect(tell_of_note, dispatch_uid="claims.tell_of_note")


def tell_of_step(claim: Claim, step: Step, at: datetime, **_told: Any) -> None:
    _queue(claim, step.name, step.by, f"{claim.public_id}/{step.number}", at)


def tell_of_note(claim: Claim, note: str, by: User | None, at: datetime, **_told: Any) -> None:
    """A note has no number of its own: what is noted at one moment by one person is one."""
    moment, who = f"{at:%Y%m%d%H%M%S%f}", by.pk if by else "site"
    _queue(claim, note, by, f"{claim.public_id}/{note}/{moment}/{who}", at)


def _queue(claim: Claim, code: str, by: User | None, event: str, at: datetime) -> None:
    if not words.sides_of(code) or claim.submitted_at is None:
        return
    payload = {"claim": str(claim.public_id), "code": code, "by": by.pk if by else None, "event": event}
    enqueue(topic=TELL, payload=payload, key=f"{TELL}/{event}", at=at)


@handler(TELL)
def tell(payload: dict[str, Any], message: MessageInfo) -> None:
    """Rows and jobs together, or nothing: called again, it finds them there."""
    related = ("consumer", "representative", "respondent", "body", "vehicle__model_line__producer")
    claim = Claim.objects.select_related(*related).get(public_id=payload["claim"])
    by = User.objects.filter(pk=payload["by"]).first()
    with transaction.atomic():
        if Message.objects.filter(event_key=payload["event"]).exists():
            return
        rows = list(_messages(claim, payload["code"], by, payload["event"], message.at))
        Message.objects.bulk_create(rows, ignore_conflicts=True)
        for row in rows:
            send_out(row, message.at)


def _messages(claim: Claim, code: str, by: User | None, event: str, at: datetime) -> Iterator[Message]:
    told = {by.pk} if by else set[int]()
    for side in sides_to_tell(claim, code, by):
        for person in people_of(claim, side):
            if person.pk in told:  # who did it, or who stands on two sides
                continue
            told.add(person.pk)
            for channel in channels_for(person, side):
                yield _message(claim, person, side, code, event, channel, at)


def _message(  # noqa: PLR0913, PLR0917  one value a column
    claim: Claim, person: User, side: str, code: str, event: str, channel: str, at: datetime
) -> Message:
    return Message(
        claim=claim,
        recipient=person,
        side=side,
        code=code,
        event_key=event,
        key=f"{event}/{person.pk}/{channel}",
        channel=channel,
        state=State.DELIVERED if channel == Channel.IN_APP else State.QUEUED,
        queued_at=at,
        changed_at=at,
    )


def send_out(row: Message, at: datetime) -> None:
    if row.channel == Channel.SMS:
        assert row.recipient.phone  # noqa: S101  else he is not told by SMS
        text, until = sms_text(row), at + USEFUL
        send_message(phone=row.recipient.phone, text=text, key=row.key, useful_until=until, at=at)
    elif row.channel == Channel.MAIL:
        enqueue(topic=MAIL, payload={"message": row.key}, key=row.key, at=at)


def sms_text(row: Message) -> str:
    with in_his_language(row.recipient):
        said = words.sentence(row.code, row.side, row.claim)
    return f"{said}{words.link(row.code, row.side, row.claim)}"


def in_his_language(person: User) -> translation.override:
    return translation.override(person.language or settings.LANGUAGE_CODE)
