import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(models.TextChoices):
    PHOTO = "photo", _("照片")
    PDF = "pdf", _("PDF文件")
    VIDEO = "video", _("视频")
    AUDIO = "audio", _("录音")


class State(models.TextChoices):
    WAITING = "waiting", _("正在制作副本")
    READY = "ready", _("副本可以查看")
    FAILED = "failed", _("副本没有做成")


class Use(models.TextChoices):
    ORIGINAL = "original"
    COPY = "copy"
    THUMBNAIL = "thumbnail"


class Evidence(models.Model):
    """A file that shall prove a fact, as it was given. `subject` names what it is about, opaque to us."""

    Kind = Kind
    State = State

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    subject = models.CharField(max_length=100)
    kind = models.CharField(_("种类"), max_length=10, choices=Kind.choices)
    format = models.CharField(max_length=10)
    title = models.CharField(pgettext_lazy("evidence", "说明"), max_length=100)
    sha256 = models.CharField(max_length=64)
    perceptual_hash = models.CharField(max_length=16, blank=True)  # of photos alone
    size = models.PositiveBigIntegerField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)

    class Meta:
        verbose_name = _("证据")
        verbose_name_plural = _("证据")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["subject", "added_at", "id"], name="evidence_of_a_subject"),
            models.Index(fields=["sha256"], name="evidence_of_one_content"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["subject", "sha256", "added_by"], name="evidence_is_added_once_by_one_person"
            ),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="evidence_has_a_known_kind"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="evidence_has_a_known_state"),
        ]

    def __str__(self) -> str:
        return self.title


class SealedFile(models.Model):
    """Where a file of an item lies encrypted, and its key, wrapped. Without this row nobody reads the file."""

    Use = Use

    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="files")
    use = models.CharField(max_length=10, choices=Use.choices)
    name = models.CharField(max_length=100, unique=True)
    wrapped_key = models.BinaryField(max_length=60)
    key_id = models.CharField(max_length=16)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    content_type = models.CharField(max_length=40)
    extension = models.CharField(max_length=10)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["evidence", "use"], name="evidence_has_one_file_a_use"),
            models.CheckConstraint(condition=Q(use__in=Use.values), name="evidence_file_has_a_known_use"),
        ]

    def __str__(self) -> str:
        return f"{self.use} {self.name}"
