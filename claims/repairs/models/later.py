import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from claims.repairs.models.item import Item
from claims.repairs.models.visit import Visit
from claims.vehicles.models import Ownership
from sanbao.accounts.models import User


class Correction(models.Model):
    """A later entry that puts a finished visit right: what stood there stays. `before` and `after` are written values."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="corrections")
    item = models.ForeignKey(Item, models.PROTECT, null=True, blank=True, related_name="corrections")
    field = models.CharField(max_length=30)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    reason = models.CharField(_("更正的原因"), max_length=200)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    request_key = models.UUIDField()

    class Meta:
        verbose_name = pgettext_lazy("corrections", "更正")
        verbose_name_plural = pgettext_lazy("corrections", "更正")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["made_by", "request_key"], name="correction_once_a_request"),
        ]

    def __str__(self) -> str:
        return self.field


class AssumedMoment(models.TextChoices):
    """Of which the day alone may be known."""

    RECEIVED = "received_at", _("送修时间")
    FINISHED = "finished_at", _("修好并通知车主的时间")


class Remark(models.Model):
    """What the owner says about a visit or one of its entries: his words, for him and the workshop.

    `contests`: the moment of which he says that the time assumed for it is not right.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    visit = models.ForeignKey(Visit, models.PROTECT, related_name="remarks")
    item = models.ForeignKey(Item, models.PROTECT, null=True, blank=True, related_name="remarks")
    ownership = models.ForeignKey(Ownership, models.PROTECT, null=True, blank=True, related_name="+")
    contests = models.CharField(max_length=20, choices=AssumedMoment.choices, blank=True)
    words = models.TextField(_("您的意见"), max_length=500)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    request_key = models.UUIDField()

    class Meta:
        verbose_name = _("车主的意见")
        verbose_name_plural = _("车主的意见")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["made_by", "request_key"], name="remark_once_a_request"),
        ]

    def __str__(self) -> str:
        return str(self.public_id)
