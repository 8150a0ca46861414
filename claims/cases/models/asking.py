import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from claims.cases.models.claim import Claim
from claims.vehicles.models import Vehicle
from sanbao.accounts.models import User


class AskingProgress(models.Model):
    """How far a draft is told. `answered`: names of the pages, separated by commas; `beside`: the claim it was added to."""

    claim = models.OneToOneField(Claim, models.PROTECT, related_name="asking")
    answered = models.CharField(max_length=300, blank=True)
    beside = models.ForeignKey(Claim, models.PROTECT, null=True, blank=True, related_name="further")

    class Meta:
        verbose_name = _("填写进度")
        verbose_name_plural = _("填写进度")

    def __str__(self) -> str:
        return f"{self.claim} · {self.answered}"

    @property
    def answered_names(self) -> tuple[str, ...]:
        return tuple(self.answered.split(",")) if self.answered else ()


class RepresentationOffer(models.Model):
    """Somebody offers to ask for the owner of a car. Until the owner says yes, he sees nothing of the car."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    vehicle = models.ForeignKey(Vehicle, models.PROTECT, related_name="+", verbose_name=_("车辆"))
    offered_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    words = models.CharField(_("说明"), max_length=200, blank=True)
    offered_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    claim = models.ForeignKey(Claim, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("代为提出的申请")
        verbose_name_plural = _("代为提出的申请")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(F("vehicle"), F("offered_at"), condition=Q(answered_at=None), name="offers_not_answered"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["vehicle", "offered_by"], condition=Q(answered_at=None), name="one_open_offer_a_person"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.vehicle} · {self.offered_at}"
