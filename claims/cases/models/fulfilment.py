import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.cases.codes import Remedy
from claims.cases.models.claim import Claim
from claims.repairs.models import Visit
from claims.vehicles.models import Sale
from documents.issuing.models import Paper
from sanbao.accounts.models import User


class Fulfilment(models.Model):
    """The business says that it has done what was granted; the consumer confirms or contests. Contested, it is said again.

    What is told depends on the remedy: the visit of a repair or of a new assembly; the sale of the new car; the old car
    as it came back; days of a loaner; the paper. Money in fen. `price_fen` to `due_fen`: what the law gives on the day it
    was said, empty where it gives no figure; `paid_fen`: what was paid, the other way round where it is negative.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="fulfilments")
    number = models.PositiveSmallIntegerField()
    remedy = models.CharField(_("办法"), max_length=30, choices=Remedy.choices)
    fulfilled_on = models.DateField(_("办好的日期"))
    words = models.TextField(_("说明"), max_length=1000, blank=True)
    visit = models.ForeignKey(Visit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("送修"))
    new_sale = models.ForeignKey(
        Sale, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("换来的车")
    )
    returned_on = models.DateField(_("交还车辆的日期"), null=True, blank=True)
    returned_mileage_km = models.PositiveIntegerField(_("交还时的里程"), null=True, blank=True)
    days = models.PositiveSmallIntegerField(_("天数"), null=True, blank=True)
    per_day_fen = models.BigIntegerField(_("每天的金额"), null=True, blank=True)
    price_fen = models.BigIntegerField(_("车价款"), null=True, blank=True)
    compensation_fen = models.BigIntegerField(_("使用补偿费"), null=True, blank=True)
    coefficient_millionths = models.PositiveIntegerField(_("使用补偿系数"), null=True, blank=True)
    losses_fen = models.BigIntegerField(_("赔偿的损失"), null=True, blank=True)
    due_fen = models.BigIntegerField(_("应当付的金额"), null=True, blank=True)
    paid_fen = models.BigIntegerField(_("付款金额"), null=True, blank=True)
    paid_on = models.DateField(_("付款日期"), null=True, blank=True)
    paper = models.ForeignKey(Paper, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("文书"))
    certificate = models.ForeignKey(
        Paper, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("换车、退车证明")
    )
    said_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    said_at = models.DateTimeField()
    request_key = models.UUIDField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    contested_at = models.DateTimeField(null=True, blank=True)
    contest_key = models.UUIDField(null=True, blank=True)
    contested_words = models.TextField(_("哪里没有办好"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("办理")
        verbose_name_plural = _("办理")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["claim", "number"], name="a_fulfilment_has_its_number"),
            models.UniqueConstraint(fields=["claim", "request_key"], name="fulfilment_once_a_request"),
            models.UniqueConstraint(
                fields=["claim"], condition=Q(confirmed_at=None, contested_at=None), name="one_fulfilment_waits"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at=None) | Q(contested_at=None), name="fulfilment_is_confirmed_or_contested"
            ),
            models.CheckConstraint(
                condition=Q(contested_at=None) | ~Q(contested_words=""), name="contested_fulfilment_says_why"
            ),
            models.CheckConstraint(
                condition=Q(paid_fen=None, paid_on=None) | Q(paid_fen__isnull=False, paid_on__isnull=False),
                name="paid_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim} · {self.number}"

    @property
    def is_waiting(self) -> bool:
        """For the consumer's word."""
        return self.confirmed_at is None and self.contested_at is None

    @property
    def paid_size(self) -> int:
        """Whichever way it went."""
        return abs(self.paid_fen or 0)

    @property
    def short_fen(self) -> int:
        """What is missing of that which the law gives."""
        return 0 if self.due_fen is None else max(0, self.due_fen - (self.paid_fen or 0))
