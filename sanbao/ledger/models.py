"""The ledger's tables. Nothing here knows another table of the house: ids are opaque, there are no foreign keys out.

`Event` holds what is hashed, word for word, in `body`; everything else about it is read from there.
"""

import json
from datetime import datetime
from functools import cached_property
from typing import Any, ClassVar, NoReturn

from django.db import models


class AppendOnlyError(RuntimeError):
    """Somebody tried to change or remove a row of the ledger by code."""


class AppendOnlyQuerySet(models.QuerySet[Any]):
    """Reads and adds. The triggers of the database refuse the same to whoever goes round it."""

    def update(self, **_values: Any) -> NoReturn:
        raise AppendOnlyError(self.model.__name__)

    def delete(self) -> NoReturn:
        raise AppendOnlyError(self.model.__name__)

    def bulk_update(self, *_args: Any, **_options: Any) -> NoReturn:
        raise AppendOnlyError(self.model.__name__)


class AppendOnly(models.Model):
    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnlyError(type(self).__name__)
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_options: Any) -> NoReturn:
        raise AppendOnlyError(type(self).__name__)


class Chain(models.Model):
    """The last link of a subject's chain; its row is the subject's lock."""

    subject = models.CharField(max_length=100, primary_key=True)
    length = models.BigIntegerField()
    head = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.subject} ({self.length})"


class Event(AppendOnly):
    subject = models.CharField(max_length=100)
    sequence = models.BigIntegerField()
    body = models.TextField()
    hash = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subject", "sequence"], name="ledger_event_once_in_its_chain"),
        ]

    def __str__(self) -> str:
        return f"{self.subject}#{self.sequence}"

    @cached_property
    def content(self) -> dict[str, Any]:
        content: dict[str, Any] = json.loads(self.body)
        return content

    @property
    def action(self) -> str:
        return str(self.content["action"])

    @property
    def actor(self) -> str:
        return str(self.content["actor"])

    @property
    def organisation(self) -> str | None:
        organisation: str | None = self.content["organisation"]
        return organisation

    @property
    def codes(self) -> dict[str, str | int | bool | None]:
        return dict(self.content["codes"])

    @property
    def commitments(self) -> dict[str, str]:
        return dict(self.content["commitments"])

    @property
    def at(self) -> datetime:
        return datetime.fromisoformat(self.content["at"])


class Waiting(models.Model):
    """An event without a place in the tree.

    Ids of concurrent transactions become visible out of order, so "everything after the last id" would skip some.
    """

    event = models.OneToOneField(Event, models.DO_NOTHING, primary_key=True, db_constraint=False, related_name="+")

    def __str__(self) -> str:
        return f"event {self.event_id}"


class Tree(models.Model):
    """One row, by which one writer at a time numbers events and signs heads."""

    def __str__(self) -> str:
        return "tree"


class Leaf(AppendOnly):
    """The place of a committed event in the tree, with the hash that stands there."""

    position = models.BigIntegerField(primary_key=True)
    event = models.OneToOneField(Event, models.PROTECT, related_name="leaf")
    hash = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.position}: event {self.event_id}"


class Subtree(AppendOnly):
    """The root of a complete subtree of 256, 256², 256³ … leaves, kept so that a head or a proof reads few rows."""

    height = models.SmallIntegerField()
    index = models.BigIntegerField()
    hash = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["height", "index"], name="ledger_subtree_once"),
        ]

    def __str__(self) -> str:
        return f"{self.height}/{self.index}"


class Head(AppendOnly):
    """A signed statement: so many events, this root, after that head. `body` holds what is signed, word for word."""

    number = models.BigIntegerField(primary_key=True)
    size = models.BigIntegerField()
    body = models.TextField()
    signature = models.CharField(max_length=128)

    def __str__(self) -> str:
        return f"head {self.number} of {self.size} events"


class Delivery(models.Model):
    """That a head has arrived outside, and when."""

    class Channel(models.TextChoices):
        FILE = "file"
        MAIL = "mail"

    head = models.ForeignKey(Head, models.PROTECT, related_name="deliveries")
    channel = models.CharField(max_length=4, choices=Channel)
    delivered_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["head", "channel"], name="ledger_head_once_a_channel"),
        ]

    def __str__(self) -> str:
        return f"{self.head} by {self.channel}"


class IdempotencyKey(models.Model):
    """What was asked under a key, as a keyed hash, and what was answered."""

    scope = models.CharField(max_length=100)
    key = models.CharField(max_length=100)
    fingerprint = models.CharField(max_length=64)
    answer = models.JSONField(null=True)
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["scope", "key"], name="ledger_key_once_in_its_scope"),
        ]

    def __str__(self) -> str:
        return f"{self.scope}: {self.key}"
