import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from claims.vehicles.models.sale import Sale
from documents.issuing.models import Paper
from sanbao.accounts.models import User


class ReissueRequest(models.Model):
    """The owner has lost the voucher and asks the seller for another one (Order 43, article 14)."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sale = models.ForeignKey(Sale, models.PROTECT, related_name="reissue_requests")
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    paper = models.ForeignKey(Paper, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["sale"], condition=Q(answered_at=None), name="one_open_reissue_a_sale"),
        ]

    def __str__(self) -> str:
        return f"{self.sale} · {self.asked_at}"
