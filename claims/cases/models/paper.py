from django.db import models
from django.utils.translation import gettext_lazy as _

from claims.cases.models.claim import Claim
from documents.issuing.models import Paper


class ClaimPaper(models.Model):
    """That a paper belongs to a claim: whoever sees the claim finds it there."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="papers")
    paper = models.OneToOneField(Paper, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("请求的文书")
        verbose_name_plural = _("请求的文书")

    def __str__(self) -> str:
        return f"{self.claim} · {self.paper}"
