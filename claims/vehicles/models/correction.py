import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from claims.vehicles.models.sale import Sale
from documents.issuing.models import Paper
from sanbao.accounts.models import User


class SaleCorrection(models.Model):
    """A later entry that puts a sale right after the handover; the sale holds what is right, this what stood there.

    `changes`: by field the value before and after, as written. `proof`: the agreement by which the car was given in
    replacement. `replaced`: the voucher that no longer holds, with or without a new one.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sale = models.ForeignKey(Sale, models.PROTECT, related_name="corrections")
    changes = models.JSONField()
    reason = models.CharField(_("更正的原因"), max_length=200)
    proof = models.CharField(_("凭据"), max_length=200, blank=True)
    replaced = models.ForeignKey(Paper, models.PROTECT, null=True, blank=True, related_name="+")
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    request_key = models.UUIDField()

    class Meta:
        verbose_name = _("销售的更正")
        verbose_name_plural = _("销售的更正")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["made_by", "request_key"], name="sale_correction_once_a_request"),
        ]

    def __str__(self) -> str:
        return f"{self.sale} · {self.made_at}"
