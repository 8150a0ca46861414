from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from claims.cases.models.claim import Claim
from claims.repairs.models import QualityProblem
from claims.repairs.models.item import Answer, Event, Position
from sanbao.accounts.names import check_name


class Demand(models.Model):
    """What is asked for today. Once the claim is submitted it stays as it was asked.

    `received_on`: the day on which the respondent received it; within this site the day on which it was made. Money in fen.
    """

    claim = models.OneToOneField(Claim, models.PROTECT, related_name="demand")
    made_on = models.DateField(_("提出要求的日期"))
    received_on = models.DateField(_("收到要求的日期"), null=True, blank=True)
    receipt_words = models.CharField(_("怎样知道收到了"), max_length=200, blank=True)
    mileage_km = models.PositiveIntegerField(_("现在的行驶里程"))
    words = models.TextField(_("车主的话"), max_length=1000, blank=True)
    has_invoice = models.BooleanField(_("有购车发票"), default=False)
    has_voucher = models.BooleanField(_("有三包凭证"), default=False)
    returned_on = models.DateField(_("交还车辆的日期"), null=True, blank=True)
    returned_mileage_km = models.PositiveIntegerField(_("交还时的里程"), null=True, blank=True)
    registration_fen = models.BigIntegerField(_("车辆登记费用"), null=True, blank=True)
    accessories_net_fen = models.BigIntegerField(_("加装、装饰费用（折旧后）"), null=True, blank=True)
    services_fen = models.BigIntegerField(_("向销售者付的服务费"), null=True, blank=True)
    amount_fen = models.BigIntegerField(_("要求的金额"), null=True, blank=True)

    class Meta:
        verbose_name = _("要求")
        verbose_name_plural = _("要求")

    def __str__(self) -> str:
        return str(self.claim)


class DemandItem(models.Model):
    """What is wrong with the car now, not yet repaired."""

    Answer = Answer

    demand = models.ForeignKey(Demand, models.PROTECT, related_name="items")
    number = models.PositiveSmallIntegerField()
    problem = models.ForeignKey(QualityProblem, models.PROTECT, related_name="+", verbose_name=_("问题"))
    symptom = models.CharField(_("现象"), max_length=200, blank=True)
    group = models.CharField(_("总成、系统"), max_length=40, blank=True)
    component = models.CharField(_("零部件"), max_length=60, blank=True)
    part_name = models.CharField(_("表上没有的零部件"), max_length=60, blank=True, validators=[check_name])
    position = models.CharField(_("位置"), max_length=20, choices=Position.choices, blank=True)
    quality_problem = models.CharField(max_length=10, choices=Answer.choices, default=Answer.YES)
    serious_safety = models.CharField(max_length=10, choices=Answer.choices, default=Answer.NO)
    event = models.CharField(max_length=30, choices=Event.choices, blank=True)
    event_established = models.CharField(max_length=10, choices=Answer.choices, blank=True)
    main_component = models.CharField(max_length=10, choices=Answer.choices, blank=True)
    needs_replacement = models.CharField(max_length=10, choices=Answer.choices, blank=True)

    class Meta:
        verbose_name = _("现在的问题")
        verbose_name_plural = _("现在的问题")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["demand", "number"], name="a_demanded_item_has_its_number"),
        ]

    def __str__(self) -> str:
        return f"{self.demand} · {self.number}"
