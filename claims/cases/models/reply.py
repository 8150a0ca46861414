import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from claims.cases.codes import Remedy, VehicleOffered
from claims.cases.models.claim import Claim
from sanbao.accounts.models import User


class Reply(models.Model):
    """The respondent's answer. `contradicts`: codes of what it contradicts, as it was shown before it was sent.

    `fulfil_on`: when it will be done. `amount_fen`: of a grant about money.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="replies")
    number = models.PositiveSmallIntegerField()
    grants = models.BooleanField()
    remedy = models.CharField(_("同意怎样办"), max_length=30, choices=Remedy.choices, blank=True)
    vehicle_offered = models.CharField(_("提供哪辆车"), max_length=20, choices=VehicleOffered.choices, blank=True)
    vehicle_words = models.CharField(_("提供的车"), max_length=200, blank=True)
    amount_fen = models.BigIntegerField(_("金额"), null=True, blank=True)
    fulfil_on = models.DateField(_("什么时候办"), null=True, blank=True)
    words = models.TextField(_("说明"), max_length=1000, blank=True)
    contradicts = models.CharField(max_length=200, blank=True)
    replied_on = models.DateField(_("答复日期"))
    replied_at = models.DateTimeField()
    replied_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    told_reasons: "list[RefusalReason]"  # where they were read with it (`claims.cases.replies`)

    class Meta:
        verbose_name = _("答复")
        verbose_name_plural = _("答复")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["claim", "number"], name="a_reply_has_its_number"),
            models.CheckConstraint(
                condition=models.Q(grants=True) & ~models.Q(remedy="") | models.Q(grants=False, remedy=""),
                name="a_grant_says_what",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim} · {self.number}"


class RefusalReason(models.Model):
    """Why not: the fact, the article, the evidence. `fact` is a path of the contract, or empty for what is no fact of the law.

    `rule`: the finding it speaks against (`samr-43/24-1-4-time`). `evidence`: public ids, separated by commas.
    """

    reply = models.ForeignKey(Reply, models.PROTECT, related_name="reasons")
    number = models.PositiveSmallIntegerField()
    fact = models.CharField(max_length=100, blank=True)
    fact_words = models.CharField(_("哪一项事实"), max_length=300)
    rule = models.CharField(_("哪一条"), max_length=60)
    evidence = models.CharField(max_length=400, blank=True)
    no_evidence_because = models.CharField(_("为什么没有证据"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("拒绝的理由")
        verbose_name_plural = _("拒绝的理由")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["reply", "number"], name="a_reason_has_its_number"),
        ]

    def __str__(self) -> str:
        return f"{self.reply} · {self.number}"

    @property
    def evidence_count(self) -> int:
        return len([one for one in self.evidence.split(",") if one])
