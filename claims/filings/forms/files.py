from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.filings import files
from claims.filings.forms.base import StepForm
from claims.filings.models import Use
from documents.evidence import messages
from documents.evidence.sandbox import FileRefusedError

NOT_A_PDF = gettext_lazy("请选择PDF文件。")


class FilesForm(StepForm):
    """A file that is not chosen anew stays as it was."""

    step = "files"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for use in Use:
            self.fields[use.value] = forms.FileField(
                label=use.label,
                required=False,
                allow_empty_file=True,
                widget=forms.FileInput({"accept": "application/pdf"}),
                help_text=_("已经附上，不重新选择的就不变。")
                if use.value in self.told
                else _("PDF文件，公开供人下载。"),
            )

    def begin_with(self) -> dict[str, Any]:
        return {}

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        self.stored = dict(self.told)
        for use in Use:
            given: UploadedFile[Any] | None = told.get(use.value)
            if given is not None:
                self._store(use, given)
        return told

    def _store(self, use: Use, given: UploadedFile[Any]) -> None:
        try:
            stored = files.take(given)
        except files.NotAPdfError:
            self.add_error(use.value, NOT_A_PDF)
        except FileRefusedError as refused:
            self.add_error(use.value, messages.why(refused.refusal))
        else:
            self.stored[use.value] = {"sha256": stored.sha256, "size": stored.size}

    def answers(self) -> dict[str, Any]:
        return self.stored
