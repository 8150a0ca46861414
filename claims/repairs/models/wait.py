import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from claims.repairs.models.visit import Visit
from sanbao.accounts.models import User
from sanbao.law.vocabulary import EXCLUDED_REASONS


class WaitReason(models.TextChoices):
    """The first four are the contract's, and may be left out of a counter; the others are noted and count."""

    SPECIAL_PART_TRANSPORT = "special_part_transport", _("特殊零部件在运输途中")
    TRACTION_BATTERY_TRANSPORT = "traction_battery_transport", _("动力蓄电池在运输途中")
    RESCUE_TRAVEL = "rescue_travel", _("外出救援在路途中")
    AGREED_SUSPENSION = "agreed_suspension", _("双方约定暂停修理，车在车主手里")
    PART_ORDER = "part_order", _("等待订货")
    OWNER_DECISION = "owner_decision", _("等待车主决定")
    OTHER = "other", _("其他等待")


class Wait(models.Model):
    """A wait of the workshop clock; without an end it goes on. `proof`: the waybill, the agreement."""

    Reason = WaitReason

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    visit = models.ForeignKey(Visit, models.PROTECT, related_name="waits")
    reason = models.CharField(_("等待的原因"), max_length=30, choices=WaitReason.choices)
    begins_at = models.DateTimeField(_("开始时间"))
    ends_at = models.DateTimeField(_("结束时间"), null=True, blank=True)
    proof = models.CharField(_("凭据"), max_length=200, blank=True)
    started_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("等待")
        verbose_name_plural = _("等待")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gte=F("begins_at")), name="a_wait_ends_after_it_begins"
            ),
            models.UniqueConstraint(
                fields=["visit", "reason"], condition=Q(ends_at=None), name="a_wait_runs_once_a_reason"
            ),
            models.CheckConstraint(condition=Q(reason__in=WaitReason.values), name="wait_has_a_known_reason"),
        ]

    def __str__(self) -> str:
        return str(self.get_reason_display())

    @property
    def may_be_excluded(self) -> bool:
        return self.reason in EXCLUDED_REASONS
