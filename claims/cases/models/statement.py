from typing import Any, ClassVar

from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from claims.cases.models.claim import Claim
from sanbao.accounts.models import User
from sanbao.ledger.models import AppendOnly


class Side(models.TextChoices):
    """Whose version of the facts."""

    CONSUMER = "consumer", _("消费者")
    BUSINESS = "business", _("经营者")
    AGREED = "agreed", _("双方都同意")
    PANEL = "panel", _("技术咨询人员")


class Statement(AppendOnly):
    """What a side says of one fact; the latest of a side about a fact counts. The record itself is never changed by it.

    `fact`: the path of the contract, visits by their key (`visits/R2/finished_at`); `value`: JSON as the contract writes
    it, `null` for absent. `words`: why. `evidence`: public ids of items of the claim, separated by commas.
    """

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="statements")
    side = models.CharField(max_length=10, choices=Side.choices)
    fact = models.CharField(max_length=100)
    value = models.TextField()
    words = models.CharField(_("理由"), max_length=500, blank=True)
    evidence = models.CharField(max_length=400, blank=True, default="")
    stated_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    stated_at = models.DateTimeField()

    class Meta:
        verbose_name = _("说法")
        verbose_name_plural = _("说法")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(F("claim"), F("stated_at"), F("id"), name="statements_of_a_claim"),
        ]

    def __str__(self) -> str:
        return f"{self.claim} · {self.side} · {self.fact}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A claim that was read as having none (`claims.cases.seldom`) has one now."""
        super().save(*args, **kwargs)
        self.claim.has_statements = True


class RaisedGround(models.Model):
    """A ground on which the business says that it owes nothing, for the problems it names (三包责任免除情形).

    `problems`: keys of problems, separated by commas. Whether it is so is a fact: sides state it as `exemptions/N/…`,
    N being the place of the ground in the order of `number`.
    """

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="grounds")
    number = models.PositiveSmallIntegerField()
    ground = models.CharField(max_length=40)
    problems = models.CharField(max_length=200)
    words = models.CharField(_("说明"), max_length=500, blank=True)
    raised_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    raised_at = models.DateTimeField()

    class Meta:
        verbose_name = _("免责理由")
        verbose_name_plural = _("免责理由")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["claim", "number"], name="a_ground_has_its_number"),
        ]

    def __str__(self) -> str:
        return f"{self.claim} · {self.ground}"

    @property
    def problem_keys(self) -> tuple[str, ...]:
        return tuple(self.problems.split(","))
