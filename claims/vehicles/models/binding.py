import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.vehicles.models.ownership import Ownership
from claims.vehicles.models.vehicle import Vehicle
from sanbao.accounts.models import User


class Purpose(models.TextChoices):
    HANDOVER = "handover", _("交车")
    TRANSFER = "transfer", _("过户")


class BindingCode(models.Model):
    """A code that makes whoever types it the owner in the system: printed at the handover, or given by the owner to the
    next one. Kept as a keyed hash; used once; of a car only the newest opens anything."""

    Purpose = Purpose

    vehicle = models.ForeignKey(Vehicle, models.PROTECT, related_name="binding_codes")
    purpose = models.CharField(max_length=10, choices=Purpose.choices)
    code_hash = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True)
    used_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["vehicle"], condition=Q(used_at=None, ended_at=None), name="one_open_binding_code_a_vehicle"
            ),
            models.CheckConstraint(
                condition=Q(used_at=None, used_by=None) | Q(used_at__isnull=False, used_by__isnull=False),
                name="binding_code_is_used_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} · {self.vehicle}"


class Decision(models.TextChoices):
    CONFIRMED = "confirmed", _("已确认")
    REFUSED = "refused", _("没有确认")


class BindingRequest(models.Model):
    """Somebody without a code asks to be taken for the owner, by VIN and invoice number; the seller decides."""

    Decision = Decision

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    vehicle = models.ForeignKey(Vehicle, models.PROTECT, related_name="binding_requests")
    consumer = models.ForeignKey(User, models.PROTECT, related_name="binding_requests")
    asked_at = models.DateTimeField()
    decision = models.CharField(max_length=10, choices=Decision.choices, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    ownership = models.ForeignKey(Ownership, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["vehicle", "consumer"], condition=Q(decision=""), name="asked_once_until_decided"
            ),
            models.CheckConstraint(
                condition=Q(decision="", decided_at=None, decided_by=None)
                | Q(decision__in=Decision.values, decided_at__isnull=False, decided_by__isnull=False),
                name="binding_request_is_decided_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.vehicle} · {self.asked_at}"
