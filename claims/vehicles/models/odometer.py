import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from claims.vehicles.models.ownership import Ownership
from claims.vehicles.models.vehicle import Vehicle
from sanbao.accounts.models import Organisation, User


class Source(models.TextChoices):
    HANDOVER = "handover", pgettext_lazy("within a sentence", "交车")
    INTAKE = "intake", pgettext_lazy("within a sentence", "送修")
    OWNER = "owner", pgettext_lazy("within a sentence", "车主填写")
    OUTLET = "outlet", _("店里登记")
    METER_CHANGE = "meter_change", _("更换里程表")
    RETURN = "return", pgettext_lazy("within a sentence", "交还车辆")
    RESALE = "resale", pgettext_lazy("within a sentence", "再次销售")


class Precision(models.TextChoices):
    MINUTE = "minute", _("到分钟")
    DAY = "day", _("只知道日期")


class Lower(models.TextChoices):
    """Why an odometer shows less than it did."""

    METER_CHANGED = "meter_changed", _("更换过里程表")
    EARLIER_WRONG = "earlier_wrong", _("以前的读数记错了")
    UNCLEAR = "unclear", _("原因不明")


class OdometerReading(models.Model):
    """What the odometer showed at a moment, and who says so. Kept as it was read; a lower one says why.

    `ownership` is the owner of that moment; `words` are his or the outlet's, and for them alone.
    """

    Source = Source
    Precision = Precision
    Lower = Lower

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    vehicle = models.ForeignKey(Vehicle, models.PROTECT, related_name="readings", verbose_name=_("车辆"))
    km = models.PositiveIntegerField(_("行驶里程"))
    read_at = models.DateTimeField(_("读数时间"))
    precision = models.CharField(max_length=10, choices=Precision.choices, default=Precision.MINUTE)
    source = models.CharField(_("来源"), max_length=20, choices=Source.choices)
    lower_because = models.CharField(max_length=20, choices=Lower.choices, blank=True)
    words = models.CharField(_("说明"), max_length=200, blank=True)
    ownership = models.ForeignKey(Ownership, models.PROTECT, null=True, blank=True, related_name="readings")
    outlet = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = _("里程读数")
        verbose_name_plural = _("里程读数")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(F("vehicle"), F("read_at").desc(), F("id").desc(), name="readings_of_a_vehicle"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["vehicle", "read_at", "km", "source"], name="a_reading_is_kept_once"),
            models.CheckConstraint(condition=Q(source__in=Source.values), name="reading_has_a_known_source"),
        ]

    def __str__(self) -> str:
        return f"{self.vehicle} · {self.km}"
