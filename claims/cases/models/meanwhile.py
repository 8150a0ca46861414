import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from claims.cases.models.claim import Claim
from sanbao.accounts.models import User
from sanbao.law.deadlines import Pause as LawPause


class InformationRequest(models.Model):
    """Somebody wants to know something before he answers. It stops no time limit."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="information_requests")
    number = models.PositiveSmallIntegerField()
    words = models.TextField(_("想知道什么"), max_length=500)
    asked_party = models.CharField(max_length=10)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answer = models.TextField(_("回答"), max_length=1000, blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    request_key = models.UUIDField()

    class Meta:
        verbose_name = _("询问")
        verbose_name_plural = _("询问")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["claim", "number"], name="an_information_request_has_its_number"),
            models.UniqueConstraint(fields=["claim", "request_key"], name="information_asked_once_a_request"),
            models.CheckConstraint(
                condition=Q(answered_at=None, answer="") | Q(answered_at__isnull=False) & ~Q(answer=""),
                name="answered_says_what",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim} · {self.number}"


class ConsumerDelay(models.Model):
    """消费者造成的延误: days that do not count for the completion, with the proof. The reply is never put off by it.

    As long as the consumer contests it, it does not count. `evidence`: public ids, separated by commas.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="consumer_delays")
    number = models.PositiveSmallIntegerField()
    first_day = models.DateField(_("从哪天"))
    last_day = models.DateField(_("到哪天"))
    words = models.CharField(_("消费者怎样耽误了"), max_length=300)
    proof = models.CharField(_("凭据"), max_length=200)
    evidence = models.CharField(max_length=400, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    contested_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    contested_at = models.DateTimeField(null=True, blank=True)
    contested_words = models.CharField(_("为什么不是这样"), max_length=300, blank=True)
    conceded_at = models.DateTimeField(null=True, blank=True)
    request_key = models.UUIDField()

    class Meta:
        verbose_name = _("消费者造成的延误")
        verbose_name_plural = _("消费者造成的延误")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["claim", "number"], name="a_delay_has_its_number"),
            models.UniqueConstraint(fields=["claim", "request_key"], name="delay_once_a_request"),
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="a_delay_ends_after_it_begins"),
        ]

    def __str__(self) -> str:
        return f"{self.claim} · {self.first_day}"

    @property
    def counts(self) -> bool:
        """Nobody contests it, or who did has let it stand since."""
        return self.contested_at is None or self.conceded_at is not None

    @property
    def pause(self) -> LawPause:
        return LawPause(self.first_day, self.last_day)
