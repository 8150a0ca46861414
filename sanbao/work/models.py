"""Messages on their way, and the workers that carry them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from sanbao.work.outbox import KEY_LENGTH, TOPIC_LENGTH


class Job(models.Model):
    """One message. Delivered ones stay without their payload until `expires_at`, so that a key is delivered once."""

    class State(models.TextChoices):
        WAITING = "waiting"
        DONE = "done"
        PARKED = "parked"

    key = models.CharField(max_length=KEY_LENGTH, unique=True)
    topic = models.CharField(max_length=TOPIC_LENGTH)
    payload = models.JSONField(null=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    enqueued_at = models.DateTimeField()
    # Taken by a worker, a message waits until the end of its lease: a lost worker needs nobody to notice it.
    available_at = models.DateTimeField()
    lease = models.UUIDField(null=True)
    attempt = models.PositiveIntegerField(default=0)
    error = models.CharField(max_length=200, blank=True)  # the class of an exception, never its text
    finished_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=~Q(state="done") | Q(payload__isnull=True), name="work_job_delivered_is_erased"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["available_at", "id"], condition=Q(state="waiting"), name="work_job_waiting"),
            models.Index(fields=["expires_at"], condition=Q(expires_at__isnull=False), name="work_job_expiring"),
            models.Index(fields=["topic"], condition=~Q(state="done"), name="work_job_open_topic"),
        ]

    def __str__(self) -> str:
        return f"{self.topic} {self.key}"


class Worker(models.Model):
    """A running `manage.py work`, so that somebody notices when none is left."""

    name = models.UUIDField(primary_key=True)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.name)
