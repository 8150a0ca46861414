import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from claims.cases.models.claim import Claim
from sanbao.accounts.models import User


class Channel(models.TextChoices):
    IN_APP = "in_app", _("站内")
    SMS = "sms", _("短信")
    MAIL = "mail", _("电子邮件")


class State(models.TextChoices):
    """`sent`: the gateway has taken it. `failed`: it has not yet, or never will; it is tried again while it is useful."""

    QUEUED = "queued", _("等待发送")
    SENT = "sent", _("已经发出")
    FAILED = "failed", _("没有发出")
    DELIVERED = "delivered", _("已经送到")


class Message(models.Model):
    """One person is told of one event by one way. The words are made of `code` and `side`, for they name nobody.

    `event_key`: the step or note that is told of. `key`: under which it lies in the outbox. `reference`: the provider's own name of what it took.
    """

    Channel = Channel
    State = State

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="messages")
    recipient = models.ForeignKey(User, models.PROTECT, related_name="claim_messages")
    side = models.CharField(max_length=10)
    code = models.CharField(max_length=60)
    event_key = models.CharField(max_length=120)
    key = models.CharField(max_length=160, unique=True)
    channel = models.CharField(max_length=10, choices=Channel.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    reference = models.CharField(max_length=100, blank=True)
    queued_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("消息")
        verbose_name_plural = _("消息")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(F("recipient"), F("channel"), F("queued_at").desc(), name="messages_of_a_person"),
            models.Index(
                fields=["recipient"], condition=models.Q(channel="in_app", read_at=None), name="messages_not_read"
            ),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["event_key", "recipient", "channel"], name="told_once_by_one_way"),
        ]

    def __str__(self) -> str:
        return f"{self.code} · {self.channel}"
