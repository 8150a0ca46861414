"""Reading what a person was told on the site."""

from __future__ import annotations

from django.db.models import QuerySet

from claims.cases.models import Message
from claims.cases.models.message import Channel
from sanbao.accounts.models import User


def messages_of(user: User) -> QuerySet[Message]:
    """The latest first."""
    return Message.objects.filter(recipient=user, channel=Channel.IN_APP).order_by("-queued_at", "-id")


def unread_of(user: User) -> QuerySet[Message]:
    return Message.objects.filter(recipient=user, channel=Channel.IN_APP, read_at=None)
