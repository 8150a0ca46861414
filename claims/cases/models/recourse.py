import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from claims.cases.models.claim import Claim
from documents.issuing.models import Paper
from sanbao.accounts.models import Organisation, User


class Answer(models.TextChoices):
    ACCEPTED = "accepted", _("全部承担")
    PARTLY = "partly", _("承担一部分")
    REFUSED = "refused", _("不承担")


class Cost(models.TextChoices):
    REFUND = "refund", _("退给消费者的款")
    NEW_CAR = "new_car", _("换给消费者的车")
    LOSSES = "losses", _("赔偿消费者的损失")
    REPAIR = "repair", _("修理的工时费、材料费")
    LOANER = "loaner", _("备用车、交通补偿")
    OTHER = "other", _("其他费用")


class RecourseRequest(models.Model):
    """What the seller has borne for the producer, asked back of him, with facts, costs and papers. Money in fen.

    The producer's people see this, not the claim: nothing in it names the consumer.
    """

    Answer = Answer

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="recourses")
    seller = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("销售者"))
    producer = models.ForeignKey(Organisation, models.PROTECT, related_name="recourses", verbose_name=_("生产者"))
    words = models.TextField(_("为什么应当由生产者承担"), max_length=1000)
    papers = models.ManyToManyField(Paper, related_name="+", blank=True)
    sent_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    request_key = models.UUIDField()
    answer = models.CharField(_("答复"), max_length=10, choices=Answer.choices, blank=True)
    answer_fen = models.BigIntegerField(_("承担的金额"), null=True, blank=True)
    answer_words = models.TextField(_("说明"), max_length=1000, blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("追偿")
        verbose_name_plural = _("追偿")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(F("producer"), F("sent_at").desc(), name="recourses_of_a_producer"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["sent_by", "request_key"], name="recourse_once_a_request"),
            models.UniqueConstraint(fields=["claim"], condition=Q(answered_at=None), name="one_recourse_waits"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None, answered_by=None)
                | Q(answer__in=Answer.values, answered_at__isnull=False, answered_by__isnull=False),
                name="recourse_answered_says_how",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim} · {self.producer}"

    @property
    def total_fen(self) -> int:
        return sum(cost.amount_fen for cost in self.costs.all())


class RecourseCost(models.Model):
    What = Cost

    request = models.ForeignKey(RecourseRequest, models.PROTECT, related_name="costs")
    number = models.PositiveSmallIntegerField()
    what = models.CharField(_("费用"), max_length=20, choices=Cost.choices)
    amount_fen = models.BigIntegerField(_("金额"))
    words = models.CharField(_("说明"), max_length=200, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["request", "number"], name="a_cost_has_its_number"),
            models.CheckConstraint(condition=Q(amount_fen__gt=0), name="a_cost_is_some_money"),
        ]

    def __str__(self) -> str:
        return f"{self.request} · {self.number}"
