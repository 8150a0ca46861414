import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from claims.filings.models.model_line import ModelLine
from claims.filings.models.version import FilingVersion
from sanbao.accounts.models import Organisation, User


class Draft(models.Model):
    """A filing being written: the answers so far, page by page. Once filed it leads to its version for good."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    producer = models.ForeignKey(Organisation, models.PROTECT, related_name="filing_drafts")
    model_line = models.ForeignKey(ModelLine, models.PROTECT, null=True, blank=True, related_name="drafts")
    answers = models.JSONField(default=dict)
    started_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    version = models.ForeignKey(FilingVersion, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("备案草稿")
        verbose_name_plural = _("备案草稿")

    def __str__(self) -> str:
        return str(self.public_id)
