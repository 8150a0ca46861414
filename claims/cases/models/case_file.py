import uuid
from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.cases.models.claim import Claim
from documents.evidence.store import Sealed
from sanbao.accounts.models import User

GIVEN_UP = timedelta(hours=6)  # longer than all attempts of a worker together


class CaseFileState(models.TextChoices):
    WAITING = "waiting", _("正在生成")
    READY = "ready", _("已经生成")
    FAILED = "failed", _("没有生成")


class CaseFile(models.Model):
    """The whole case as one PDF, as one person saw it when it was made. A copy that goes after some days: row and file.

    The file lies sealed under `name`; its key stands here, wrapped, so without this row nobody reads it.
    """

    State = CaseFileState

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="case_files")
    reader = models.ForeignKey(User, models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=CaseFileState.choices, default=CaseFileState.WAITING)
    asked_at = models.DateTimeField()
    request_key = models.UUIDField()
    made_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    parts = models.PositiveIntegerField(null=True, blank=True)
    name = models.CharField(max_length=100, blank=True)
    wrapped_key = models.BinaryField(max_length=60, null=True, blank=True)
    key_id = models.CharField(max_length=16, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(null=True, blank=True)

    class Meta:
        verbose_name = _("案卷")
        verbose_name_plural = _("案卷")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["reader", "request_key"], name="case_file_once_a_request"),
            models.UniqueConstraint(
                fields=["claim", "reader"], condition=Q(state=CaseFileState.WAITING), name="one_case_file_is_made"
            ),
            models.CheckConstraint(condition=Q(state__in=CaseFileState.values), name="case_file_has_a_known_state"),
            models.CheckConstraint(
                condition=~Q(state=CaseFileState.READY)
                | Q(made_at__isnull=False, expires_at__isnull=False, wrapped_key__isnull=False, size__isnull=False)
                & ~Q(name=""),
                name="case_file_that_is_ready_lies_somewhere",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim} · {self.asked_at:%Y-%m-%d}"

    def is_given_up(self, now: datetime) -> bool:
        """Nobody makes it any more: all workers that tried were lost."""
        return self.state == CaseFileState.WAITING and now - self.asked_at > GIVEN_UP

    @property
    def sealed(self) -> Sealed:
        return Sealed(self.name, bytes(self.wrapped_key or b""), self.key_id, self.sha256, self.size or 0)
