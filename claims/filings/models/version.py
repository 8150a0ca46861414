import uuid
from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from claims.filings.models.model_line import ModelLine
from sanbao.accounts.models import User

SAME_FIRST_DAY = _("已经有一个版本从这一天起生效。")
MILLION = 1_000_000


class FilingVersion(models.Model):
    """The terms of a model line for cars sold from a day on, until the next version. Never changed once filed.

    A version that is not yet in force can be withdrawn. Units: months, km; the coefficient in millionths, since SQLite
    has no decimals; shares of the nominal capacity in tenths of a per cent. Null is *not stated*.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    model_line = models.ForeignKey(ModelLine, models.PROTECT, related_name="versions", verbose_name=_("车型"))
    number = models.PositiveSmallIntegerField(_("版本"))
    in_force_from = models.DateField(_("生效日期"))
    happened_on = models.DateField(_("变更发生的日期"))
    filed_at = models.DateTimeField(_("备案时间"))
    filed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(_("撤回时间"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    repair_warranty_months = models.PositiveSmallIntegerField()
    repair_warranty_km = models.PositiveIntegerField()
    three_guarantees_months = models.PositiveSmallIntegerField()
    three_guarantees_km = models.PositiveIntegerField()
    coefficient_millionths = models.PositiveIntegerField(null=True, blank=True)
    fade_repair_warranty_tenths = models.PositiveSmallIntegerField(null=True, blank=True)
    fade_three_guarantees_tenths = models.PositiveSmallIntegerField(null=True, blank=True)
    fade_method = models.CharField(max_length=200, blank=True)

    address = models.CharField(_("生产者地址"), max_length=100)
    postcode = models.CharField(_("邮政编码"), max_length=6)
    phone = models.CharField(_("客户服务电话"), max_length=30)
    repairers = models.CharField(pgettext_lazy("备案", "修理者信息的查询方式"), max_length=300)
    terms = models.TextField(_("三包条款"), max_length=2000)
    other = models.TextField(_("其他需要明示的内容"), max_length=2000, blank=True)

    class Meta:
        verbose_name = _("备案版本")
        verbose_name_plural = _("备案版本")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["model_line", "number"], name="versions_are_numbered_once"),
            models.UniqueConstraint(
                fields=["model_line", "in_force_from"],
                condition=Q(withdrawn_at=None),
                name="one_version_a_first_day",
                violation_error_message=SAME_FIRST_DAY,
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="versions_count_from_one"),
            models.CheckConstraint(
                condition=Q(in_force_from__gte=F("happened_on")), name="version_in_force_after_it_happened"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="version_is_withdrawn_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(coefficient_millionths=None) | Q(coefficient_millionths__lte=MILLION),
                name="coefficient_is_a_share",
            ),
            models.CheckConstraint(
                condition=(Q(fade_repair_warranty_tenths=None) | Q(fade_repair_warranty_tenths__lte=1000))
                & (Q(fade_three_guarantees_tenths=None) | Q(fade_three_guarantees_tenths__lte=1000)),
                name="capacities_are_shares",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.model_line} · {self.number}"

    @property
    def coefficient(self) -> Decimal | None:
        return None if self.coefficient_millionths is None else Decimal(self.coefficient_millionths) / MILLION


class Use(models.TextChoices):
    OWNER_MANUAL = "owner_manual", _("使用说明书")
    MAINTENANCE_MANUAL = "maintenance_manual", _("维修保养手册")


class FiledFile(models.Model):
    """A PDF that belongs to a version. The bytes lie under their hash; versions may share them."""

    Use = Use

    version = models.ForeignKey(FilingVersion, models.PROTECT, related_name="files")
    use = models.CharField(max_length=20, choices=Use.choices)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["version", "use"], name="version_has_one_file_a_use"),
            models.CheckConstraint(condition=Q(use__in=Use.values), name="filed_file_has_a_known_use"),
        ]

    def __str__(self) -> str:
        return f"{self.use} {self.sha256}"
