import uuid
from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from claims.cases.codes import Party, Remedy, VehicleOffered
from claims.cases.models.claim import Claim
from sanbao.accounts.models import User


class OfferState(models.TextChoices):
    OPEN = "open", _("等待对方回复")
    ACCEPTED = "accepted", pgettext_lazy("offer", "对方接受了")
    DECLINED = "declined", _("对方没有接受")
    COUNTERED = "countered", _("对方提出了别的办法")
    WITHDRAWN = "withdrawn", pgettext_lazy("offer", "已经收回")


class Offer(models.Model):
    """和解提议: what one side would settle for. `answers`: the offer of the other side that it counters.

    Whether it has expired is never stored: `expires_on`, the last day included, is compared. Money in fen; `months`, `km`:
    of a longer warranty.
    """

    State = OfferState

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="offers")
    number = models.PositiveSmallIntegerField()
    side = models.CharField(max_length=10, choices=[(one.value, one.label) for one in (Party.CONSUMER, Party.BUSINESS)])
    remedy = models.CharField(_("怎样办"), max_length=30, choices=Remedy.choices)
    vehicle_offered = models.CharField(_("提供哪辆车"), max_length=20, choices=VehicleOffered.choices, blank=True)
    amount_fen = models.BigIntegerField(_("金额"), null=True, blank=True)
    months = models.PositiveSmallIntegerField(_("延长几个月"), null=True, blank=True)
    km = models.PositiveIntegerField(_("延长多少公里"), null=True, blank=True)
    fulfil_on = models.DateField(_("什么时候以前办好"))
    words = models.TextField(_("说明"), max_length=1000, blank=True)
    expires_on = models.DateField(_("提议到哪天为止有效"))
    answers = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="countered_by")
    state = models.CharField(max_length=10, choices=OfferState.choices, default=OfferState.OPEN)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    settled_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_words = models.CharField(max_length=300, blank=True)
    request_key = models.UUIDField()

    class Meta:
        verbose_name = _("提议")
        verbose_name_plural = _("提议")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["claim", "number"], name="an_offer_has_its_number"),
            models.UniqueConstraint(fields=["claim", "request_key"], name="offer_once_a_request"),
            models.UniqueConstraint(
                fields=["claim", "side"], condition=Q(state=OfferState.OPEN), name="a_side_has_one_open_offer"
            ),
            models.CheckConstraint(condition=Q(state__in=OfferState.values), name="offer_has_a_known_state"),
            models.CheckConstraint(
                condition=Q(state=OfferState.OPEN, settled_at=None)
                | ~Q(state=OfferState.OPEN) & Q(settled_at__isnull=False),
                name="settled_offer_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim} · {self.number}"

    def is_expired(self, moment: datetime) -> bool:
        return self.state == OfferState.OPEN and timezone.localdate(moment) > self.expires_on

    def is_open(self, moment: datetime) -> bool:
        """It can still be accepted."""
        return self.state == OfferState.OPEN and not self.is_expired(moment)


class Settlement(models.Model):
    """和解协议: what both agreed, to be signed by both. A claim that fell through may be settled again, by another offer."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="settlements")
    offer = models.OneToOneField(Offer, models.PROTECT, related_name="settlement")
    agreed_at = models.DateTimeField()
    agreed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    signed_at = models.DateTimeField(null=True, blank=True)
    lapsed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("和解协议")
        verbose_name_plural = _("和解协议")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["claim"], condition=Q(lapsed_at=None), name="a_claim_has_one_settlement_that_runs"
            ),
            models.CheckConstraint(
                condition=Q(signed_at=None) | Q(lapsed_at=None), name="signed_settlement_does_not_lapse"
            ),
        ]

    def __str__(self) -> str:
        return str(self.claim)

    @property
    def signable_name(self) -> str:
        return f"settlement/{self.public_id}"
