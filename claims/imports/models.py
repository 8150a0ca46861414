"""An import under way, what it found line by line, and which columns a place has called what."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from claims.imports.reading.faults import told
from claims.imports.reading.tables import Table
from sanbao.accounts.models import Organisation, User


class Kind(models.TextChoices):
    VISITS = "visits", pgettext_lazy("what is imported", "送修")
    SALES = "sales", pgettext_lazy("what is imported", "销售")
    FILINGS = "filings", pgettext_lazy("what is imported", "备案")
    APPOINTMENTS = "appointments", pgettext_lazy("what is imported", "网点约定")


class State(models.TextChoices):
    MAPPING = "mapping", _("等待核对各列")
    CHECKING = "checking", _("正在检查")
    CHECKED = "checked", _("已经检查，还没有写入")
    WRITING = "writing", _("正在写入")
    DONE = "done", _("已经写入")
    FAILED = "failed", _("没有完成")
    DROPPED = "dropped", _("已经放弃")


class Mode(models.TextChoices):
    ALL_OR_NOTHING = "all_or_nothing", _("全部写入；有一行出错，就一行也不写")
    SKIP_FAULTS = "skip_faults", _("写入没有问题的行，跳过有问题的行，并且列出来")


RUNNING = (State.CHECKING, State.WRITING)
OVER = (State.DONE, State.FAILED, State.DROPPED)


class Run(models.Model):
    """One file of one kind for one organisation.

    `cursor`: how many rows are dealt with in the present state; the counts are of that state. `turn` counts what a worker
    was asked for, so that an old message does nothing. `acted_by`: in whose name it is written. The file holds personal
    data: it goes when the run is over, or forgotten.
    """

    Kind = Kind
    State = State
    Mode = Mode

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="imports")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    state = models.CharField(max_length=20, choices=State.choices, default=State.MAPPING)
    file_name = models.CharField(_("文件"), max_length=200)
    file_bytes = models.BigIntegerField()
    table_kind = models.CharField(max_length=10)
    encoding = models.CharField(max_length=20)
    delimiter = models.CharField(max_length=1)
    header = models.JSONField()
    header_line = models.PositiveIntegerField()
    mapping = models.JSONField(default=dict)
    mode = models.CharField(max_length=20, choices=Mode.choices, blank=True)
    rows = models.PositiveIntegerField(null=True)
    cursor = models.PositiveIntegerField(default=0)
    new = models.PositiveIntegerField(default=0)
    known = models.PositiveIntegerField(default=0)
    wrong = models.PositiveIntegerField(default=0)
    warned = models.PositiveIntegerField(default=0)
    trouble = models.JSONField(default=dict)
    turn = models.PositiveIntegerField(default=0)
    started_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    acted_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    request_key = models.UUIDField()

    class Meta:
        verbose_name = _("导入")
        verbose_name_plural = _("导入")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(F("organisation"), F("id").desc(), name="imports_of_an_organisation"),
            models.Index(fields=["changed_at"], condition=~Q(state__in=OVER), name="imports_not_over"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["started_by", "request_key"], name="import_once_a_request"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="import_has_a_known_kind"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="import_has_a_known_state"),
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def ledger_subject(self) -> str:
        return f"import/{self.public_id}"

    @property
    def table(self) -> Table:
        return Table(self.table_kind, self.encoding, self.delimiter, tuple(self.header), self.header_line)  # type: ignore[arg-type]  # written by `look_at`

    @property
    def path(self) -> Path:
        """The file as it came."""
        return Path(settings.IMPORTS_FOLDER) / str(self.public_id)

    @property
    def text_path(self) -> Path:
        """What is read row by row: the file itself, or the workbook as text."""
        return self.path.with_suffix(".rows") if self.table_kind == "xlsx" else self.path

    @property
    def is_running(self) -> bool:
        return self.state in RUNNING

    @property
    def is_over(self) -> bool:
        return self.state in OVER

    @property
    def trouble_told(self) -> str:
        """Why it was not completed; empty where all is well."""
        return told(self.trouble["says"], self.trouble.get("values", {})) if self.trouble else ""


class Finding(models.Model):
    """A line of the report: what is wrong with a line, or odd about it. `says` has places for `values`."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="findings")
    line = models.PositiveIntegerField()
    column = models.CharField(max_length=40, blank=True)
    says = models.CharField(max_length=400)
    values = models.JSONField(default=dict)
    is_warning = models.BooleanField(default=False)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["run", "is_warning", "line", "id"], name="findings_of_an_import"),
        ]

    def __str__(self) -> str:
        return f"{self.line} {self.column}"

    @property
    def told(self) -> str:
        return told(self.says, self.values)


class RememberedMapping(models.Model):
    """How somebody of this organisation has mapped a file with this header: the next one begins there."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    header_hash = models.CharField(max_length=64)
    mapping: models.JSONField[Any, Any] = models.JSONField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["organisation", "kind", "header_hash"], name="a_header_is_remembered_once"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} · {self.kind}"
