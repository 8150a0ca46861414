import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from claims.vehicles.models.sale import Sale
from sanbao.accounts.models import Organisation, User


class SaleDraft(models.Model):
    """A sale being entered: the answers so far, page by page. Once it is registered it leads to its sale for good."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    outlet = models.ForeignKey(Organisation, models.PROTECT, related_name="sale_drafts")
    answers = models.JSONField(default=dict)
    started_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()
    sale = models.OneToOneField(Sale, models.PROTECT, null=True, blank=True, related_name="draft")

    class Meta:
        verbose_name = _("销售草稿")
        verbose_name_plural = _("销售草稿")

    def __str__(self) -> str:
        return str(self.public_id)
