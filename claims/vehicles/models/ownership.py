import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from claims.vehicles.models.vehicle import Vehicle
from sanbao.accounts.models import User
from sanbao.accounts.names import check_name


class Acquired(models.TextChoices):
    SALE = "sale", _("买的新车")
    TRANSFER = "transfer", _("过户")
    RESALE = "resale", _("买的换退车")
    STATED = "stated", _("车主自己登记")


class Ownership(models.Model):
    """Whose the car is, from a day until the next owner's first day. One is open at a time.

    Name and phone are personal data, as told at the sale; `consumer` is the account that has bound the car. What belongs
    to one ownership is for its owner alone: the next one sees the car, not this.
    """

    Acquired = Acquired

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    vehicle = models.ForeignKey(Vehicle, models.PROTECT, related_name="ownerships", verbose_name=_("车辆"))
    consumer = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="ownerships")
    name = models.CharField(_("车主姓名"), max_length=100, blank=True, validators=[check_name])
    phone = models.CharField(_("车主手机号码"), max_length=20, blank=True)
    acquired_by = models.CharField(max_length=10, choices=Acquired.choices)
    since = models.DateField(_("开始日期"))
    until = models.DateField(_("结束日期"), null=True, blank=True)
    bound_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("车主")
        verbose_name_plural = _("车主")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["phone"], condition=Q(until=None) & ~Q(phone=""), name="owners_by_phone"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["vehicle"], condition=Q(until=None), name="one_owner_at_a_time"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="ownership_ends_after_it_began"
            ),
            models.CheckConstraint(
                condition=Q(bound_at=None) | Q(consumer__isnull=False), name="ownership_is_bound_to_somebody"
            ),
            models.CheckConstraint(condition=Q(acquired_by__in=Acquired.values), name="ownership_was_acquired_somehow"),
        ]

    def __str__(self) -> str:
        return f"{self.vehicle} · {self.since}"
