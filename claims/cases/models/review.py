from datetime import datetime
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from claims.cases.models.claim import Claim


class Review(models.Model):
    """All open claims assessed in one run, as on `as_of`. `last_claim_id` is how far it has come: a run that broke off goes on there.

    `counts`: claims by answer. `total`: how many there were when it began; those that came later are not among them.
    """

    as_of = models.DateTimeField()
    law_version = models.CharField(max_length=40)
    total = models.PositiveIntegerField()
    highest_claim_id = models.BigIntegerField()
    last_claim_id = models.BigIntegerField(default=0)
    counts = models.JSONField(default=dict)
    changed = models.PositiveIntegerField(default=0)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("全部重新判断")
        verbose_name_plural = _("全部重新判断")

    def __str__(self) -> str:
        return f"{self.as_of:%Y-%m-%d}"

    @property
    def done(self) -> int:
        return sum(self.counts.values())

    def end(self, at: datetime) -> None:
        self.finished_at = at
        self.save(update_fields=["finished_at"])


class ChangedAnswer(models.Model):
    """The law gives another answer to a claim than on the day on which it was submitted."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="changes")
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="+")
    before = models.CharField(max_length=20)
    now = models.CharField(max_length=20)

    class Meta:
        verbose_name = _("变化了的判断")
        verbose_name_plural = _("变化了的判断")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["review", "claim"], name="an_answer_changed_once_a_review"),
        ]

    def __str__(self) -> str:
        return f"{self.claim} · {self.before} → {self.now}"
