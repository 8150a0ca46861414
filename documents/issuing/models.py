"""An issued paper: what was frozen when it took its number, and, once printed, its bytes.

Numbers have no gap in a series: one kind, one issuer, one year. A payload is never changed; bytes are stored once.
"""

import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from documents.issuing.seal import Essentials
from sanbao.accounts.models import Organisation, User


class Issuer(models.Model):
    """The short code by which an organisation stands in the numbers of its papers."""

    organisation = models.OneToOneField(Organisation, models.PROTECT, primary_key=True, related_name="+")
    code = models.CharField(max_length=4, unique=True)

    def __str__(self) -> str:
        return self.code


class Series(models.Model):
    """The last number taken; its row is the lock of the next."""

    kind = models.CharField(max_length=30)
    issuer = models.ForeignKey(Issuer, models.PROTECT, null=True, related_name="series")  # None: the site itself
    year = models.SmallIntegerField()
    last = models.IntegerField(default=0)

    class Meta:
        verbose_name_plural = "series"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["kind", "issuer", "year"], name="one_series_a_kind_issuer_and_year"),
            models.UniqueConstraint(
                fields=["kind", "year"], condition=Q(issuer=None), name="one_series_of_the_site_a_kind_and_year"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.issuer} {self.year}: {self.last}"


class Reason(models.TextChoices):
    CANNOT_BE_PRINTED = "cannot_be_printed", _("打印不出来")
    WRONG_CONTENT = "wrong_content", _("内容有错误")
    ISSUED_TWICE = "issued_twice", _("重复出具")
    SALE_CANCELLED = "sale_cancelled", _("买卖已经取消")


class WhyReplaced(models.TextChoices):
    """Told by who replaces a valid paper; recorded in the ledger, and a lost one is stamped as issued anew."""

    LOST = "lost", _("遗失，补办一份")
    WRONG_CONTENT = "wrong_content", _("内容有错误，换一份对的")


class State(models.TextChoices):
    """Derived, never stored."""

    PRINTING = "printing", _("正在生成PDF")
    FAILED = "failed", _("打印失败，会自动再试")
    VALID = "valid", _("有效")
    REPLACED = "replaced", _("已被新的一份代替")
    WITHDRAWN = "withdrawn", _("已作废")


class PaperQuerySet(models.QuerySet["Paper"]):
    def without_bytes(self) -> "PaperQuerySet":
        """With what a list or a page shows."""
        related = self.select_related("issuer", "holder", "file", "replaces", "replaced_by")
        return related.defer("file__content", "replaces__payload", "replaced_by__payload")


class Paper(models.Model):
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=30)
    number = models.CharField(_("编号"), max_length=20, unique=True)
    # None: the site itself, for whoever asked, with nobody's name.
    issuer = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="papers", verbose_name=_("出具单位")
    )
    year = models.SmallIntegerField()
    sequence = models.IntegerField()
    subject = models.CharField(max_length=100, db_index=True)
    holder = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="papers")

    payload = models.TextField()
    payload_sha256 = models.CharField(max_length=64)
    payload_salt = models.CharField(max_length=64)
    essentials_text = models.TextField()
    essentials_salt = models.CharField(max_length=64)
    check_code = models.CharField(_("校验码"), max_length=9)

    issued_at = models.DateTimeField(_("出具时间"))
    issued_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    request_key = models.UUIDField()
    replaces = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")

    failed_at = models.DateTimeField(null=True, blank=True)
    failure = models.CharField(max_length=200, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawal_reason = models.CharField(max_length=30, blank=True, choices=Reason.choices)
    # When what a person took from the site was erased: number, hashes and what the seal says stay.
    erased_at = models.DateTimeField(null=True, blank=True)

    objects = PaperQuerySet.as_manager()

    class Meta:
        verbose_name = _("文书")
        verbose_name_plural = _("文书")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["kind", "issuer", "year", "sequence"], name="papers_number_once"),
            models.UniqueConstraint(fields=["issued_by", "request_key"], name="papers_once_a_request"),
            models.UniqueConstraint(
                fields=["kind", "year", "sequence"], condition=Q(issuer=None), name="papers_of_the_site_number_once"
            ),
            models.UniqueConstraint(
                fields=["request_key"], condition=Q(issued_by=None), name="papers_of_the_site_once_a_request"
            ),
            models.CheckConstraint(condition=Q(sequence__gte=1), name="papers_count_from_one"),
            models.CheckConstraint(
                condition=Q(issuer=None, issued_by=None, holder=None)
                | Q(issuer__isnull=False, issued_by__isnull=False, erased_at=None),
                name="papers_by_somebody_or_by_the_site",
            ),
            models.CheckConstraint(condition=Q(erased_at=None) | Q(payload=""), name="papers_erased_hold_nothing"),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None, withdrawal_reason="")
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False, withdrawal_reason__in=Reason.values)
                | Q(withdrawn_at__isnull=False, issuer=None, withdrawal_reason__in=Reason.values),
                name="withdrawn_by_somebody_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def ledger_subject(self) -> str:
        return f"paper/{self.public_id}"

    @property
    def essentials(self) -> Essentials:
        return Essentials.read(self.essentials_text)

    @property
    def is_printed(self) -> bool:
        return hasattr(self, "file")

    @property
    def state(self) -> State:
        if self.withdrawn_at is not None:
            return State.WITHDRAWN
        if hasattr(self, "replaced_by"):
            return State.REPLACED
        if self.is_printed:
            return State.VALID
        return State.FAILED if self.failed_at is not None else State.PRINTING


class StoredOnceError(RuntimeError):
    """Somebody tried to change or remove the bytes of a paper by code."""


class PaperFile(models.Model):
    """The bytes of a paper with the seal printed on it."""

    paper = models.OneToOneField(Paper, models.PROTECT, primary_key=True, related_name="file")
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.IntegerField()
    seal = models.TextField()
    stored_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.paper_id}: {self.sha256}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise StoredOnceError
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_options: Any) -> Any:
        raise StoredOnceError
