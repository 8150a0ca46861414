import uuid
from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sanbao.accounts.models import Organisation, User

DOES_NOTHING = _("请至少选择一项：销售、修理。")
ENDS_BEFORE_IT_BEGINS = _("结束日期不能早于开始日期。")


class Appointment(models.Model):
    """A producer's word that an outlet sells or repairs his cars, both days included; no last day: until further notice.

    Address, postcode and phone are the outlet's, as the producer files them for the public and for vouchers.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    producer = models.ForeignKey(Organisation, models.PROTECT, related_name="appointments", verbose_name=_("生产者"))
    outlet = models.ForeignKey(Organisation, models.PROTECT, related_name="appointed_by", verbose_name=_("网点"))
    sells = models.BooleanField(pgettext_lazy("备案", "销售"))
    repairs = models.BooleanField(pgettext_lazy("备案", "修理"))
    valid_from = models.DateField(_("开始日期"))
    valid_until = models.DateField(_("结束日期"), null=True, blank=True)
    address = models.CharField(_("地址"), max_length=100, blank=True)
    postcode = models.CharField(_("邮政编码"), max_length=6, blank=True)
    phone = models.CharField(_("电话"), max_length=30, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("网点约定")
        verbose_name_plural = _("网点约定")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["producer", "outlet", "valid_from"], name="appointments_of_a_pair"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(sells=True) | Q(repairs=True),
                name="appointment_is_for_something",
                violation_error_message=DOES_NOTHING,
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                name="appointment_ends_after_it_begins",
                violation_error_message=ENDS_BEFORE_IT_BEGINS,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.producer} · {self.outlet}"

    def covers(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)
